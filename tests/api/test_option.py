# SPDX-License-Identifier: MIT
"""Option, the enum of the options, and JSONValue, the type for annotations."""

import subprocess
import sys
import typing

import jsonde
import pytest
from conftest import FALLBACK
from jsonde import Option

NAMES = [name for name in jsonde.__all__ if name.startswith("OPT_")]


def test_each_option_is_a_member():
    found = {f"OPT_{name}": int(value) for name, value in Option.__members__.items()}
    assert found == {name: getattr(jsonde, name) for name in NAMES}


def test_a_combination_shows_its_names():
    option = Option.SORT_KEYS | Option.INDENT_2
    assert isinstance(option, int)
    assert "SORT_KEYS" in repr(option) and "INDENT_2" in repr(option)
    shown = repr(Option(jsonde.OPT_SORT_KEYS | jsonde.OPT_UTC_Z))
    assert "SORT_KEYS" in shown and "UTC_Z" in shown


@pytest.mark.parametrize("name", NAMES)
def test_each_function_takes_a_member(name):
    member, option = Option[name[4:]], getattr(jsonde, name)
    for call in (
        lambda chosen: jsonde.dumps({"b": [1.5], "a": None}, option=chosen),
        lambda chosen: jsonde.loads('{"b":[1.5],"a":null}', option=chosen),
    ):
        try:
            wanted = call(option)
        except (jsonde.JSONEncodeError, ValueError) as error:
            with pytest.raises(type(error)) as raised:
                call(member)
            assert str(raised.value) == str(error)
        else:
            assert call(member) == wanted


def test_unknown_bits_are_refused():
    with pytest.raises(jsonde.JSONEncodeError, match="option"):
        jsonde.dumps(1, option=Option.UTC_Z | 1 << 60)


def test_json_value_is_a_union_that_contains_itself():
    kinds = typing.get_args(jsonde.JSONValue)
    assert {str, int, float, bool, type(None)} < set(kinds)
    assert "JSONValue" in str(kinds)


@pytest.mark.skipif(FALLBACK, reason="the implementation in Python needs enum")
def test_import_of_jsonde_imports_neither():
    program = (
        f"import sys; sys.path[:] = {sys.path!r}; import jsonde;"
        " names = {'enum', 'typing', 'jsonde.option', 'jsonde.json_value'};"
        " print(names & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"
