# SPDX-License-Identifier: MIT
"""JSONDecodeError as an object: its attributes, pickling, and the objects that it
keeps alive. Also input buffers that other code tries to resize."""

import array
import copy
import gc
import json
import mmap
import pickle
import sys
import threading
import time
import weakref

import jsonde
import pytest
from conftest import FORMS, SLOW, options
from jsonde import JSONDecodeError, loads, loads_next, loads_partial

NAMES = ("msg", "doc", "pos", "lineno", "colno", "incomplete", "args")
FUNCTIONS = [loads, loads_next, loads_partial]
WRONG = [
    *(
        "",
        "[1",
        '{"a":1,\n "\xe9":',
        "[1 2]",
        '["\u65e5\U0001f600"\n x',
        "nul",
    ),
    *("1e999", '"\\ud800"', "[" * 1025, '"\n"', "1 2", "\ufeff1", "tru "),
]
ALL = options("BIG_INTEGER DECIMAL NAN_LITERAL UNIQUE_KEYS LONE_SURROGATES")


def error_of(source, function=loads, option=None):
    """The document has no other reference."""
    try:
        function(source, option=option)
    except JSONDecodeError as error:
        return error.with_traceback(None)
    raise AssertionError(source)


def told(error):
    return type(error), str(error), [getattr(error, name) for name in NAMES]


# ----------------------------------------------------------------- attributes


@pytest.mark.parametrize("text", WRONG, ids=lambda s: ascii(s[:9]))
def test_attributes(text):
    for form in FORMS.values():
        check_attributes(error_of(form(text)), text)


def check_attributes(error, text):
    assert type(error) is JSONDecodeError
    assert isinstance(error, json.JSONDecodeError)
    assert isinstance(error, ValueError)
    assert type(error.msg) is type(error.doc) is str and error.doc == text
    assert type(error.pos) is type(error.lineno) is type(error.colno) is int
    assert type(error.incomplete) is bool
    like = json.JSONDecodeError(error.msg, text, error.pos)
    assert (error.lineno, error.colno) == (like.lineno, like.colno)
    assert str(error) == str(like) and error.args == like.args
    assert error.__cause__ is None and error.__context__ is None


def test_doc_is_the_argument_itself():
    for text in ("[1", "\xe9", "\u65e5", "\U0001f600"):
        text += "x"
        assert error_of(text).doc is text
        text = type("Str", (str,), {})(text)
        assert error_of(text).doc is text


def test_doc_of_bytes_that_are_no_text():
    for data in (b'"\xff', b"\xff\xfe[\x00", b"[\xe6\x97 1", b"\xed\xa0\x80"):
        for kind in (bytes, bytearray, memoryview):
            error = error_of(kind(data))
            assert error.doc == data.decode("utf-8", "replace")
            assert type(error.doc) is str


def test_can_be_changed():
    """Like every exception class written in Python."""
    error = error_of("[1")
    error.doc, error.more = "other", 1
    error.incomplete = False
    assert (error.doc, error.more, error.incomplete) == ("other", 1, False)
    with pytest.raises(JSONDecodeError):
        raise error


def test_made_by_others():
    """Its arguments are those of the standard library's class."""
    error = JSONDecodeError("message", "a\nb", 2)
    assert (error.msg, error.doc, error.pos) == ("message", "a\nb", 2)
    assert (error.lineno, error.colno, error.incomplete) == (2, 1, False)
    assert str(error) == "message: line 2 column 1 (char 2)"
    assert told(pickle.loads(pickle.dumps(error))) == told(error)
    with pytest.raises(TypeError):
        JSONDecodeError("message")


# --------------------------------------------------------------------- travel


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("text", WRONG, ids=lambda s: ascii(s[:9]))
def test_pickle(text, protocol):
    for source in (text, text.encode()):
        error = error_of(source)
        again = pickle.loads(pickle.dumps(error, protocol))
        assert told(again) == told(error)
        assert told(pickle.loads(pickle.dumps(again, protocol))) == told(error)


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy])
def test_copy(make):
    for text in WRONG:
        error = error_of(text)
        assert told(make(error)) == told(error)
        assert make(error) is not error and make(error).doc is error.doc


class Error(JSONDecodeError):
    pass


def test_pickle_of_subclass():
    error = Error("message", "[1", 2)
    error.incomplete = True
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is Error and told(again) == told(error)


# ------------------------------------------------------- what is kept alive


class Bytes(bytearray):
    """The exception can be weakly referenced."""


