# SPDX-License-Identifier: MIT
"""The examples of docs/examples/capi, as tests/check-capi has built them.

JSONDE_CAPI: the directory of the modules. capi_ctypes.py is the example for ctypes.
"""

import ctypes
import gc
import os
import subprocess
import sys
import threading

import capi_ctypes
import jsonde
import pytest

BUILT = os.environ["JSONDE_CAPI"]
sys.path.insert(0, BUILT)

import limited  # noqa: E402
import pyjson  # noqa: E402

PROVEN = all(
    jsonde.layout()["capabilities"][name] == "direct"
    for name in ("memoryview", "managedbuffer", "buffer")
)
FREE_THREADED = "free-threading" in sys.version
EXPORTERS = [
    b"",
    b"abc" * 50,
    bytearray(b"abc" * 50),
    (ctypes.c_ubyte * 7)(1, 2, 3),
]


def reader():
    library = ctypes.PyDLL(os.path.join(BUILT, "libreader.so"))
    library.reader_sum.argtypes = [ctypes.c_void_p, ctypes.py_object]
    library.reader_sum.restype = ctypes.c_int64
    library.reader_layout.restype = ctypes.c_size_t
    address = capi_ctypes.address()
    return lambda view: library.reader_sum(address, view), library


SUMS = {
    "C": limited.sum_bytes,
    "Cython": pyjson.sum_bytes,
    "Rust": reader()[0],
    "ctypes": capi_ctypes.sum_bytes,
}


@pytest.fixture(params=SUMS.values(), ids=SUMS)
def sum_bytes(request):
    return request.param


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda e: type(e).__name__)
def test_sum(sum_bytes, exporter):
    view = memoryview(exporter).cast("B")
    assert sum_bytes(view) == sum(view)
    assert sum_bytes(view[1:]) == sum(view[1:])


def test_released(sum_bytes):
    view = memoryview(b"abc")
    view.release()
    with pytest.raises(ValueError, match="released memoryview"):
        sum_bytes(view)


def test_no_memoryview(sum_bytes):
    for other in (b"abc", None, 3):
        with pytest.raises(TypeError, match="not a memoryview"):
            sum_bytes(other)


def test_info():
    exporter = bytearray(8)
    view = memoryview(exporter)
    other = view.cast("i")
    held = memoryview(view)
    found = limited.info(view)
    if not PROVEN:
        assert found is None
        return
    assert found["exporter"] is exporter
    assert (found["exports"], found["managed_exports"]) == (0, 3)
    assert (found["ndim"], found["format"]) == (1, "B")
    assert found["flags"] & 0x03 == 0x02 and found["managed_flags"] == 0
    assert limited.info(other)["format"] == "i"
    held.release()
    assert limited.info(view)["managed_exports"] == 2
    view.release()
    found = limited.info(view)
    assert found["flags"] & 1 and (found["exporter"], found["ndim"]) == (None, -1)


def test_layout_of_rust():
    """The fields of the struct in Rust lie where the probe has found them."""
    library = reader()[1]
    offsets = (ctypes.c_size_t * 11)()
    assert library.reader_layout(offsets) == 80
    names = "buf obj len itemsize readonly ndim format shape strides suboffsets internal"
    proven = jsonde.layout()["structs"]["Py_buffer"]
    if PROVEN:
        assert dict(zip(names.split(), offsets)) == proven


# ------------------------------------------------------------------- buffers

SIMPLE, WRITABLE, FORMAT, ND, STRIDES = 0, 0x1, 0x4, 0x8, 0x18
C_CONTIGUOUS, F_CONTIGUOUS, INDIRECT = 0x38, 0x58, 0x118
FLAGS = [
    SIMPLE,
    WRITABLE,
    FORMAT,
    ND,
    STRIDES,
    C_CONTIGUOUS,
    F_CONTIGUOUS,
    INDIRECT,
    ND | FORMAT,
    INDIRECT | FORMAT,
    INDIRECT | FORMAT | WRITABLE,
]


class Described(ctypes.Structure):
    _fields_ = capi_ctypes.PyBuffer._fields_


def described(view, flags):
    """What PyObject_GetBuffer answers."""
    buffer = Described()
    get = ctypes.pythonapi.PyObject_GetBuffer
    get.argtypes = [ctypes.py_object, ctypes.c_void_p, ctypes.c_int]
    get(view, ctypes.byref(buffer), flags)
    try:
        return (
            ctypes.string_at(buffer.buf, buffer.len),
            buffer.ndim,
            None if buffer.format is None else buffer.format.decode(),
            buffer.shape[0] if buffer.shape else None,
        )
    finally:
        ctypes.pythonapi.PyBuffer_Release(ctypes.byref(buffer))


VIEWS = {
    "bytes": lambda: memoryview(b"01234567"),
    "part": lambda: memoryview(b"01234567")[2:6],
    "numbers": lambda: memoryview(b"01234567").cast("h"),
    "rows": lambda: memoryview(b"01234567").cast("B", [2, 4]),
    "steps": lambda: memoryview(b"01234567")[::2],
    "bytearray": lambda: memoryview(bytearray(b"01234567")),
    "no view": lambda: b"01234567",
    "empty": lambda: memoryview(b""),
}


@pytest.mark.parametrize("flags", FLAGS)
@pytest.mark.parametrize("name", VIEWS)
def test_acquire_answers_as_the_public_function(name, flags):
    view = VIEWS[name]()
    try:
        wanted = described(view, flags)
    except (BufferError, ValueError) as error:
        with pytest.raises(type(error)) as raised:
            limited.acquire(view, flags, int)
        assert str(raised.value) == str(error)
    else:
        assert limited.acquire(view, flags, int) == wanted


