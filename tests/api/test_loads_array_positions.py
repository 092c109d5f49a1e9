# SPDX-License-Identifier: MIT
"""loads_array() and loads() report one text alike: the documents of
positions.txt, as the text of an array, and beside the array that a pointer
names."""

import pytest
from conftest import options
from jsonde import JSONDecodeError, loads_array
from test_loads_positions import CASES, LONE, Case

NAN = options("NAN_LITERAL")

# The array parser says these of a value that JSON has and an array has not.
OF_ARRAYS = (
    "expected a number",
    "arrays of different lengths or depths",
    "more than 64 dimensions",
    "NaN, Infinity and null need OPT_NAN_LITERAL",
)


def fault(source, pointer, option):
    try:
        value = loads_array(source, pointer=pointer, option=option)
    except JSONDecodeError as error:
        return error.msg, error.pos, error.incomplete
    raise AssertionError(f"accepted as {value!r}: {source!r}")


def sources(case):
    if not case.bad:
        yield case.text
    if not any("\ud800" <= c <= "\udfff" for c in case.text):
        data = case.data()
        yield from (data, bytearray(data))


def check_skipper(case, pointer):
    for source in sources(case):
        found = fault(source, pointer, case.option)
        assert found == (case.message, case.pos, case.incomplete), source


def readable(cases):
    """Those whose options loads_array() has."""
    return [case for case in cases if case.option in (0, NAN)]


@pytest.mark.parametrize(
    "case", readable(CASES), ids=lambda case: ascii(case.text)
)
def test_skipper(case):
    check_skipper(case, "/no/such/place")
    for start in ('{"array":[1],"x":', '{"array":[1], "\xe9":\n', "[[1],"):
        behind = case.behind(start)
        if behind is not None:
            check_skipper(behind, "/array" if start[0] == "{" else "/0")


@pytest.mark.parametrize("row", LONE, ids=ascii)
def test_skipper_of_str(row):
    case = Case(*row)
    if case.message == "surrogates are not allowed":
        return  # a str is encoded before it is read
    check_skipper(case, "/no/such/place")


@pytest.mark.parametrize(
    "case", readable(CASES), ids=lambda case: ascii(case.text)
)
def test_array(case):
    for source in sources(case):
        message, pos, incomplete = fault(source, "", case.option)
        if message.startswith(OF_ARRAYS):
            assert pos <= case.pos, source
        else:
            assert message == case.message, source
            assert (pos, incomplete) == (case.pos, case.incomplete), source
