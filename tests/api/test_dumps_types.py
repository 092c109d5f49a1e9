# SPDX-License-Identifier: MIT
"""Each type that dumps() knows, without options and with each relevant option: its
JSON, or the error."""

import array
import decimal
import functools
import uuid

import jsonde
import pytest
from conftest import check_dumps, child_output, options, refused


class Str(str):
    pass


class Bytes(bytes):
    pass


class Money(decimal.Decimal):
    pass


class Uuid(uuid.UUID):
    pass


class Fragment(jsonde.Fragment):
    pass


def released():
    view = memoryview(b"a")
    view.release()
    return view


BYTES = "BYTES_BASE64", "BYTES_BASE64URL", "BYTES_HEX", "BYTES_UTF8"
LIST = "SERIALIZE_COLLECTIONS"
ID = "7202d115-7ff3-4c81-a7c1-2a1f067b1ece"

# (function that makes a value, {options: JSON or the message of the error}).
TABLE = [
    (lambda: uuid.UUID(ID), {"": f'"{ID}"', "SERIALIZE_UUID": f'"{ID}"'}),
    (lambda: uuid.UUID(int=0), {"": f'"{"0" * 8}-0000-0000-0000-{"0" * 12}"'}),
    (lambda: Uuid(ID), {"": refused("Uuid")}),
    *(
        (
            functools.partial(kind, text),
            {
                "": refused(name),
                LIST: refused(name),
                "DECIMAL": text,
                "DECIMAL_STR": f'"{text}"',
            },
        )
        for kind, name in (
            (decimal.Decimal, "decimal.Decimal"),
            (Money, "Money"),
        )
        for text in ("1.10", "-0", "0E-10", "1E+400", "9" * 50, "-1.5E-7")
    ),
    *(
        (
            functools.partial(decimal.Decimal, text),
            {
                "DECIMAL": "null",
                "DECIMAL_STR": f'"{text}"',
                "DECIMAL NAN_LITERAL": literal,
                "DECIMAL NAN_ERROR": "NaN and infinities are not JSON",
            },
        )
        for text, literal in (
            ("NaN", "NaN"),
            ("sNaN", "NaN"),
            ("Infinity", "Infinity"),
            ("-Infinity", "-Infinity"),
        )
    ),
    (lambda: jsonde.Fragment(b'{"a" : 1}'), {"": '{"a" : 1}'}),
    (lambda: jsonde.Fragment('["\u20ac"]'), {"": '["\u20ac"]'}),
    (lambda: jsonde.Fragment(bytearray(b"[ ]")), {"": "[ ]"}),
    (lambda: jsonde.Fragment(memoryview(b"#1#")[1:2]), {"": "1"}),
    (lambda: jsonde.Fragment(array.array("B", b"12")), {"": "12"}),
    (lambda: jsonde.Fragment(Str("1")), {"": "1"}),
    (lambda: Fragment(b"1"), {"": refused("Fragment")}),
    *(
        (
            functools.partial(jsonde.Fragment, contents),
            {
                "": "jsonde.Fragment's content is not of type bytes or str, "
                "and no contiguous buffer"
            },
        )
        for contents in (None, 1, [], memoryview(b"abcd")[::2], released())
    ),
    (
        lambda: jsonde.Fragment("\ud800"),
        {"": "str is not valid UTF-8: surrogates not allowed"},
    ),
    *(
        (
            make,
            {
                "": refused(name),
                LIST: refused(name),
                "BYTES_BASE64": '"+/9hYg=="',
                "BYTES_BASE64URL": '"-_9hYg=="',
                "BYTES_HEX": '"fbff6162"',
                "BYTES_UTF8": "bytes are not valid UTF-8",
            },
        )
        for make, name in (
            (lambda: b"\xfb\xffab", "bytes"),
            (lambda: Bytes(b"\xfb\xffab"), "Bytes"),
            (lambda: bytearray(b"\xfb\xffab"), "bytearray"),
            (lambda: memoryview(b"#\xfb\xffab#")[1:-1], "memoryview"),
            (lambda: memoryview(b"\xfb\xffab").cast("c"), "memoryview"),
            (lambda: memoryview(b"\xfb\xffab").cast("b"), "memoryview"),
        )
    ),
    (lambda: b"", dict.fromkeys(BYTES, '""')),
    (lambda: '\u20ac"\n'.encode(), {"BYTES_UTF8": '"\u20ac\\"\\n"'}),
    (
        lambda: memoryview(array.array("d", [1.5])),
        dict.fromkeys(("", *BYTES), refused("memoryview")),
    ),
    (
        lambda: memoryview(b"abcd")[::2],
        dict.fromkeys(BYTES, "a buffer cannot be read"),
    ),
]


@pytest.mark.parametrize("make, rows", TABLE)
def test_type(make, rows):
    for names, expected in rows.items():
        check_dumps(make, options(names), expected)


def test_released_memoryview():
    for name in BYTES:
        with pytest.raises(ValueError, match="released memoryview") as caught:
            jsonde.dumps([released()], None, options(name))
        assert caught.type is ValueError


FIRST = """
import {module}, jsonde
print(jsonde.dumps({made}, option={option}).decode())
"""


@pytest.mark.parametrize(
    "module, made, option, expected",
    [
        ("jsonde", "jsonde.Fragment('[]')", 0, "[]"),
        ("uuid", f"uuid.UUID('{ID}')", 0, f'"{ID}"'),
        ("datetime", "datetime.date(1, 1, 1)", 0, '"0001-01-01"'),
        ("decimal", "decimal.Decimal(1)", jsonde.OPT_DECIMAL, "1"),
        ("enum", "enum.IntEnum('E', 'A').A", 0, "1"),
        ("types", "iter([1])", options(LIST), "[1]"),
    ],
)
def test_first_of_a_process(module, made, option, expected):
    program = FIRST.format(module=module, made=made, option=option)
    assert child_output(program) == expected + "\n"
