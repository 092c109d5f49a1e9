# SPDX-License-Identifier: MIT
"""Arrays and scalars of numpy: OPT_SERIALIZE_BUFFER, and OPT_SERIALIZE_NUMPY as in
orjson."""

import datetime
import json
import math
import warnings

import jsonde
import pytest
from conftest import examples, optional
from hypothesis import given, settings
from hypothesis import strategies as st

np = optional("numpy") or pytest.skip("no numpy", allow_module_level=True)

EXAMPLES = examples(200)
BUFFER = jsonde.OPT_SERIALIZE_BUFFER
NUMPY = jsonde.OPT_SERIALIZE_NUMPY
DTYPES = "? i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8".split()
UNITS = "Y M W D h m s ms us ns ps fs as".split()


def write(value, option=BUFFER, default=None):
    return jsonde.dumps(value, default, option)


def message_of(value, option):
    with pytest.raises(jsonde.JSONEncodeError) as caught:
        write(value, option)
    return str(caught.value)


def refused(value, option=BUFFER):
    """Checks the error's message, and that default() gets the object."""
    message = message_of(value, option)
    assert write([value], option, lambda o: "other") == b'["other"]'
    return message


def sample(dtype, count):
    """Returns n random numbers of each kind."""
    random = np.random.default_rng(count)
    data = random.bytes(count * np.dtype(dtype).itemsize)
    array = np.frombuffer(data, dtype).copy()
    if np.dtype(dtype).kind == "b":
        array = np.frombuffer(data, "u1") % 2 == 1
    if np.dtype(dtype).kind == "f":
        some = random.standard_normal(count).astype(dtype)
        array[::2] = some[::2]
    return array


def expected(array):
    """Returns Python's numbers. Floats of another size have their own digits."""
    if array.dtype.kind != "f" or array.dtype.itemsize == 8:
        return json.loads(jsonde.dumps(array.tolist()))
    # float16 is written with the digits of the equal float32.
    single = array.astype("f4")

    def read(value):
        return float(str(value)) if np.isfinite(value) else None

    flat = [read(value) for value in single.flatten()]
    return np.array(flat, object).reshape(array.shape).tolist()


@st.composite
def layouts(draw):
    """(dtype, order, shape, slices, axes): a layout of an array."""
    shape = draw(st.lists(st.integers(0, 5), min_size=1, max_size=4))
    steps = st.sampled_from([-3, -2, -1, 1, 2, 3])
    slices = [
        (draw(st.integers(-6, 6)), draw(st.integers(-6, 6)), draw(steps))
        for _ in draw(st.lists(st.none(), max_size=len(shape)))
    ]
    axes = draw(st.permutations(range(len(shape))))
    dtype = draw(st.sampled_from(DTYPES))
    return dtype, draw(st.sampled_from("<>")), shape, slices, axes


def made(layout):
    dtype, order, shape, slices, axes = layout
    array = sample(dtype, math.prod(shape)).reshape(shape)
    if array.dtype.itemsize > 1:
        array = array.astype(order + dtype)
    return array[tuple(slice(*s) for s in slices)].transpose(axes)


@given(layouts())
@settings(max_examples=EXAMPLES)
def test_any_layout(layout):
    array = made(layout)
    assert json.loads(write(array)) == expected(array)
    assert json.loads(write([array] * 6)) == [expected(array)] * 6


@given(layouts())
@settings(max_examples=EXAMPLES)
def test_as_orjson(layout):
    """Supported layouts are written. The others go to default()."""
    array = made(layout)
    if array.ndim == 0:
        message = "unsupported datatype in numpy array: it has no dimensions; "
        assert refused(array, NUMPY) == message + "use OPT_SERIALIZE_BUFFER"
        assert write(array, NUMPY, lambda o: 1) == b"1"
    elif not array.flags.c_contiguous:
        message = "numpy array is not C contiguous; use ndarray.tolist() in default"
        assert refused(array, NUMPY) == message
        assert write(array, NUMPY, lambda o: 1) == b"1"
    elif array.dtype.isnative:
        assert write(array, NUMPY) == write(array)
    else:
        with pytest.raises(jsonde.JSONEncodeError, match="native-endianness"):
            write(array, NUMPY, lambda o: "other")


