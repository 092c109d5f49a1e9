# SPDX-License-Identifier: MIT
"""loads_next(): one document after another."""

import inspect
import json
import mmap

import jsonde
import pytest
from conftest import FORMS, options, same
from grammar import Writer, damaged
from jsonde import OPT_JSONC, JSONDecodeError, loads, loads_next
from standard import standard

BYTES = [name for name in FORMS if name != "str"]

EMPTY = "Input is a zero-length, empty document"
BLANK = "input data is empty: only white space, no value"


def failed(data, pos=0, option=None):
    with pytest.raises(JSONDecodeError) as caught:
        loads_next(data, pos, option=option)
    return caught.value


def all_of(data, option=None):
    """The example of docs/loads.md."""
    values, pos = [], 0
    while pos < len(data):
        value, pos = loads_next(data, pos, option=option)
        values.append(value)
    return values


FIRST = [
    ("1", 1, 1),
    ("1 ", 1, 2),
    ("  1  2", 1, 5),
    ("12 34", 12, 3),
    ("[1][2]", [1], 3),
    ("{}{}", {}, 2),
    ('""""', "", 2),
    ('"a""b"', "a", 3),
    ("[]1", [], 2),
    ("1[]", 1, 1),
    ('1"a"', 1, 1),
    ("true false", True, 5),
    ("truefalse", True, 4),
    ("nullnull", None, 4),
    ("null1", None, 4),
    ("-1.5e3-2", -1500.0, 6),
    ("1.5.5", 1.5, 3),
    ("0 1", 0, 2),
    ("[1]\r\n\t [2]", [1], 7),
    ("{}x", {}, 2),
    ("1,2", 1, 1),
    ("1}", 1, 1),
    ("1\x00", 1, 1),
    ("1\ufeff", 1, 1),
    ('"\xe9" 1', "\xe9", 4),
    ('"\u65e5"\n\n"', "\u65e5", 5),
    ('"\U0001f600"\U0001f600', "\U0001f600", 3),
]


@pytest.mark.parametrize("before", ["", "x", "[", "\xe9", "\u65e5\U0001f600"])
@pytest.mark.parametrize("text, value, end", FIRST)
def test_first(text, value, end, before):
    """Text before pos and after the document is not read. pos and end count
    characters of a str, and bytes of other input."""
    for form in FORMS.values():
        source = form(before + text)
        start, behind = before, before + text[:end]
        if not isinstance(source, str):
            start, behind = start.encode(), behind.encode()
        result = loads_next(source, len(start))
        assert type(result) is tuple and type(result[1]) is int
        assert same(list(result), [value, len(behind)])
        if not before:
            assert loads_next(source) == result
            assert loads_next(source, option=None) == result


def test_one_after_another(form):
    values = [1, -2.5, True, None, "\xe9\u65e5\U0001f600", [[]], {"a": {}}, ""]
    for between in (" ", "\n", "\r\n", " \n\t "):
        text = between.join(json.dumps(v, ensure_ascii=False) for v in values)
        assert all_of(form(text)) == values
        assert all_of(form(between + text + between)) == values
    close = [
        [1],
        {"a": 1},
        "x",
        [2],
        True,
        "\u65e5",
        False,
        {},
        None,
        "",
        5,
        [],
    ]
    text = "".join(json.dumps(v, ensure_ascii=False) for v in close)
    assert all_of(form(text)) == close


def test_example_of_the_docs():
    assert all_of(b'{"a":1}\n{"a":2}\n') == [{"a": 1}, {"a": 2}]
    assert all_of("[1][2] [3]\n") == [[1], [2], [3]]


def test_at_the_end(form):
    for text in ("", " ", "1", "\xe9", "[\u65e5]"):
        source = form(text)
        error = failed(source, len(source))
        assert error.msg == (BLANK if text else EMPTY)
        assert (error.doc, error.pos) == (text, len(text))
        assert error.incomplete is True


