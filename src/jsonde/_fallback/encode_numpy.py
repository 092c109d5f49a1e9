# SPDX-License-Identifier: MIT
"""Arrays and scalars of numpy, which is never imported: their attributes and
buffers tell all. src/enc/enc_numpy.c and src/py/numpy.c do the same in C."""

from jsonde._fallback import (
    datetime_text,
    encode_buffers,
    item_format,
)
from jsonde._fallback.errors import JSONEncodeError, must_stay, raise_from
from jsonde._fallback.facts import plain_str
from jsonde._fallback.options import (
    BUFFER_OPTIONS,
    EPOCH_OPTIONS,
    OPT_BUFFER_BASE64,
    OPT_SERIALIZE_NUMPY,
)

OTHER, NUMBERS, DATETIMES = range(3)
CANNOT_READ_TIME = "a datetime64 cannot be read"


class Dtype:
    """What a dtype is: kind, item (an ItemFormat), unit and count, order."""

    def __init__(self, text):
        self.item = item_format.read_dtype(text)
        self.kind = OTHER
        self.unit = self.count = 0
        self.order = text[:1]
        if self.item is not None and self.item.kind != "S":
            self.kind = NUMBERS
            return
        found = datetime_text.parse_unit(text + "   "[len(text) :])
        if found is not None:
            self.kind = DATETIMES
            self.unit, self.count = found


def describe(o):
    """Returns the Dtype of an array or scalar. Runs user code."""
    dtype = o.dtype
    text = dtype.str
    if not isinstance(text, str):
        raise TypeError("the str of a dtype is no str")
    found = Dtype(plain_str(text))
    size = dtype.itemsize
    if type(size) is not int:
        raise TypeError("the itemsize of a dtype is no int")
    if found.kind == NUMBERS and size != found.item.size:
        found.kind = OTHER
    return found


def acquire_integers(o, dtype):
    """Returns the integers of an array or scalar of datetime64."""
    code = dtype.order + "i8"
    array = encode_buffers.acquire(o.view(code))
    expected = item_format.read_dtype(code)
    if array is not None and array.item == expected:
        return array
    raise TypeError(f'view("{code}") has no such integers')


def is_strict(e):
    """Tells whether arrays are written as orjson does it."""
    return not e.options & BUFFER_OPTIONS


# --------------------------------------------------------------------- times


def unrepresentable(e, value, dtype):
    """Returns the message for a datetime64 that has no JSON."""
    unit = datetime_text.UNIT_NAMES[dtype.unit]
    fine = dtype.unit > datetime_text.NANOSECONDS
    if value != datetime_text.NAT and (
        dtype.unit == 0 or (is_strict(e) and fine)
    ):
        return f"unsupported numpy.datetime64 unit: {unit}"
    rule = "the year must be from 0 to 9999"
    if value == datetime_text.NAT:
        rule = "NaT needs OPT_SERIALIZE_BUFFER"
    return f"unrepresentable numpy.datetime64: {value} {unit}; {rule}"


def time_writer(e, dtype):
    """Returns the function that writes the integer of a datetime64."""

    def write(value):
        if value == datetime_text.NAT and not is_strict(e):
            return "null"
        fine = dtype.unit > datetime_text.NANOSECONDS
        fields = datetime_text.datetime64_fields(
            value, dtype.unit, dtype.count
        )
        if fields is None or (is_strict(e) and fine):
            raise JSONEncodeError(unrepresentable(e, value, dtype))
        text = datetime_text.fields_text(fields, None, e.options)
        return text if e.options & EPOCH_OPTIONS else f'"{text}"'

    return write


def put_times(e, o, dtype, is_array):
    """Writes an array or scalar of datetime64. Runs user code."""
    try:
        array = acquire_integers(o, dtype)
    except BaseException as error:
        raise_from(CANNOT_READ_TIME, error)
    write = time_writer(e, dtype)
    if is_array:
        put_by_rules(e, o, array, write)
    else:
        encode_buffers.put_array(e, array, write)


def put_datetime64(e, o):
    """Writes a datetime64, or what default makes of a timedelta64."""
    dtype = described(o, CANNOT_READ_TIME)
    if dtype.kind == DATETIMES:
        put_times(e, o, dtype, False)
    else:
        e.by_default(o)


def described(o, message):
    """Returns the Dtype of an object, or raises the encoder's error."""
    try:
        return describe(o)
    except BaseException as error:
        raise_from(message, error)


def datetime64_text(e, o):
    """Returns the text of a key that is a datetime64."""
    dtype = described(o, CANNOT_READ_TIME)
    if dtype.kind != DATETIMES:
        raise JSONEncodeError("a timedelta64 is no key of JSON")
    try:
        array = acquire_integers(o, dtype)
    except BaseException as error:
        raise_from(CANNOT_READ_TIME, error)
    with array.view:
        values = list(array.item.unpack(array.data()))
    if len(values) != 1:
        raise JSONEncodeError(CANNOT_READ_TIME)
    return time_writer(e, dtype)(values[0]).strip('"')


# -------------------------------------------------------------------- arrays


def leave_to_default(e, o, message):
    """Leaves an array to default. Without one message is the error."""
    if e.default is None:
        raise JSONEncodeError(message)
    e.by_default(o)


