# SPDX-License-Identifier: MIT
"""OPT_BYTES_*: buffers of bytes from each exporter and with each name of the
format, and closed buffers."""

import array
import ctypes
import enum
import io
import mmap
import pickle
import sys

import jsonde
import pytest

DATA = b"\1a\xff"
HEX = jsonde.OPT_BYTES_HEX
BUFFERS = [
    jsonde.OPT_BYTES_BASE64,
    jsonde.OPT_BYTES_BASE64URL,
    HEX,
    jsonde.OPT_BYTES_UTF8,
    jsonde.OPT_SERIALIZE_BUFFER,
    jsonde.OPT_BUFFER_BASE64,
    HEX | jsonde.OPT_SERIALIZE_BUFFER,
]


class Bytes(bytes):
    pass


class Fields(ctypes.Structure):
    _fields_ = [("a", ctypes.c_ubyte), ("b", ctypes.c_ubyte)]


def mapped():
    memory = mmap.mmap(-1, len(DATA))
    memory[:] = DATA
    return memory


EXPORTERS = {
    "bytes": lambda: DATA,
    "subclass": lambda: Bytes(DATA),
    "bytearray": lambda: bytearray(DATA),
    "B": lambda: array.array("B", DATA),
    "b": lambda: array.array("b", [1, 97, -1]),
    "mmap": mapped,
    "pickle": lambda: pickle.PickleBuffer(DATA),
    "BytesIO": lambda: io.BytesIO(DATA).getbuffer(),
    "c_ubyte": lambda: (ctypes.c_ubyte * 3)(*DATA),
    "c_byte": lambda: (ctypes.c_byte * 3)(1, 97, -1),
    "c_char": lambda: (ctypes.c_char * 3)(*DATA),
    "c_ubyte, two dimensions": lambda: (ctypes.c_ubyte * 3 * 1)(
        (ctypes.c_ubyte * 3)(*DATA)
    ),
}


@pytest.mark.parametrize("name", EXPORTERS)
def test_exporter(name):
    for exporter in (EXPORTERS[name](), memoryview(EXPORTERS[name]())):
        assert jsonde.dumps([exporter], None, HEX) == b'["0161ff"]'
        option = jsonde.OPT_BYTES_BASE64 | jsonde.OPT_SERIALIZE_BUFFER
        assert jsonde.dumps([exporter], None, option) == b'["AWH/"]'


@pytest.mark.parametrize(
    "make",
    [
        lambda: array.array("H", [1]),
        lambda: (ctypes.c_ushort * 1)(1),
        lambda: (ctypes.c_bool * 1)(1),
        lambda: Fields(),
        lambda: (Fields * 2)(),
        lambda: ctypes.c_char_p(),
    ],
)
def test_no_bytes(make):
    for value in (make(), memoryview(make())):
        with pytest.raises(jsonde.JSONEncodeError, match="not JSON serializable"):
            jsonde.dumps(value, None, HEX)
        assert jsonde.dumps(value, lambda o: 7, HEX) == b"7"


def closed(exporter):
    (exporter.close if hasattr(exporter, "close") else exporter.release)()
    return exporter


class Mapped(mmap.mmap):
    pass


@pytest.mark.parametrize("option", BUFFERS)
@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: mmap.mmap(-1, 3), "mmap closed"),
        (lambda: Mapped(-1, 3), "mmap closed"),
        (lambda: pickle.PickleBuffer(b"abc"), "released PickleBuffer"),
        (lambda: memoryview(b"abc"), "released memoryview"),
        (lambda: io.BytesIO(b"abc").getbuffer(), "released memoryview"),
    ],
)
def test_closed(make, message, option):
    """A closed buffer raises its own error, and default() is not called."""
    for default in (None, lambda o: 7):
        with pytest.raises(ValueError, match=message) as caught:
            jsonde.dumps([closed(make())], default, option)
        assert caught.type is ValueError


@pytest.mark.skipif(sys.version_info < (3, 12), reason="no __buffer__ in Python")
@pytest.mark.parametrize("option", BUFFERS)
def test_error_of_python_code(option):
    class Failing:
        def __buffer__(self, flags):
            raise ValueError("why")

    with pytest.raises(jsonde.JSONEncodeError, match="a buffer cannot be read") as e:
        jsonde.dumps([Failing()], None, option)
    assert str(e.value.__cause__) == "why"
    assert e.value.path == "/0"


# ---------------------------------------------------------------------- enums


class OfBytes(bytes, enum.Enum):
    A = b"a"


class OfBytearray(bytearray, enum.Enum):
    A = b"a"


def test_enum():
    """default() gets the value, as for any other enum."""
    for member, value in ((OfBytes.A, b"a"), (OfBytearray.A, b"a")):
        asked = []
        assert jsonde.dumps(member, lambda o: asked.append(o)) == b"null"
        assert asked == [value] and not isinstance(asked[0], enum.Enum)
        assert jsonde.dumps({"k": member}, None, HEX) == b'{"k":"61"}'


# ------------------------------------------------------------- as numbers

NUMBERS = jsonde.OPT_BYTES_NUMBERS
BUFFER = jsonde.OPT_SERIALIZE_BUFFER
SUBCLASS = jsonde.OPT_PASSTHROUGH_SUBCLASS


class Bytearray(bytearray):
    pass


@pytest.mark.parametrize("name", EXPORTERS)
def test_numbers(name):
    last = -1 if name in ("b", "c_byte") else 255
    expected = f"[1,97,{last}]"
    if "dimensions" in name:
        expected = f"[{expected}]"
    for exporter in (EXPORTERS[name](), memoryview(EXPORTERS[name]())):
        for option in (0, BUFFER, jsonde.OPT_BUFFER_BASE64, SUBCLASS):
            assert jsonde.dumps_str(exporter, None, NUMBERS | option) == expected


@pytest.mark.parametrize("option", [BUFFER, BUFFER | SUBCLASS, 0])
@pytest.mark.parametrize("of", [bytes, bytearray, Bytes, Bytearray])
def test_never_numbers_by_themselves(of, option):
    """SERIALIZE_BUFFER writes arrays of numbers. Bytes need OPT_BYTES_NUMBERS."""
    with pytest.raises(jsonde.JSONEncodeError, match="not JSON serializable"):
        jsonde.dumps({"k": of(DATA)}, None, option)
    assert jsonde.dumps([of(DATA)], lambda o: o.hex(), option) == b'["0161ff"]'


def test_other_buffers_are_numbers():
    for name in ("B", "b", "mmap", "c_ubyte", "BytesIO", "pickle"):
        assert jsonde.dumps(EXPORTERS[name](), None, BUFFER).startswith(b"[1,97,")
    assert jsonde.dumps(memoryview(DATA), None, BUFFER) == b"[1,97,255]"


def test_numbers_of_no_bytes():
    values = memoryview(array.array("H", [258]))
    assert jsonde.dumps(values, None, NUMBERS | BUFFER) == b"[258]"
    with pytest.raises(jsonde.JSONEncodeError, match="not JSON serializable"):
        jsonde.dumps(values, None, NUMBERS)
    assert jsonde.dumps(memoryview(DATA)[::2], None, NUMBERS) == b"[1,255]"
