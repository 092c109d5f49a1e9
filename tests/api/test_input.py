# SPDX-License-Identifier: MIT
"""py/input.c: loads() reads immutable memory in place and copies the rest."""

import array
import ctypes
import gc
import mmap
import sys
import weakref

import jsonde
import pytest
from conftest import FREE_THREADED
from jsonde import JSONDecodeError, loads, loads_array, loads_next

DATA = b'{"a": [1, 2.5, "x"], "caf\xc3\xa9": null}'
VALUE = {"a": [1, 2.5, "x"], "caf\xe9": None}
LENGTHS = [0, 1, 63, 65535, 65536, 65537, 10**6]


def padded(n):
    return DATA + b" " * n


class Derived(bytes):
    pass


class DerivedArray(bytearray):
    pass


SOURCES = {
    "bytes": bytes,
    "derived": Derived,
    "view": memoryview,
    "view of derived": lambda b: memoryview(Derived(b)),
    "slice": lambda b: memoryview(b"##" + b + b"##")[2:-2],
    "cast": lambda b: memoryview(b).cast("b"),
    "bytearray": bytearray,
    "derived bytearray": DerivedArray,
    "view of bytearray": lambda b: memoryview(bytearray(b)),
    "second view": lambda b: memoryview(memoryview(bytearray(b))),
    "array": lambda b: array.array("B", b),
    "view of array": lambda b: memoryview(array.array("B", b)),
    "ctypes": lambda b: (ctypes.c_char * len(b)).from_buffer_copy(b),
    "front deleted": lambda b: shortened(b"###" + b),
}


def shortened(data):
    made = bytearray(data)
    del made[:3]
    return made


@pytest.mark.parametrize("make", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("n", LENGTHS)
def test_sources(make, n):
    """Small copies use memory that is kept, larger ones are allocated."""
    source = make(padded(n))
    size = len(memoryview(source))
    for _ in range(3):
        assert loads(source) == VALUE
        assert loads_next(source) == (VALUE, size)
    with pytest.raises(JSONDecodeError) as caught:
        loads(make(padded(n) + b"]"))
    assert caught.value.pos == len((DATA + b" " * n).decode())
    assert caught.value.doc == (padded(n) + b"]").decode()


@pytest.mark.parametrize("make", SOURCES.values(), ids=SOURCES)
def test_nothing_is_kept(make):
    """No reference and no export remains, also after an error."""
    for data in (DATA, DATA[:-1], b"\xff"):
        source = make(data)
        counts = sys.getrefcount(source)
        for read in (loads, loads_next, loads_array, jsonde.loads_partial):
            for _ in range(3):
                try:
                    read(source)
                except JSONDecodeError:
                    pass
        assert sys.getrefcount(source) == counts
        if isinstance(source, bytearray):
            source.append(1)  # BufferError while an export exists
        if isinstance(source, memoryview):
            source.release()


@pytest.mark.parametrize("make", SOURCES.values(), ids=SOURCES)
def test_strings_are_not_in_the_source(make):
    source = make(b'["' + b"x" * 500 + b'"]')
    value = loads(source)
    if isinstance(source, (bytearray, array.array)):
        for i in range(len(source)):
            source[i] = 0xFF
    assert value == ["x" * 500]


def test_mmap():
    with mmap.mmap(-1, 4096) as mapped:
        mapped[: len(DATA)] = DATA
        mapped[len(DATA) :] = b" " * (4096 - len(DATA))
        assert loads(mapped) == VALUE
        assert loads(memoryview(mapped)) == VALUE


@pytest.mark.skipif(sys.version_info < (3, 12), reason="no __buffer__")
def test_class_with_a_buffer():
    """The exporter's buffer is released before anything is parsed."""
    events = []

    class Exporter:
        def __init__(self, data):
            self.data = bytearray(data)

        def __buffer__(self, flags):
            events.append("got")
            return memoryview(self.data)

        def __release_buffer__(self, view):
            events.append("released")
            view.release()
            self.data[:] = b"\xff" * len(self.data)

    for read, want in (
        (loads, VALUE),
        (lambda o: loads_next(o)[0], VALUE),
        (lambda o: jsonde.loads_partial(o)[0], VALUE),
    ):
        assert read(Exporter(DATA)) == want
        assert events == ["got", "released"]
        events.clear()
    with pytest.raises(JSONDecodeError) as caught:
        loads(Exporter(b'["\xc3\xa9" 1]'))
    assert (caught.value.doc, caught.value.pos) == ('["\xe9" 1]', 5)
    with pytest.raises(JSONDecodeError) as caught:
        loads_array(Exporter(b"[1 1]"))
    assert (caught.value.doc, caught.value.pos) == ("[1 1]", 3)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="no __buffer__")
def test_release_that_raises():
    class Exporter:
        def __buffer__(self, flags):
            return memoryview(DATA)

        def __release_buffer__(self, view):
            raise KeyError("ignored")

    seen = []
    hook, sys.unraisablehook = sys.unraisablehook, seen.append
    try:
        assert loads(Exporter()) == VALUE
    finally:
        sys.unraisablehook = hook
    assert len(seen) == 1


@pytest.mark.skipif(
    FREE_THREADED, reason="nothing is read in place there"
)
def test_collection_does_not_write():
    """A finalizer that clears the input does not run while it is read."""
    text = b"[" + b",".join(b'["\xc3\xa9%d"]' % i for i in range(3000)) + b"]"
    source = bytearray(text)

    class Cycle:
        pass

    def destroy(_):
        source[:] = b"\x80" * len(source)

    want = loads(text)
    for _ in range(20):
        source[:] = text
        cycle = Cycle()
        cycle.self = cycle
        weakref.finalize(cycle, destroy, None).atexit = False
        del cycle
        assert loads(source) == want
        gc.collect()
