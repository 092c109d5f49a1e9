# SPDX-License-Identifier: MIT
"""Fragment as an object: it is immutable and shows its contents."""

import copy
import pickle

import jsonde
import pytest

CHANGES = [
    lambda f: setattr(f, "contents", b"2"),
    lambda f: setattr(f, "other", b"2"),
    lambda f: setattr(f, "__class__", type("Heir", (jsonde.Fragment,), {})),
    lambda f: delattr(f, "contents"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_immutable(change):
    fragment = jsonde.Fragment(b"1")
    with pytest.raises(AttributeError):
        change(fragment)
    assert fragment.contents == b"1" and jsonde.dumps(fragment) == b"1"


def test_read_only():
    fragment = jsonde.Fragment(b"1")
    fragment.__init__(b"2")  # like the message for any class without __init__
    assert fragment.contents == b"1"
    with pytest.raises(AttributeError, match="'contents' of jsonde.Fragment is read"):
        fragment.contents = b"2"


@pytest.mark.parametrize("arguments", [(), (b"1", b"2")])
def test_arguments(arguments):
    with pytest.raises(TypeError):
        jsonde.Fragment(*arguments)
    with pytest.raises(TypeError):
        jsonde.Fragment(contents=b"1")


def test_repr():
    begin = "<jsonde.Fragment object at 0x"
    for contents, end in (
        (b"{}", ": b'{}'>"),
        ("\u20ac", ": '\u20ac'>"),
        (b"1" * 41, ": b'" + "1" * 40 + "'...>"),
        (bytearray(b"1"), ": a bytearray>"),
        (None, ": a NoneType>"),
    ):
        text = repr(jsonde.Fragment(contents))
        assert text.startswith(begin) and text.endswith(end)


def test_equality():
    """The tests of orjson for Fragment."""
    one, other = jsonde.Fragment(b"1"), jsonde.Fragment(b"1")
    assert one == one and one != other
    assert len({one, one, other}) == 2


def test_copies():
    fragment = jsonde.Fragment("1")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        made = pickle.loads(pickle.dumps(fragment, protocol))
        assert type(made) is jsonde.Fragment and made.contents == "1"
    for made in (copy.copy(fragment), copy.deepcopy(fragment)):
        assert type(made) is jsonde.Fragment and made.contents == "1"
