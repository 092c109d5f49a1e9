# SPDX-License-Identifier: MIT
"""What `import jsonde` imports, and the names that are imported at their first use. Each test starts a new process."""

import json
import pickle

import jsonde
import pytest
from conftest import child_output, native_only

native_only("the implementation in Python imports what it may need")

# Modules that belong to one kind of object or option, or that are slow to import.
LATER = """
    _datetime _decimal _json _pydatetime _pydecimal _strptime collections
    collections.abc copyreg ctypes dataclasses datetime decimal enum functools inspect
    json jsonde.decimals jsonde.errors jsonde.files jsonde.replace
    jsonde._replace_posix mmap numpy re tempfile threading
    typing uuid warnings zoneinfo
""".split()

SHOW = f"""
import sys
before = set(sys.modules)
import jsonde
def new():
    return sorted(set({LATER!r}) & (set(sys.modules) - before))
"""

PLAIN = """
class Text(str): pass
value = {"a": [1, -2.5, "x\\xe9\\u65e5", None, True, 1 << 63, 1e300], "b": {"c": ()}}
value["text"] = Text("value")
text = jsonde.dumps(value)
for source in (text, text.decode(), bytearray(text), memoryview(text)):
    assert jsonde.loads(source)["b"] == {"c": []}
assert jsonde.loads_next(text)[1] == len(text)
assert jsonde.loads_partial(text[:9])[1] is False
assert list(jsonde.loads_array("[1, 2]")) == [1.0, 2.0]
"""

# Work of one kind, and modules that it may import: others are too many.
KINDS = {
    "plain": (PLAIN, ""),
    "options": (
        "value = {'b': 1, 'a': [None, 2.5, b'']}\n"
        "for name in dir(jsonde):\n"
        "    if name.startswith('OPT_') and name != 'OPT_SERIALIZE_NUMPY':\n"
        "        option = getattr(jsonde, name)\n"
        "        try: jsonde.dumps(value, default=len, option=option)\n"
        "        except jsonde.JSONEncodeError: jsonde.loads('[1]', option=option)",
        "",
    ),
    "buffer": (
        "jsonde.dumps(memoryview(b'ab'), option=jsonde.OPT_SERIALIZE_BUFFER)",
        "",
    ),
    "default": ("jsonde.dumps([object()], default=lambda o: 1)", ""),
    "encode error": (
        "try: jsonde.dumps([b''])\nexcept jsonde.JSONEncodeError: pass",
        "",
    ),
    "fragment": ("jsonde.dumps(jsonde.Fragment('1'))", ""),
    "file": (
        "import io\njsonde.load(io.BytesIO(b'1'))\njsonde.dump(1, io.BytesIO())",
        "jsonde.files",
    ),
    "decode error": (
        "try: jsonde.loads('[')\nexcept ValueError as e: assert e.incomplete",
        "json jsonde.errors _json re enum functools collections collections.abc copyreg",
    ),
    "decimal": (
        "jsonde.loads('1.5', option=jsonde.OPT_DECIMAL)",
        "decimal _decimal jsonde.decimals collections collections.abc copyreg functools"
        " numbers re enum",
    ),
}


def test_import_only():
    assert child_output(SHOW + "print(new())") == "[]\n"


@pytest.mark.parametrize("kind", KINDS)
def test_kinds(kind):
    work, allowed = KINDS[kind]
    imported = child_output(f"{SHOW}\n{work}\nprint(*new())").split()
    assert set(imported) <= set(allowed.split())


# --------------------------------------------------- the class of decode errors

CAUGHT = """
import jsonde
try:
    jsonde.loads("[1")
except jsonde.JSONDecodeError as error:
    print(type(error) is jsonde.JSONDecodeError, error.pos)
"""
NAMED_FIRST = """
import jsonde
kinds = (jsonde.JSONEncodeError, jsonde.JSONDecodeError)
try:
    jsonde.loads("[1")
except kinds as error:
    print(type(error) is kinds[1], error.pos)
"""
AS_BASE = """
import json, jsonde
try:
    jsonde.loads("[1")
except json.JSONDecodeError as error:
    print(isinstance(error, jsonde.JSONDecodeError), error.pos)
"""
NAME_IMPORTED = """
from jsonde import JSONDecodeError, loads_array
try:
    loads_array("[1")
except JSONDecodeError as error:
    print(type(error) is JSONDecodeError, error.pos)
"""
STAR = """
from jsonde import *
try:
    loads_partial("]")
except JSONDecodeError as error:
    print(error.__class__ is JSONDecodeError, 2)
"""
FROM_LOAD = """
import io, jsonde
file = io.BytesIO(b"[1")
file.name = "name"
try:
    jsonde.load(file)
except jsonde.JSONDecodeError as error:
    print(error.filename == "name", error.pos)
"""
PROGRAMS = [CAUGHT, NAMED_FIRST, AS_BASE, NAME_IMPORTED, STAR, FROM_LOAD]


@pytest.mark.parametrize("program", PROGRAMS)
def test_decode_error(program):
    assert child_output(program) == "True 2\n"


@pytest.mark.parametrize("first", ["", "import jsonde; "])
def test_unpickled_in_a_new_process(first):
    with pytest.raises(jsonde.JSONDecodeError) as caught:
        jsonde.loads("[1,")
    for value in (caught.value, jsonde.JSONDecodeError):
        text = pickle.dumps(value)
        program = f"{first}import pickle; print(repr(pickle.loads({text!r})))"
        assert child_output(program) == f"{value!r}\n"


def test_names():
    program = (
        "import jsonde\nnames = dir(jsonde)\n"
        "assert names == sorted(names) and set(jsonde.__all__) <= set(names)\n"
        "later = {'JSONDecodeError', 'load'}\n"
        "assert not later & set(vars(jsonde))\n"
        "jsonde.JSONDecodeError, jsonde.load\n"
        "assert sorted({*names, 'errors', 'files'}) == dir(jsonde)\n"
        "assert later <= set(vars(jsonde))\n"
        "try: jsonde.JSONdecodeError\n"
        "except AttributeError as error: print(error)"
    )
    assert child_output(program) == (
        "module 'jsonde' has no attribute 'JSONdecodeError'\n"
    )
    assert issubclass(jsonde.JSONDecodeError, json.JSONDecodeError)


def test_threads_raise_the_first_error_together():
    program = """
import threading, jsonde
kinds, start = [], threading.Barrier(4)
def work():
    start.wait()
    try: jsonde.loads("[")
    except ValueError as error: kinds.append(type(error))
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(kinds), set(kinds) == {jsonde.JSONDecodeError})
"""
    assert child_output(program) == "4 True\n"


def test_class_that_cannot_be_imported():
    program = """
import sys, jsonde
for false in (None, sys):
    sys.modules["jsonde.errors"] = false
    try: jsonde.loads("[")
    except (ImportError, AttributeError) as error: print(type(error).__name__)
del sys.modules["jsonde.errors"]
try: jsonde.loads("[")
except jsonde.JSONDecodeError as error: print(error.pos)
"""
    names = child_output(program).split()
    assert names == ["ModuleNotFoundError", "AttributeError", "1"]


def test_first_error_at_exit():
    """At exit a finalizer can still import, or gets the error of the import."""
    program = """
import jsonde
class Last:
    def __del__(self, loads=jsonde.loads, kinds=(ValueError, ImportError)):
        try: loads("[")
        except kinds: print("raised")
last = Last()
"""
    assert child_output(program) == "raised\n"
