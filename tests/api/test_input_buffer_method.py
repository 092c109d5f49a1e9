# SPDX-License-Identifier: MIT
"""loads() from exporters written in Python (3.12 and later)."""

import gc
import sys

import pytest
from conftest import by_profile, outcome
from jsonde import JSONDecodeError, loads

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="no __buffer__ before Python 3.12"
)

RELEASED = "operation forbidden on released memoryview object"


class Exporter:
    def __init__(self, data):
        self.data = data
        self.held = 0

    def __buffer__(self, flags):
        self.held += 1
        return memoryview(self.data)

    def __release_buffer__(self, view):
        self.held -= 1
        self.told = outcome(loads, view)
        view.release()


class Restricted(bytearray):
    """__release_buffer__ receives a restricted view."""

    def __release_buffer__(self, view):
        self.seen = outcome(memoryview, view), outcome(loads, view)


@pytest.mark.parametrize("data", [b'["\xc3\xa9"]', b"[", b"", b'"\xff"'])
def test_is_released(data):
    for kind in (bytes, bytearray):
        exporter = Exporter(kind(data))
        assert outcome(loads, exporter) == outcome(loads, data)
        assert exporter.held == 0 and exporter.told == outcome(loads, data)
        with memoryview(exporter) as view:
            for _ in range(3):
                assert outcome(loads, view) == outcome(loads, data)
                assert outcome(loads, view[:]) == outcome(loads, data)
        gc.collect()
        assert exporter.held == 0


def test_restricted():
    exporter = Restricted(b"[1]")
    with memoryview(exporter) as view:
        assert loads(view) == [1]
    made, loaded = exporter.seen
    assert made[:2] == loaded[:2]
    assert made[:2] == (
        "ValueError",
        "cannot create new view on restricted memoryview",
    )
    exporter.append(32)


class Broken:
    def __init__(self, made):
        self.made = made

    def __buffer__(self, flags):
        if isinstance(self.made, Exception):
            raise self.made
        return self.made


def test_exporter_fails():
    for error in (ValueError("no"), BufferError("no"), MemoryError("no")):
        with pytest.raises(type(error), match="no"):
            loads(Broken(error))
    with pytest.raises(JSONDecodeError, match="not Broken"):
        loads(Broken(None))
    view = memoryview(b"1")
    view.release()
    with pytest.raises(ValueError, match=RELEASED):
        loads(Broken(view))
    with pytest.raises(BufferError):
        loads(Broken(memoryview(b"123")[::2]))


class Cycle:
    """Holds a view of itself, which the collector may release first."""

    seen = []

    def __init__(self, data):
        self.data = data

    def __buffer__(self, flags):
        return memoryview(self.data)

    def __release_buffer__(self, view):
        if hasattr(self, "view"):
            told = outcome(self.view.tobytes), outcome(loads, self.view)
            Cycle.seen.append(told)


def test_released_through_the_managed_buffer():
    Cycle.seen.clear()
    for _ in range(by_profile(20, 5)):
        cycle = Cycle(bytearray(b"[1]"))
        # The permanent generation moves the exporter after its own view in the
        # collector's list, so that the view is cleared first.
        gc.freeze()
        cycle.view = memoryview(cycle)
        gc.collect()
        gc.unfreeze()
        del cycle
        gc.collect()
    print(len(Cycle.seen), "seen,", str(Cycle.seen).count(RELEASED), "errors")
    for through_python, loaded in Cycle.seen:
        if through_python == b"[1]":
            assert loaded == [1]
        else:
            assert through_python[:2] == loaded[:2] == ("ValueError", RELEASED)
