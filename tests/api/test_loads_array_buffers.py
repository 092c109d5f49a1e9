# SPDX-License-Identifier: MIT
"""loads_array(): its input, its result, and buffers that it fills."""

import array
import gc
import json
import mmap
import struct

import jsonde
import pytest
from arrays import FORMATS, LITTLE, RAGGED, fault_of, grows, values_for
from jsonde import JSONDecodeError, loads, loads_array

# ------------------------------------------------------------------- inputs

WIDE = ["", "\xe9", "\u65e5", "\U0001f600"]


@pytest.mark.parametrize("wide", WIDE)
def test_forms(form, wide):
    numbers = [[i / 7, -i] for i in range(50)]
    text = json.dumps({"n": numbers, "k" + wide: wide}, ensure_ascii=False)
    view = loads_array(form(text), pointer="/n")
    assert (view.shape, view.tolist()) == ((50, 2), numbers)
    text = text.replace("]]", ",[1]]]")
    error = fault_of(form(text), pointer="/n")
    assert error == (RAGGED, text.index("[1]"))
    text = '{"%s":"%s","n":[1,x]}' % (wide, wide * 40)
    assert fault_of(form(text), pointer="/n")[1] == text.index("x")


def test_positions_behind_wide_text(form):
    for wide in WIDE:
        text = '["%s", [1, 2], [3, "%s"]]' % (wide * 9, wide)
        at = text.index("3, ") + 3
        assert fault_of(form(text), pointer="/2")[1] == at


def test_surrogates_in_a_str():
    for text in ('["\ud800",[1]]', '["\udfff\xe9",[1]]', '[\ud800,[1]]'):
        with pytest.raises(JSONDecodeError) as error:
            loads(text)
        assert fault_of(text, pointer="/1") == (
            error.value.msg,
            error.value.pos,
        )
    assert fault_of("[\ud800]")[1] == 1


def test_other_buffers(tmp_path):
    data = b"[1, 2, 3]"
    assert loads_array(array.array("B", data)).tolist() == [1, 2, 3]
    file = tmp_path / "a.json"
    file.write_bytes(data)
    with open(file, "rb") as opened:
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            assert loads_array(mapped).tolist() == [1, 2, 3]
    view = memoryview(b"[1]")
    view.release()
    with pytest.raises(ValueError, match="released"):
        loads_array(view)
    with pytest.raises(BufferError):
        loads_array(memoryview(b"[ 1 ]  ")[::2])

    class Text(str):
        pass

    class Data(bytes):
        pass

    for source in (Text("[1, 2, 3]"), Data(data)):
        assert loads_array(source).tolist() == [1, 2, 3]


def test_edges_of_pages():
    """The text ends at an unreadable page; see also tests/unit."""
    size = mmap.PAGESIZE
    with mmap.mmap(-1, size) as pages:
        for text in (b"[1.5,2.25]", b"[12345678,1]", b"[0.1234567890123456]"):
            pages[size - len(text) :] = text
            with memoryview(pages)[size - len(text) :] as view:
                assert loads_array(view).tolist() == json.loads(text)
        for text in (b"[1.5,2.25", b"[123", b"[0.12345", b"[[1],[2]", b"[-"):
            pages[size - len(text) :] = text
            with memoryview(pages)[size - len(text) :] as view:
                assert fault_of(view)[0] == "unexpected end of data"


# ------------------------------------------------------------------- results


def test_view_is_writable_and_alone():
    data = b"[[1,2],[3,4]]"
    view, other = loads_array(data), loads_array(data)
    view[1, 0] = 9.5
    assert view.tolist() == [[1, 2], [9.5, 4]]
    assert other.tolist() == loads(data)
    flat = view.cast("B").cast("d")
    flat[0] = 7
    assert view[0, 0] == 7
    del view
    gc.collect()
    assert flat.tolist() == [7, 2, 9.5, 4]


def test_of_nothing():
    for text in ("[]", "[[],[]]"):
        for format in ("d", ">i", "?"):
            view = loads_array(text, format)
            assert (view.nbytes, view.shape[-1]) == (0, 0)
            assert bytes(view) == b""
            assert loads_array(text, format, into=bytearray()) == view.shape


def is_read(numpy, code):
    """Returns whether numpy knows this format code. Numpy 1.24 knows neither n nor
    N."""
    try:
        return numpy.asarray(memoryview(bytes(8)).cast(code)) is not None
    except ValueError:
        return False


def test_numpy():
    numpy = pytest.importorskip("numpy")
    unread = [code for code in "nN" if not is_read(numpy, code)]
    for format in FORMATS:
        if format[-1] in unread:
            continue
        values = [values_for(format)] * 3
        code, order = format[-1], format[:-1].strip("@").replace("!", ">")
        kind = "f" if code in "efd" else "i" if code.islower() else "u"
        dtype = numpy.dtype(f"{order}{kind}{struct.calcsize(format)}")
        if code == "?":
            dtype = numpy.dtype(bool)
        view = loads_array(json.dumps(values), format)
        items = numpy.asarray(view)
        assert items.dtype == dtype
        assert items.tolist() == values
        assert numpy.shares_memory(items, numpy.asarray(view))
        room = numpy.zeros(items.shape, dtype)
        shape = loads_array(json.dumps(values), into=room)
        assert shape == items.shape
        assert room.tolist() == values
    with pytest.raises((BufferError, ValueError)):  # numpy's own codes
        loads_array("[1,2]", into=numpy.zeros((2, 2))[:, 1])
    with pytest.raises(BufferError):
        loads_array("[1,2]", "f", into=numpy.zeros(2))