def test_beside_orjson():
    orjson = pytest.importorskip("orjson", "3.13")  # numpy's notation of f4
    values = [sample(dtype, 100) for dtype in DTYPES]
    values += [value.reshape(5, 1, 20) for value in values]
    values += [value[0] for value in values[:12]]
    values += [np.array(["2021-02-03T04:05:06.123456", "1969"], f"M8[{unit}]")
               for unit in UNITS[:10]]
    values += [np.zeros((2, 0, 3)), np.longlong(3), np.complex64(1), np.array(1)]
    for option in (0, jsonde.OPT_NAIVE_UTC, jsonde.OPT_NAIVE_UTC | jsonde.OPT_UTC_Z,
                   jsonde.OPT_OMIT_MICROSECONDS, jsonde.OPT_INDENT_2):
        option |= NUMPY
        for value in values:
            assert write(value, option, str) == orjson.dumps(value, str, option)


def test_many_small_ones():
    """The first arrays are proven, and the others read in place."""
    arrays = [sample(DTYPES[i % 12], i % 7).reshape(-1, 1) for i in range(600)]
    assert json.loads(write(arrays)) == [expected(a) for a in arrays]
    for array in arrays:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            array.shape = array.size
    assert json.loads(write(arrays)) == [expected(a) for a in arrays]
    for array in arrays:
        assert json.loads(write(array[::-2])) == expected(array[::-2])


def test_more_dtypes_than_are_kept():
    dtypes = [np.dtype(order + code) for code in DTYPES[2:] for order in "<>"]
    dtypes += [np.dtype(f"M8[{n}s]") for n in range(2, 40)]
    for _ in range(3):
        for dtype in dtypes:
            zeros = np.zeros(2, dtype)
            got = json.loads(write([zeros, zeros[::-1]]))
            first = "1970-01-01T00:00:00" if dtype.kind == "M" else 0
            assert got == [[first, first]] * 2


@pytest.mark.parametrize("pair", [">f8 <f8", ">i2 <i2", "<M8[s] <M8[h]"])
def test_a_dtype_that_changes(pair):
    """Numbers are read as the dtype tells now, and not as it did before."""
    before, after = map(np.dtype, pair.split())
    array = np.arange(3).astype(before)
    for _ in range(3):
        assert write(array) == write(array.tolist())
    array.dtype.__setstate__(after.__reduce__()[2])
    for _ in range(3):
        assert write(array) == write(array.tolist())
    assert write(np.zeros(2, pair.split()[0])) == write(np.zeros(2, before).tolist())


def test_scalars():
    for dtype in DTYPES:
        for value in sample(dtype, 30):
            want = expected(np.array([value]))[0]
            assert json.loads(write({"k": value})) == {"k": want}
            assert write(value) == write(value, NUMPY)
        assert refused(value, 0).startswith("Type is not JSON serializable: numpy.")
    assert write(np.longlong(-5)) == b"-5"
    assert write(np.str_("x"), 0) == b'"x"'
    assert write([np.array(2.5), np.array(7, ">i2")]) == b"[2.5,7]"


def test_what_is_no_number():
    for value, dtype in (
        (np.array([1j]), "complex128"),
        (np.array([None]), "object"),
        (np.array(["a"]), "<U1"),
        (np.array([b"a"]), "|S1"),
        (np.zeros(2, "i4,f8"), "[('f0', '<i4'), ('f1', '<f8')]"),
        (np.zeros(2, "m8[s]"), "timedelta64[s]"),
    ):
        for option in (BUFFER, NUMPY):
            message = f"unsupported datatype in numpy array: {dtype}"
            assert refused(value, option) == message
            assert write(value, option, lambda o: 1) == b"1"
    for value in (
        np.complex64(1),
        np.void(b"ab"),
        np.longdouble(1),
        np.timedelta64(3, "s"),
    ):
        assert refused(value).startswith("Type is not JSON serializable: numpy.")
    with pytest.raises(jsonde.JSONEncodeError) as caught:
        write({"a": [1, np.array([1j])]})
    assert caught.value.path == "/a/1"


# ----------------------------------------------------------------- datetime64


def moment(value):
    """Returns the text computed by numpy and datetime; None for NaT."""
    if np.isnat(value):
        return None
    text = str(value.astype("M8[us]").item().isoformat())
    return text + "T00:00:00" if "T" not in text else text


@pytest.mark.parametrize("unit", UNITS)
def test_datetimes(unit):
    counts = [0, 1, -1, 7, 1234, -1234, 123_456_789_012]
    if UNITS.index(unit) < 6:
        counts[-1] = 5000
    if unit in "YMWD":
        counts = [c for c in counts if abs(c) <= 5000]
    values = np.array([*counts, np.iinfo("i8").min], "i8").view(f"M8[{unit}]")
    want = [moment(value) for value in values]
    for array in (values, values.astype(f">M8[{unit}]"), values.reshape(1, -1)):
        got = json.loads(write(array))
        assert got == (want if array.ndim == 1 else [want])
    assert json.loads(write(values[::-2])) == want[::-2]
    assert json.loads(write(list(values))) == want