def leave_dtype(e, o):
    """Leaves an array whose dtype has no JSON to default."""
    if e.default is None:
        try:
            text = str(o.dtype)
        except BaseException as error:
            if must_stay(error):
                raise
            e.by_default(o)
        raise JSONEncodeError(f"unsupported datatype in numpy array: {text}")
    e.by_default(o)


def put_by_rules(e, o, array, write=None):
    """Writes an array, with orjson's rules if those of no buffer count."""
    if not is_strict(e):
        encode_buffers.put_array(e, array, write)
    elif not array.shape:
        leave_to_default(
            e,
            o,
            "unsupported datatype in numpy array: it has no dimensions; use "
            "OPT_SERIALIZE_BUFFER",
        )
    elif array.view.nbytes and not array.view.c_contiguous:
        leave_to_default(
            e,
            o,
            "numpy array is not C contiguous; use ndarray.tolist() in default",
        )
    elif array.item.swapped:
        raise JSONEncodeError(
            "numpy array is not native-endianness; use OPT_SERIALIZE_BUFFER"
        )
    else:
        encode_buffers.put_array(e, array, write)


def acquire(o):
    """Returns (array, dtype) of an array of numpy; array is None where the
    dtype is not of numbers. Runs user code."""
    dtype = describe(o)
    array = None
    if dtype.kind == NUMBERS:
        array = encode_buffers.acquire(o)
    return array, dtype


def put_ndarray(e, o):
    """Writes an array of numpy. Runs user code."""
    if not e.options & (OPT_SERIALIZE_NUMPY | BUFFER_OPTIONS):
        put_bytes_array(e, o)
        return
    try:
        array, dtype = acquire(o)
    except BaseException as error:
        raise_from("an array of numpy cannot be read", error)
    if array is None and dtype.kind == DATETIMES:
        put_times(e, o, dtype, True)
    elif array is None:
        leave_dtype(e, o)
    elif e.options & OPT_BUFFER_BASE64:
        encode_buffers.put_base64(e, o, array)
    else:
        put_by_rules(e, o, array)


def put_ndarray_subclass(e, o):
    """Writes a matrix, memmap or recarray. Runs user code."""
    if e.options & BUFFER_OPTIONS:
        put_ndarray(e, o)
    else:
        put_bytes_array(e, o)


def put_bytes_array(e, o):
    """Writes an array of bytes, where OPT_BYTES_* is all that is given."""
    try:
        fits = encode_buffers.fits_bytes(o)
    except ValueError:
        fits = False  # it has no buffer
    if not fits:
        e.by_default(o)
        return
    try:
        encode_buffers.put_bytes(e, o)
    except ValueError as error:
        # Others say with a BufferError that they are not contiguous.
        raise_from("a buffer cannot be read", error)


# ------------------------------------------------------------- masked arrays


def read_mask(o, n):
    """Returns the mask of n items as bytes, or None where nothing is masked.
    Runs user code."""
    try:
        data = o.mask.tobytes()
    except BaseException as error:
        raise_from("the mask of an array cannot be read", error)
    if type(data) is bytes:
        if any(data) and len(data) == n:
            return data
        # Of nomask there is one byte, whatever the array has.
        if not any(data) and len(data) in (1, n):
            return None
    raise JSONEncodeError("the mask of an array cannot be read")


def items_of(array):
    """Returns the number of items of an array."""
    n = 1
    for size in array.shape:
        n *= size
    return n


def put_masked(e, o):
    """Writes a masked array, or numpy.ma.masked. Runs user code."""
    if not e.options & BUFFER_OPTIONS:
        put_masked_bytes(e, o)
        return
    try:
        array, dtype = acquire(o)
        is_times = array is None and dtype.kind == DATETIMES
        if is_times:
            array = acquire_integers(o, dtype)
    except BaseException as error:
        raise_from("a masked array cannot be read", error)
    if array is None:
        leave_dtype(e, o)
        return
    write = time_writer(e, dtype) if is_times else None
    mask = read_mask(o, items_of(array))
    base64 = e.options & OPT_BUFFER_BASE64 and not is_times
    if not base64:
        encode_buffers.put_array(e, array, write, mask)
    elif mask is None:
        encode_buffers.put_base64(e, o, array)
    elif array.shape:
        e.by_default(o)
    else:
        e.write("null")


def put_masked_bytes(e, o):
    """Writes an array of bytes without masked items. Runs user code."""
    message = "the mask of an array cannot be read"
    try:
        array, _ = acquire(o)
    except BaseException as error:
        raise_from(message, error)
    if array is not None:
        with array.view:
            n = items_of(array)
        if read_mask(o, n) is None:
            put_bytes_array(e, o)
            return
    e.by_default(o)


# ------------------------------------------------------------------- scalars


def scalar_array(o):
    """Returns the array without dimensions that a scalar exports, or None."""
    try:
        array = encode_buffers.acquire(o)
    except ValueError:
        return None  # no format says what it is
    except BaseException as error:
        raise_from("a number of numpy cannot be read", error)
    # Times export an array of bytes.
    return None if array is None or array.shape else array


def put_scalar(e, o):
    """Writes a number of numpy. Runs user code."""
    array = scalar_array(o)
    if array is None:
        e.by_default(o)
    else:
        encode_buffers.put_array(e, array)


def scalar_text(e, o):
    """Returns the text of a key that is a number of numpy, or None."""
    array = scalar_array(o)
    if array is None:
        return None
    with array.view:
        value = array.item.unpack(array.view.tobytes())[0]
    return encode_buffers.item_writer(e, array.item)(value)
