# SPDX-License-Identifier: MIT
"""The types that need a look at their class: who writes an object, by its
class and the options. src/enc/enc_dispatch.c does the same in C."""

from jsonde._fallback import (
    classes,
    encode,
    encode_buffers,
    encode_collections,
    encode_dataclasses,
    encode_keys,
    encode_numpy,
    encode_scalars,
    explain,
    facts,
    known,
)
from jsonde._fallback.encode_decimal import put_decimal
from jsonde._fallback.options import (
    BUFFER_OPTIONS,
    BYTES_OPTIONS,
    DECIMAL_OPTIONS,
    OPT_ENUM_NAME,
    OPT_PASSTHROUGH_DATACLASS,
    OPT_PASSTHROUGH_DATETIME,
    OPT_PASSTHROUGH_ENUM,
    OPT_PASSTHROUGH_SUBCLASS,
    OPT_SERIALIZE_BUFFER,
    OPT_SERIALIZE_COLLECTIONS,
    OPT_SERIALIZE_NAMEDTUPLE,
    OPT_SERIALIZE_NUMPY,
    OPT_SERIALIZE_SUBCLASSES,
    OPT_SERIALIZE_TIMEDELTA,
    RAW_BYTES,
)

ENUM_OPTIONS = OPT_ENUM_NAME | OPT_PASSTHROUGH_ENUM

# Of each kind: who writes it, if one of these options is given, and none of
# those.
KINDS = {
    known.FLOAT: (encode_scalars.put_float, 0, 0),
    known.DATETIME: (encode_scalars.put_datetime, 0, OPT_PASSTHROUGH_DATETIME),
    known.DATE: (encode_scalars.put_date, 0, OPT_PASSTHROUGH_DATETIME),
    known.TIME: (encode_scalars.put_time, 0, OPT_PASSTHROUGH_DATETIME),
    known.TIMEDELTA: (encode_scalars.put_timedelta, OPT_SERIALIZE_TIMEDELTA, 0),
    known.UUID: (encode_scalars.put_uuid, 0, 0),
    known.SUBCLASS: (encode_scalars.put_subclass, OPT_SERIALIZE_SUBCLASSES, 0),
    known.USER_STRING: (encode_scalars.put_user_string, OPT_SERIALIZE_COLLECTIONS, 0),
    known.DECIMAL: (put_decimal, DECIMAL_OPTIONS, 0),
    known.ENUM: (encode_scalars.put_enum, 0, OPT_PASSTHROUGH_ENUM),
    known.FRAGMENT: (encode_scalars.put_fragment, 0, 0),
    known.NDARRAY: (
        encode_numpy.put_ndarray,
        OPT_SERIALIZE_NUMPY | BUFFER_OPTIONS | BYTES_OPTIONS,
        0,
    ),
    known.NDARRAY_SUBCLASS: (
        encode_numpy.put_ndarray_subclass,
        BUFFER_OPTIONS | BYTES_OPTIONS,
        0,
    ),
    known.MASKED: (
        encode_numpy.put_masked,
        BUFFER_OPTIONS | BYTES_OPTIONS,
        0,
    ),
    known.NUMPY_NUMBER: (
        encode_numpy.put_scalar,
        OPT_SERIALIZE_NUMPY | BUFFER_OPTIONS,
        0,
    ),
    known.NUMPY_SCALAR: (encode_numpy.put_scalar, BUFFER_OPTIONS, 0),
    known.DATETIME64: (
        encode_numpy.put_datetime64,
        OPT_SERIALIZE_NUMPY | BUFFER_OPTIONS,
        0,
    ),
    known.BYTES: (
        encode_buffers.put_bytes,
        BYTES_OPTIONS | BUFFER_OPTIONS,
        0,
    ),
    known.STR_SUBCLASS: (encode_scalars.put_str_subclass, 0, OPT_PASSTHROUGH_SUBCLASS),
    known.INT_SUBCLASS: (encode_scalars.put_int_subclass, 0, OPT_PASSTHROUGH_SUBCLASS),
    known.LIST_SUBCLASS: (encode.put_list, 0, OPT_PASSTHROUGH_SUBCLASS),
    known.DICT_SUBCLASS: (encode.put_dict, 0, OPT_PASSTHROUGH_SUBCLASS),
    known.NAMEDTUPLE: (
        encode_dataclasses.put_namedtuple,
        OPT_SERIALIZE_NAMEDTUPLE | OPT_SERIALIZE_COLLECTIONS,
        0,
    ),
    known.DATACLASS: (
        encode_dataclasses.put_dataclass,
        0,
        OPT_PASSTHROUGH_DATACLASS,
    ),
    known.MAPPING: (
        encode_collections.put_mapping,
        OPT_SERIALIZE_COLLECTIONS,
        0,
    ),
    known.ITERABLE: (
        encode_collections.put_iterable,
        OPT_SERIALIZE_COLLECTIONS,
        0,
    ),
}