@pytest.mark.parametrize("before", ["", "\xe9 ", "\u65e5\n", "\U0001f600\n\n"])
def test_position_of_errors(before, form):
    """Positions are relative to the whole input."""
    for text, message, pos in (
        ("[1 2]", "expected ',' or ']', found '2'", 3),
        (" \n x", "expected a value, found 'x'", 3),
        ("\n[\n", "unexpected end of data", 3),
        ('"\n"', "control character in a string", 1),
        ("nulx", "invalid literal", 3),
        ("01", "invalid number: a leading zero", 0),
        ('["\xe9", 1e999]', "number is beyond the range of a double", 6),
        ("", BLANK if before else EMPTY, 0),
    ):
        source = form(before + text)
        start = (
            len(before) if isinstance(source, str) else len(before.encode())
        )
        error, pos = failed(source, start), len(before) + pos
        assert (error.msg, error.pos, error.doc) == (
            message,
            pos,
            before + text,
        )
        assert error.lineno == (before + text).count("\n", 0, pos) + 1
        assert error.colno == pos - (before + text).rfind("\n", 0, pos)
        assert error.incomplete is (pos == len(before + text))


def test_what_stands_behind(form):
    """Invalid text after a document is an error of the next call."""
    for text in ("[1] x", "1]", '"a"\x01', "{} [", "true nul"):
        source = form(text)
        _, end = loads_next(source)
        with pytest.raises(JSONDecodeError):
            loads(source)
        error = failed(source, end)
        assert error.incomplete is (text[-1] in "[l")


def test_byte_order_mark():
    assert "BOM" in failed("\ufeff1").msg
    assert "BOM" in failed(b"\xef\xbb\xbf1").msg
    for data in ("1 \ufeff2", "1 \ufeff2".encode()):
        value, end = loads_next(data)
        assert (value, end) == (1, 2)
        assert failed(data, end).pos == 2


@pytest.mark.parametrize("kind", BYTES)
def test_pos_inside_a_sequence(kind):
    data = FORMS[kind]('"\u65e5"')
    assert loads_next(data) == ("\u65e5", 5)
    for pos in (2, 3):
        error = failed(data, pos)
        assert error.msg.startswith("expected a value, found ")
        assert error.doc == '"\u65e5"'


@pytest.mark.parametrize(
    "before", [b"\xff", b"\xbf\xbf", b"\xe6\x97", b"\xed\xa0\x80"]
)
def test_no_text_before_pos(before):
    """doc contains U+FFFD for the byte, and the position refers to doc."""
    for text, message in (
        (" x", "expected a value, found 'x'"),
        ("[1 2]", "expected ',' or ']', found '2'"),
    ):
        for kind in (bytes, bytearray, memoryview):
            data = b'["\xc3\xa9' + before + text.encode()
            error = failed(kind(data), len(data) - len(text))
            assert error.msg == message
            assert error.doc == data.decode("utf-8", "replace")
            assert error.doc[error.pos] == message[-2]


# ------------------------------------------------------------------ arguments


def test_signature():
    assert (
        str(inspect.signature(loads_next))
        == "(data, pos=0, /, *, option=None)"
    )
    assert loads_next.__doc__ and "loads_next" in jsonde.__all__


@pytest.mark.parametrize("pos", [None, "0", 0.0, 1.5, [], b"0", object()])
def test_pos_is_no_int(pos, form):
    with pytest.raises(TypeError):
        loads_next(form("1"), pos)


class Int(int):
    pass


@pytest.mark.parametrize(
    "pos", [-1, 2, 3, 2**31, 2**62, 2**63, 2**64, -(2**70)]
)
def test_pos_out_of_range(pos, form):
    for kind in (int, Int):
        with pytest.raises(ValueError) as caught:
            loads_next(form("1"), kind(pos))
        assert type(caught.value) is ValueError
        with pytest.raises(ValueError):
            loads_next(form(""), kind(pos))


def test_pos_is_any_int(form):
    assert loads_next(form("12"), Int(1)) == (2, 2)


@pytest.mark.parametrize(
    "arguments, named",
    [
        ((), {}),
        (("1", 0, None), {}),
        (("1",), {"pos": 0}),
        ((), {"data": "1"}),
        (("1",), {"x": 1}),
        (("1", 0), {"options": 0}),
    ],
)
def test_wrong_call(arguments, named):
    with pytest.raises(TypeError) as caught:
        loads_next(*arguments, **named)
    assert type(caught.value) is TypeError


def test_not_text():
    for value in (1, None, [], object()):
        error = failed(value)
        assert error.doc == "" and error.incomplete is False
        assert error.msg.startswith("input must be str, bytes, or an object")


# ------------------------------------------------------------------ much of it