WRONG_BYTES = [b"[1, 2}", b'["\xff"]', b'{"a": /* x */ 1 1', b"]", b"01"]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("option", [0, ALL, options("JSONC")])
def test_no_buffer_is_kept(function, option):
    for data in WRONG_BYTES:
        source = Bytes(data)
        error = error_of(source, function, option)
        source.append(32)  # BufferError while an export exists
        where = weakref.ref(source)
        view = memoryview(source)
        others = [error_of(view, function, option)]
        others.append(error_of(view[::1], function, option))
        view.release()
        source.append(32)
        numbers = array.array("B", data)
        others.append(error_of(numbers, function, option))
        numbers.append(32)
        del source, view
        gc.collect()
        assert where() is None
        assert error.doc == data.decode("utf-8", "replace")
        assert len(others) == 3


@pytest.mark.parametrize("function", FUNCTIONS)
def test_inputs_are_referred_to_as_often_as_before(function):
    text = "".join(list('["\xe9", 1.5, x'))  # not a constant, so that it can be freed
    sources = [form(text) for form in FORMS.values()]
    before = [sys.getrefcount(source) for source in sources]
    for option in (None, 0, ALL, options("JSONC"), ALL | options("JSONC")):
        for source in sources * 5:
            error_of(source, function, option)
    del source
    assert [sys.getrefcount(source) for source in sources] == before
    error = error_of(sources[0], function)
    assert sys.getrefcount(sources[0]) == before[0] + 1
    del error


def test_mapped_memory_can_be_closed():
    area = mmap.mmap(-1, mmap.PAGESIZE)
    errors = [error_of(area, function) for function in FUNCTIONS]
    area.close()
    assert {error.doc for error in errors} == {"\0" * mmap.PAGESIZE}


def test_error_goes_away():
    """The exception is not part of a cycle."""
    gc.collect()
    gc.disable()
    try:
        for text in WRONG:
            error = error_of(text)
            where = weakref.ref(error)
            del error
            assert where() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_other_errors_let_go(function):
    """Errors that are not about the document."""
    source = bytearray(b"[1.5]")
    for option in (1, -1, "x", jsonde.OPT_INDENT_2):
        with pytest.raises(ValueError):
            function(source, option=option)
        source.append(32)
    reversed_view = memoryview(source)[::-1]
    with pytest.raises(BufferError):
        function(reversed_view)
    reversed_view.release()
    source.append(32)


# ------------------------------------------------------------ while it is read


DECIMALS = b"[%s]" % b",".join(b"%d.5" % i for i in range(2000))


def resize(source, stop, refused):
    """Resizes the buffer whenever there is no export. The buffer always begins with
    the document, followed by white space."""
    while not stop.is_set():
        try:
            source.extend(b" " * 5000)
            del source[len(DECIMALS) :]
        except BufferError:
            refused.append(1)
        time.sleep(0)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("names", ["DECIMAL", "DECIMAL JSONC", ""])
def test_resized_by_another_thread(function, names):
    """The resize is refused or has no effect: freed memory is never read."""
    source, stop, refused = Bytes(DECIMALS), threading.Event(), []
    want = loads(DECIMALS, option=options(names))
    thread = threading.Thread(target=resize, args=(source, stop, refused))
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    thread.start()
    try:
        for kind in (bytearray, memoryview) * (1 if SLOW else 3):
            got = function(kind_of(kind, source), option=options(names))
            assert (got if function is loads else got[0]) == want
    finally:
        stop.set()
        thread.join()
        sys.setswitchinterval(interval)
    source.append(32)


def kind_of(kind, source):
    return memoryview(source) if kind is memoryview else source


def test_collected_while_decimals_are_made():
    """An allocation may run a finalizer that tries to resize the source."""
    source = Bytes(DECIMALS)
    outcomes = []

    class Node:
        def __del__(self):
            try:
                source.extend(b" " * 100000)
                del source[len(DECIMALS) :]
                outcomes.append(True)
            except BufferError:
                outcomes.append(False)

    threshold = gc.get_threshold()
    gc.set_threshold(5)
    try:
        for option in (options("DECIMAL"), options("DECIMAL JSONC"), 0):
            for _ in range(3):
                node = Node()
                node.itself = node
                del node
                assert loads(source, option=option) == loads(
                    DECIMALS, option=option
                )
    finally:
        gc.set_threshold(*threshold)
    gc.collect()
    assert len(outcomes) == 9
    source.append(32)