class TypeEncoder(encode.Encoder):
    """An Encoder that knows all types."""

    def by_default(self, o):
        """Writes what default returns for an object. Runs user code."""
        if self.default is None:
            explain.raise_type(self, o)
        self.begin_value("default serializer exceeds recursion limit")
        try:
            made = self.default(o)
        except BaseException as error:
            explain.raise_type(self, o, error)
        self.put_value(made, o)

    def dispatch(self, o):
        """Writes an object by its class. Runs user code."""
        if self.options & RAW_BYTES and type(o) is bytes:
            self.write(o.decode())
            return
        learned = classes.class_of(type(o))
        kind = kind_of(self, learned)
        if kind != known.OTHER:
            writer_of(self, kind)(self, o)
            return
        if self.options & BYTES_OPTIONS and encode_buffers.fits_bytes(o):
            encode_buffers.put_bytes(self, o)
            return
        if self.options & BUFFER_OPTIONS:
            if encode_buffers.try_buffer(self, o):
                return
        writer_of(self, protocol_of(self, type(o), learned))(self, o)

    def key_text(self, key):
        """Returns the text of a key that is no exact str. Runs user code."""
        return encode_keys.key_text(self, key)

    def sorted_pairs(self, frame, pairs):
        """Returns the members of a dict, sorted. Runs user code."""
        return encode_keys.sorted_pairs(self, frame, pairs)

    def find_options(self, o):
        """Returns the options that would write an object, or 0."""
        return find_options(self, o)


def writer_of(e, kind):
    """Returns the function that writes objects of a kind."""
    row = KINDS.get(kind)
    if row is None:
        return TypeEncoder.by_default
    write, needs, without = row
    is_written = (not needs or e.options & needs) and not e.options & without
    return write if is_written else TypeEncoder.by_default


def kind_of(e, learned):
    """Returns the kind that a class has with the options of the call."""
    if e.options & ENUM_OPTIONS and learned.beyond == known.ENUM:
        return known.ENUM
    passes = e.options & OPT_PASSTHROUGH_SUBCLASS
    return learned.beyond if passes else learned.kind


def protocol_of(e, kind, learned):
    """Returns the kind of a class by its answers to the abstract classes.

    Collections that are not the standard library's own may mean more than
    their items, which default knows, if there is one. Runs user code.
    """
    collections = bool(e.options & OPT_SERIALIZE_COLLECTIONS)
    if collections and e.default is not None:
        collections = learned.is_standard
    if not collections:
        if not e.options & (DECIMAL_OPTIONS | OPT_SERIALIZE_TIMEDELTA):
            return known.OTHER
    try:
        return classes.CLASSES.known.protocol(kind, collections)
    except BaseException as error:
        classes.raise_class(error)


# ---------------------------------------------------- options for a message

NUMPY_HINTS = {
    known.NDARRAY: OPT_SERIALIZE_NUMPY | BUFFER_OPTIONS,
    known.DATETIME64: OPT_SERIALIZE_NUMPY | BUFFER_OPTIONS,
    known.NDARRAY_SUBCLASS: BUFFER_OPTIONS,
    known.MASKED: OPT_SERIALIZE_BUFFER,  # as base64 nothing can be masked
}


def find_options(e, o):
    """Returns the options that would write an object, or 0. Runs user code."""
    kind = kind_of(e, classes.class_of(type(o)))
    if kind in NUMPY_HINTS:
        is_other = encode_numpy.describe(o).kind == encode_numpy.OTHER
        return 0 if is_other else NUMPY_HINTS[kind]
    if kind in (known.BYTES, known.OTHER):
        # No code in Python is run for a message.
        if not facts.has_python_buffer(type(o)):
            found = buffer_options(o)
            if found:
                return found
    if kind == known.OTHER:
        kind = classes.CLASSES.known.protocol(type(o), True)
    row = KINDS.get(kind)
    return row[1] if row else 0


def buffer_options(o):
    """Returns the options that write an object as bytes or numbers, or 0."""
    if encode_buffers.fits_bytes(o):
        return BYTES_OPTIONS
    array = encode_buffers.acquire(o)
    if array is None:
        return 0
    array.release()
    return BUFFER_OPTIONS