@given(
    st.datetimes(datetime.datetime(1, 1, 1), datetime.datetime(9999, 12, 31)),
    st.sampled_from(UNITS[:9]),
)
@settings(max_examples=EXAMPLES)
def test_any_datetime(when, unit):
    value = np.datetime64(when, unit) if unit != "us" else np.datetime64(when)
    assert json.loads(write(value)) == moment(value)
    assert json.loads(write(np.array(value))) == moment(value)


def test_styles_of_datetimes():
    value = np.array(["2021-02-03T04:05:06.123456789"], "M8[ns]")
    for option, text in (
        (0, '"2021-02-03T04:05:06.123456"'),
        (jsonde.OPT_NAIVE_UTC, '"2021-02-03T04:05:06.123456+00:00"'),
        (jsonde.OPT_NAIVE_UTC | jsonde.OPT_UTC_Z, '"2021-02-03T04:05:06.123456Z"'),
        (jsonde.OPT_OMIT_MICROSECONDS, '"2021-02-03T04:05:06"'),
        (jsonde.OPT_MILLISECONDS, '"2021-02-03T04:05:06.123"'),
        (jsonde.OPT_EPOCH_SECONDS, "1612325106"),
        (jsonde.OPT_EPOCH_MILLISECONDS, "1612325106123"),
    ):
        assert write(value, BUFFER | option).decode() == f"[{text}]"
        assert write(value[0], BUFFER | option).decode() == text
    first, last = (np.array([y], "M8[s]") for y in ("0000-01-01", "9999-12-31"))
    assert write(first) == b'["0000-01-01T00:00:00"]'
    assert write(first, BUFFER | jsonde.OPT_EPOCH_SECONDS) == b"[-62167219200]"
    assert write(last + np.timedelta64(86399, "s")) == b'["9999-12-31T23:59:59"]'


def test_datetimes_out_of_range():
    out_of_range = [
        np.array(["2021", "10000-01-01"], "M8[D]"),
        np.array([0, -(2**63) + 1], "i8").view("M8[25D]"),
        np.array([0, 2**62], "i8").view("M8[Y]"),
        np.array([0, 2**62], "i8").view("M8[M]"),
        np.array([0, 2**62], "i8").view("M8[s]"),
        np.array([0, 2**62], "i8").view("M8[ms]"),
    ]
    for array in out_of_range:
        with pytest.raises(jsonde.JSONEncodeError, match="0 to 9999") as caught:
            write({"k": array})
        assert caught.value.path == "/k/1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert write(np.array(["NaT"], "M8")) == b"[null]"
        with pytest.raises(jsonde.JSONEncodeError, match="datetime64 unit: generic"):
            write(np.zeros(1, "M8"))


def test_datetimes_refused():
    """Each cause has its own message, which begins with orjson's text."""
    nat = np.datetime64("NaT", "s")
    rows = [
        (nat, "unrepresentable numpy.datetime64: -9223372036854775808 seconds; NaT"),
        (np.datetime64(1, "ps"), "unsupported numpy.datetime64 unit: picoseconds"),
        (np.datetime64(1, "as"), "unsupported numpy.datetime64 unit: attoseconds"),
        (
            np.datetime64("10000-01-01"),
            "unrepresentable numpy.datetime64: 2932897 days; the year must be ",
        ),
    ]
    for value, message in rows:
        assert message_of(value, NUMPY).startswith(message)
        if "as" in str(value.dtype):
            continue  # numpy has no second that is so short
        for order in "<>":
            array = np.array([np.datetime64(0, "s").astype(value.dtype), value])
            array = array.astype(array.dtype.newbyteorder(order))
            if array.dtype.isnative:
                assert message in message_of(array, NUMPY)
            if "10000" in str(value):
                assert message in message_of(array[::-1][:, None], BUFFER)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        message = message_of(np.zeros(1, "M8"), NUMPY)
        assert message.startswith("unsupported numpy.datetime64 unit: generic")


def test_messages_beside_orjson():
    orjson = pytest.importorskip("orjson", "3.13")
    zeros = np.zeros((2, 2))
    values = [
        *(np.array([1j]), np.array(["a"]), np.array(1), np.zeros((3, 2)).T),
        *(zeros.astype(">f8"), np.zeros(2, "m8[s]"), np.zeros((2, 2), "M8[s]").T),
        *(np.complex64(1), np.datetime64("NaT", "s"), np.datetime64(1, "fs")),
        *(np.zeros(2, "M8[ps]"), np.array(["10000-01-01"], "M8[h]")),
    ]
    for value in values:
        with pytest.raises(TypeError) as caught:
            orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)
        assert message_of(value, NUMPY).startswith(str(caught.value))
