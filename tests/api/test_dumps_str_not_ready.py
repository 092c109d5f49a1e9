# SPDX-License-Identifier: MIT
"""str objects that are not "ready", as C code can make them up to CPython 3.11."""

import ctypes
import sys

import pytest
from jsonde import (
    Fragment,
    JSONDecodeError,
    dumps,
    loads,
    loads_array,
    loads_next,
    loads_partial,
)

pytestmark = [
    pytest.mark.skipif(
        sys.version_info >= (3, 12),
        reason="from 3.12 on each str has its final form from the start",
    ),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
TEXTS = ["[1, 2]", '["caf\xe9"]', '["\u20ac", 1]', '["\U0001f600"]']


def unready(text):
    """Makes a filled PyUnicode_FromUnicode(NULL, n), which is not ready. Each use
    makes it ready, so each call needs a new one."""
    make = ctypes.pythonapi.PyUnicode_FromUnicode
    make.restype = ctypes.py_object
    make.argtypes = (ctypes.c_void_p, ctypes.c_ssize_t)
    where = ctypes.pythonapi.PyUnicode_AsUnicode
    where.restype = ctypes.c_void_p
    where.argtypes = (ctypes.py_object,)
    made = make(None, len(text))
    units = (ctypes.c_wchar * len(text))(*text)
    ctypes.memmove(where(made), units, ctypes.sizeof(units))
    return made


@pytest.mark.parametrize("text", TEXTS)
def test_loads(text):
    want = loads(text)
    assert loads(unready(text)) == want
    assert loads_next(unready(text)) == (want, len(text))
    assert loads_partial(unready(text)) == (want, True)
    assert loads_partial(unready(text[:-1])) == (want, False)


@pytest.mark.parametrize("text", ["", "[", '["caf\xe9', '[1, "\u20ac" "', "]"])
def test_wrong(text):
    for read in (loads, loads_next, loads_array):
        with pytest.raises(JSONDecodeError) as want:
            read(text)
        with pytest.raises(JSONDecodeError) as caught:
            read(unready(text))
        assert str(caught.value) == str(want.value)
        assert caught.value.pos == want.value.pos
        assert caught.value.doc == text


def test_loads_array():
    text = str(list(range(1000)))
    assert loads_array(unready(text), "q").tolist() == list(range(1000))
    assert loads_array("[1]", unready("q"), pointer=unready("")).tolist() == [1]


def test_loads_array_gives_its_copy_back():
    """Each call kept a copy of the text."""
    text = str(list(range(1000)))
    blocks = []
    for _ in range(3):
        for _ in range(100):
            loads_array(unready(text), "q")
        blocks.append(sys.getallocatedblocks())
    assert blocks[2] - blocks[1] < 50


@pytest.mark.parametrize("text", ["", "plain", "caf\xe9", "\u20ac\U0001f600"])
def test_dumps(text):
    want = dumps(text)
    assert dumps(unready(text)) == want
    assert dumps([unready(text)]) == b"[" + want + b"]"
    assert dumps({unready(text): 1}) == b"{" + want + b":1}"
    assert dumps(Fragment(unready('"%s"' % text))) == want