def test_memory_stays_until_the_release():
    kept = [memoryview(b"01234567" * 9)]

    def meanwhile():
        with pytest.raises(BufferError):
            kept[0].release()
        kept.clear()
        return [bytes(n) for n in range(300)]

    assert limited.acquire(kept[0], SIMPLE, meanwhile)[0] == b"01234567" * 9
    assert kept == []


def test_an_export_forbids_the_resize():
    array = bytearray(b"0123")
    with pytest.raises(BufferError):
        limited.acquire(array, SIMPLE, lambda: array.append(1))
    array.append(1)


# --------------------------------------------------------------------- codec


def test_loads():
    for module in (limited, pyjson):
        assert module.loads(b'{"a":[1,2.5,null]}') == {"a": [1, 2.5, None]}
        assert str(module.loads(b"1.10", jsonde.OPT_DECIMAL)) == "1.10"
        with pytest.raises(jsonde.JSONDecodeError) as raised:
            module.loads(b"[1,")
        assert (raised.value.pos, raised.value.doc) == (3, "[1,")
        with pytest.raises(jsonde.JSONDecodeError):
            module.loads(b"")
        with pytest.raises(ValueError, match="loads.* does not take"):
            module.loads(b"1", jsonde.OPT_SORT_KEYS)


def test_dumps():
    value = {"b": [1, None], "a": "\u20ac"}
    assert limited.dumps(value) == jsonde.dumps(value)
    assert pyjson.dumps_sorted(value) == jsonde.dumps(value, None, jsonde.OPT_SORT_KEYS)
    assert limited.dumps([{1}], list) == b"[[1]]"
    assert limited.dumps([1], None) == b"[1]"
    for wrong in (lambda: limited.dumps({1}), lambda: limited.dumps(1, None, 1 << 63)):
        with pytest.raises(jsonde.JSONEncodeError):
            wrong()


def test_append():
    rows = [{"id": i, "name": "x" * i} for i in range(100)]
    whole = b"".join(map(jsonde.dumps, rows))
    assert limited.append(rows, 1 << 20) == whole
    assert limited.append([1, {2}, 3], 100) == b"13"
    newline = jsonde.OPT_APPEND_NEWLINE
    assert limited.append([1, 2], 100, newline) == b"1\n2\n"


def test_append_keeps_what_was_there():
    """Neither a full buffer nor a wrong object changes the bytes before."""
    assert limited.append(["abc", "x" * 1000, "def"], 40) == b'"abc""def"'


class Growable(ctypes.Structure):
    """JsondeGrowable, whose function grow is in Python."""

    GROW = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t)
    _fields_ = [
        ("data", ctypes.c_void_p),
        ("size", ctypes.c_size_t),
        ("capacity", ctypes.c_size_t),
        ("grow", GROW),
        ("user", ctypes.c_void_p),
    ]


class WholeAPI(ctypes.Structure):
    APPEND = ctypes.PYFUNCTYPE(
        ctypes.c_int,
        ctypes.c_void_p,
        ctypes.py_object,
        ctypes.c_void_p,
        ctypes.c_uint64,
        ctypes.POINTER(Growable),
    )
    _fields_ = [
        *capi_ctypes.API._fields_,
        *((f"unused{i}", ctypes.c_void_p) for i in range(5)),
        ("dumps_append", APPEND),
    ]


@pytest.mark.parametrize("size, capacity", [(0, 0), (3, 3), (4, 3), (0, 2)])
def test_grow_that_makes_no_room(size, capacity):
    """Nothing is written behind the memory of the caller."""
    memory = ctypes.create_string_buffer(b"abc", 3)
    api = WholeAPI.from_address(capi_ctypes.address())
    growable = Growable(
        ctypes.addressof(memory), size, capacity, Growable.GROW(lambda *_: 0), None
    )
    with pytest.raises(BufferError, match="has not made room for 3 bytes"):
        api.dumps_append(api.context, 123, None, 0, ctypes.byref(growable))
    assert memory.raw == b"abc" and growable.size == size


def test_references():
    views = [VIEWS[name]() for name in VIEWS]
    gc.collect()
    before = [sys.getrefcount(view) for view in views]
    for _ in range(100):
        for view in views:
            limited.acquire(view, INDIRECT, int)
    del view
    gc.collect()
    assert [sys.getrefcount(view) for view in views] == before


def test_threads():
    views = [memoryview(bytes(range(100))) for _ in range(4)]
    wrong = []

    def work():
        for _ in range(2000):
            for view in views:
                if limited.sum_bytes(view) != 4950:
                    wrong.append(view)
                limited.acquire(view, SIMPLE, int)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# ------------------------------------------------------------------- versions


@pytest.mark.parametrize("name, version", [("major", "0.0"), ("minor", "1.99")])
def test_another_version_is_refused(name, version):
    """Modules that were compiled with another jsonde.h."""
    with pytest.raises(ImportError) as raised:
        sys.path.insert(0, os.path.join(BUILT, name))
        try:
            sys.modules.pop("limited", None)
            __import__("limited")
        finally:
            del sys.path[0]
            sys.modules["limited"] = limited
    assert str(raised.value) == (
        f"this extension was compiled for version {version} of the C API of jsonde, "
        "and the installed jsonde has 1.0"
    )


def test_without_the_native_module():
    program = f"import sys; sys.path[:] = {[BUILT, *sys.path]!r}; " + (
        "sys.modules['jsonde._jsonde'] = None; import limited"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], stderr=subprocess.PIPE
    )
    assert done.returncode == 1
    assert b"ModuleNotFoundError" in done.stderr and b"jsonde._jsonde" in done.stderr


def test_include():
    assert os.path.exists(os.path.join(jsonde.get_include(), "jsonde.h"))
