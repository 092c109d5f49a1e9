# SPDX-License-Identifier: MIT
"""The docstrings that help() and editors show, in the module and in the stubs."""

import ast
import inspect
import pathlib

import jsonde
import pytest

OPTIONS = [name for name in jsonde.__all__ if name.startswith("OPT_")]
# These options have no effect. They exist for compatibility with orjson.
SILENT = {"OPT_SERIALIZE_DATACLASS", "OPT_SERIALIZE_UUID"}
# The stub imports these names from stubs of their own.
IMPORTED = {"JSONValue", "Option"}


def stub():
    """Returns the docstrings of the stub's functions and classes by name. An
    overloaded function has it at the first overload."""
    path = pathlib.Path(jsonde.__file__).with_name("__init__.pyi")
    found = {}
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            if not node.name.startswith("_"):
                found.setdefault(node.name, ast.get_docstring(node))
    return found


def test_stub_has_docstrings():
    """Stubs and package have equal docstrings. make_stub.py copies them."""
    found = stub()
    public = {name for name in jsonde.__all__ if callable(getattr(jsonde, name))}
    assert set(found) == public - IMPORTED
    for name, doc in found.items():
        assert doc == inspect.getdoc(getattr(jsonde, name)), name


def takes(call, option):
    try:
        call(option)
    except (ValueError, jsonde.JSONEncodeError) as error:
        assert "does not take" in str(error)
        return False
    return True


@pytest.mark.parametrize("name", ["dumps", "loads"])
def test_help_names_options(name):
    function = getattr(jsonde, name)
    calls = {
        "dumps": lambda option: function(1, option=option),
        "loads": lambda option: function("1", option=option),
    }
    rows = [row.split(":")[0].strip() for row in function.__doc__.split("\n")]
    named = [row for row in rows if row.startswith("OPT_")]
    assert len(named) == len(set(named))
    for option in OPTIONS:
        taken = takes(calls[name], getattr(jsonde, option))
        assert (option in named) == (taken and option not in SILENT), option


def test_help_of_default():
    """A default() without a return statement writes null, and the docstring says so."""
    doc = " ".join(jsonde.dumps.__doc__.split())
    assert "It must return an object to write in its place" in doc
    assert "A function that returns nothing returns None: null" in doc
    assert jsonde.dumps(1j, lambda o: None) == b"null"


def test_options_are_plain_ints():
    """orjson refuses subclasses of int, and uses the lowest sixteen bits."""
    for name in OPTIONS:
        assert type(getattr(jsonde, name)) is int
