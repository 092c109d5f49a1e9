# SPDX-License-Identifier: MIT
"""loads_partial(partial="closed"): the result leaves out a string, number or
literal that more text may change. test_loads_partial.py compares each cut with the
reference."""

import math

import pytest
from conftest import options
from grammar import Writer
from jsonde import JSONDecodeError, loads_partial


def closed_partial(data, option=None):
    return loads_partial(data, option=option, partial="closed")


CLOSED = [
    *(("", None), ("1.", None), ("-", None), ("tru", None), ('"ab', None)),
    *(("[", []), ("[1", []), ("[1 ", [1]), ("[1,", [1]), ("[1, 23", [1])),
    *(("[1e5", []), ("[1e5\n", [1e5]), ("[-0.5e-3", []), ("[0", [])),
    *(("[true", [True]), ("[tru", []), ("[null", [None]), ("[n", [])),
    *(('["ab', []), ('["ab"', ["ab"]), ('["1', []), ('["a", "', ["a"])),
    *(('{"a', {}), ('{"a1', {}), ('{"a":1', {}), ('{"a":1 ', {"a": 1})),
    *(('{"a":1,"a":2', {"a": 1}), ('{"a":1,"a":2}', {"a": 2})),
    *(('{"a":[1,2', {"a": [1]}), ('{"a":{"b":"c', {"a": {}})),
    *(('{"a":1,"b":2', {"a": 1}), ('{"a":"x","b":"y', {"a": "x"})),
    *(("[[1],2", [[1]]), ("[[1,2", [[1]]), ("[1][", None)),
]


@pytest.mark.parametrize("text, value", CLOSED, ids=repr)
def test_closed(text, value, form):
    if text == "[1][":
        for how in ("all", "closed"):
            with pytest.raises(JSONDecodeError):
                loads_partial(form(text), partial=how)
        return
    value = value, text.endswith("}")
    assert repr(loads_partial(form(text), partial="closed")) == repr(value)


CLOSED_WITH_OPTIONS = [
    ("[1, Na", "NAN_LITERAL", [1]),
    ("[1, NaN", "NAN_LITERAL", [1, math.nan]),
    ("[1, -Inf", "NAN_LITERAL", [1]),
    ("[-", "NAN_LITERAL", []),
    ("[12/", "JSONC", [12]),
    ("[12//", "JSONC", [12]),
    ("[1,12/**/", "JSONC", [1, 12]),
    ("[1, // 3", "JSONC", [1]),
    ("[1, /* */ 3", "JSONC", [1]),
    ("[1,2.50", "DECIMAL", [1]),
    ("[1," + "1" * 400, "BIG_INTEGER", [1]),
    ("[1," + "1" * 5000 + ".", "BIG_INTEGER", [1]),
    ('{"a":1,"b":2', "UNIQUE_KEYS", {"a": 1}),
    ('{"dtype":"<f8","shape":[1],"data":""},1', "BUFFER_BASE64", None),
    ('["\\ud83d', "LONE_SURROGATES", []),
]


@pytest.mark.parametrize("text, names, value", CLOSED_WITH_OPTIONS)
def test_closed_with_options(text, names, value, form):
    option = options(names)
    if value is None:
        with pytest.raises(JSONDecodeError):
            closed_partial(form(text), option)
        return
    assert repr(closed_partial(form(text), option)) == repr((value, False))


def test_closed_long_arrays():
    """An array whose first items are in a list already."""
    for n in (4095, 4096, 4097, 8192, 8193, 20000):
        text = "[[" + "1," * n + "12"
        assert closed_partial(text) == ([[1] * n], False)
        assert closed_partial(text + " ") == ([[1] * n + [12]], False)
        text = '{"a":[' + '{"b":1},' * n + '{"b":12'
        assert closed_partial(text) == (
            {"a": [{"b": 1}] * n + [{}]},
            False,
        )


def test_closed_values_are_final():
    """Values of one result are in all later results."""
    writer = Writer(8)

    def is_begin(a, b):
        if isinstance(a, list) and a != b:
            same = type(b) is list and len(a) <= len(b)
            same = same and repr(a[:-1]) == repr(b[: len(a[:-1])])
            return same and (not a or is_begin(a[-1], b[len(a) - 1]))
        if isinstance(a, dict) and a != b:
            return type(b) is dict and list(a) == list(b)[: len(a)]
        return repr(a) == repr(b)

    seen = 0
    for _ in range(60):
        text = writer.document()
        before = None
        for i in range(len(text) + 1):
            try:
                value, complete = closed_partial(text[:i])
            except JSONDecodeError:
                break
            if before is not None and not complete:
                assert is_begin(before, value), (text[:i], before, value)
                seen += 1
            before = None if complete else value
    assert seen > 500


@pytest.mark.parametrize(
    "partial", ["", "ALL", "open", b"closed", None, 1, True, "closed\0"]
)
def test_wrong_partial(partial):
    with pytest.raises(ValueError, match="must be 'all' or 'closed'") as caught:
        loads_partial("[", partial=partial)
    assert not isinstance(caught.value, JSONDecodeError)
    with pytest.raises(TypeError):
        loads_partial("[", None, "closed")
    kind = type("Str", (str,), {})
    assert loads_partial("[1", partial=kind("closed")) == ([], False)