def test_many_documents(form):
    rows = [
        {"id": i, "name": f"n{i}\xe9", "tags": [i] * 3} for i in range(500)
    ]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    assert all_of(form(text)) == rows


def test_ends_at_each_place_of_a_page():
    size = mmap.PAGESIZE
    pieces = [b"[1]", b'"\xc3\xa9"', b"123456789", b"true", b'{"a":-1.5}']
    with mmap.mmap(-1, 2 * size) as pages, memoryview(pages) as view:
        for piece in pieces:
            for at in range(size - 40, size + 2):
                view[at : at + len(piece)] = piece
                with view[: at + len(piece)] as part:
                    value, end = loads_next(part, at)
                assert value == loads(piece) and end == at + len(piece)


def test_buffers_are_let_go():
    data = bytearray(b"[1] [2 x")
    assert loads_next(data) == ([1], 4)
    failed(data, 4)
    for wrong in (-1, 99, None):
        with pytest.raises((TypeError, ValueError)):
            loads_next(data, wrong)
    data += b"y"  # BufferError while an export exists


def test_random_documents():
    """Whatever follows, the result is a document that begins at pos."""
    writer = Writer(11)
    for _ in range(300):
        text = writer.document()
        text += damaged(writer.document(), writer.random)
        for data in (text, text.encode("utf-8", "surrogatepass")):
            try:
                value, end = loads_next(data)
            except JSONDecodeError:
                continue
            piece = (
                data[:end] if isinstance(data, str) else data[:end].decode()
            )
            assert same(value, standard(piece))
            assert piece.strip(" \t\r\n") == piece.lstrip(" \t\r\n").rstrip()
            assert end == len(data) or data[end : end + 1] not in (" ", b" ")


# --------------------------------------------------------------------- options


def test_options():
    option = options("DECIMAL BIG_INTEGER NAN_LITERAL")
    values = all_of("1.50 NaN 123456789012345678901 -Infinity", option)
    text = "[Decimal('1.50'), nan, 123456789012345678901, -inf]"
    assert repr(values) == text
    for text in ("NaN", "{}NaN"):
        assert failed(text, len(text) - 3).msg == "expected a value, found 'N'"
    repeated = '{"a":1,"b":2} {"a":1,"a":2}'
    error = failed(repeated, 14, options("UNIQUE_KEYS"))
    assert (error.msg, error.pos) == ("repeated key", 21)
    assert loads_next("NaN1", option=options("NAN_LITERAL"))[1] == 3


def test_comments(form):
    """Comments belong to the white space after a document, too."""
    text = "// \u65e5\n[1, /* a */] /* b */ // c\n /**/ [2,] // d"
    source = form(text)
    value, end = loads_next(source, option=OPT_JSONC)
    rest = source[end:] if isinstance(source, str) else bytes(source[end:])
    assert value == [1] and rest in ("[2,] // d", b"[2,] // d")
    assert loads_next(source, end, option=OPT_JSONC) == ([2], len(source))
    assert all_of(source, OPT_JSONC) == [[1], [2]]


def test_wrong_comments_behind(form):
    """They belong to the next document, or to the white space after it."""
    for text, end in (
        *(("[1] /x", 4), ("[1] /**/ /x", 9), ("1/x", 1), ("1 /// 2\n/x", 8)),
        *(("1 2 /*", 2), ("{} [ /*", 3), ('"//" "/*', 5), ("1,]", 1)),
        *(("[1],}", 3), ('{"a":1,},]', 8), ("1 ,/**/]", 2)),
    ):
        assert loads_next(form(text), option=OPT_JSONC)[1] == end


def test_bad_utf8_in_comments_behind():
    for data, end in (
        (b"[1] /* \xff", 4),
        (b"1 // \xe6\x97\n", 2),
        (b"1/*\xff*/", 1),
    ):
        assert loads_next(data, option=OPT_JSONC)[1] == end
        assert (
            failed(data, end, OPT_JSONC).msg == "expected a value, found '/'"
        )


def test_comments_before_pos(form):
    """With a pos inside of a comment, a document must begin there."""
    source = form('/* [1] */ "//" {"a": 2}')
    assert loads_next(source, 3, option=OPT_JSONC) == ([1], 7)
    assert loads_next(source, 10, option=OPT_JSONC) == ("//", 15)
    assert loads_next(source, 15, option=OPT_JSONC) == ({"a": 2}, len(source))