# ---------------------------------------------------------------------- into


def test_into_array():
    for code in "bBhHiIlLqQfd":
        room = array.array(code, [1]) * 5
        assert loads_array("[[7],[8]]", into=room) == (2, 1)
        assert room.tolist() == [7, 8, 1, 1, 1]
        assert loads_array("[[9]]", code, into=room) == (1, 1)
        assert room[0] == 9 and grows(room)
        assert loads_array("[4]", "@" + code, into=memoryview(room)[3:]) == (
            1,
        )
        assert room.tolist() == [9, 8, 1, 4, 1] and grows(room)


def test_into_bytes():
    """A buffer of bytes can hold any format. Without a format they stay bytes."""
    room = bytearray(b"\xff" * 17)
    assert loads_array("[1,2]", into=room) == (2,)
    assert room[:3] == b"\1\2\xff"
    assert loads_array("[1,2]", "<i", into=memoryview(room)[1:]) == (2,)
    assert room[1:9] == struct.pack("<2i", 1, 2)
    assert loads_array("[1.5,2.5]", ">d", into=room) == (2,)
    assert room == struct.pack(">2d", 1.5, 2.5) + b"\xff"
    assert loads_array("7", "d", into=memoryview(room).cast("c")) == ()
    with pytest.raises(BufferError, match="no format that is known"):
        loads_array("7", into=memoryview(room).cast("c"))
    assert loads_array("[true]", into=memoryview(room).cast("?")) == (1,)
    assert grows(room)


def test_into_another_format():
    room = array.array("d", [1, 2])
    for format in ("f", "q", ">d" if LITTLE else "<d", "?", "B"):
        with pytest.raises(BufferError, match="another format"):
            loads_array("[1]", format, into=room)
    assert room.tolist() == [1, 2] and grows(room)
    for format in ("d", "@d", "=d", "<d" if LITTLE else ">d"):
        assert loads_array("[5]", format, into=room) == (1,)
    same = array.array("q" if array.array("l").itemsize == 8 else "i", [0])
    assert loads_array("[5]", "l", into=same) == (1,)


def test_into_read_only():
    for room in (b"12345678", memoryview(b"12345678"),
                 memoryview(bytearray(8)).toreadonly()):
        with pytest.raises(BufferError):
            loads_array("[1]", "d", into=room)
    with pytest.raises(BufferError):
        loads_array("[1]", "d", into=memoryview(bytearray(32))[::2])


@pytest.mark.parametrize("count", [1, 5, 513, 4096, 30000])
def test_into_too_small(count):
    """The error tells the size that is needed. The beginning of the buffer is
    written."""
    text = json.dumps(list(range(count)))
    need = 8 * count
    for size in (0, 7, need // 2, need - 8, need - 1):
        room = bytearray(size)
        message = f"^{need} bytes are needed in a buffer of {size}$"
        if PUBLIC_BUFFERS:
            message = f"^{need} bytes are needed"
        with pytest.raises(BufferError, match=message):
            loads_array(text, "d", into=room)
        assert len(room) == size and grows(room)
        with pytest.raises(JSONDecodeError) as error:
            loads_array(text + "x", "d", into=room)
        assert error.value.pos == len(text)
        assert grows(room)
    room = bytearray(need)
    assert loads_array(text, "d", into=room) == (count,)


PUBLIC_BUFFERS = not jsonde.layout()["symbols"].get("PyObject_GetBuffer", True)


def test_into_after_errors():
    room, source = bytearray(800), bytearray(b"[1,2,x]")
    for data in ("[", "[1,2,x]", "[[1],2]", source, b"\xff", 5):
        with pytest.raises(JSONDecodeError):
            loads_array(data, "d", into=room)
        assert grows(room) and grows(source)
    for named in ({"pointer": "x"}, {"pointer": 1}):
        with pytest.raises((ValueError, TypeError)):
            loads_array("[1]", "d", into=room, **named)
    with pytest.raises(ValueError):
        loads_array("[1]", "x", into=room)
    assert grows(room)
    loads_array(source[:-3] + b"]", "d", into=room)
    assert room[:16] == struct.pack("2d", 1, 2) and grows(room)


def test_into_mmap_and_shared_memory():
    with mmap.mmap(-1, 4096) as room:
        assert loads_array("[1,2]", "d", into=room) == (2,)
        assert room[:16] == struct.pack("2d", 1, 2)
    shared_memory = pytest.importorskip("multiprocessing.shared_memory")
    try:
        room = shared_memory.SharedMemory(create=True, size=4096)
    except OSError as error:
        pytest.skip(str(error))
    try:
        with room.buf.cast("d") as view:
            assert loads_array("[[1],[2]]", into=view) == (2, 1)
            assert view.tolist()[:2] == [1, 2]
    finally:
        room.close()
        room.unlink()
