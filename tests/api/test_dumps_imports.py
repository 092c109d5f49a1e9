# SPDX-License-Identifier: MIT
"""Each option works in a process that has imported only jsonde and the modules of
the value. No option depends on an import by others."""

import jsonde
import pytest
from conftest import forked_output

NUMPY = "import numpy"
C_DATETIME = "import _datetime as t; d = t.datetime(2024, 1, 2, 3, 4, 5, 678901)"
UTC = C_DATETIME + "; d = d.replace(tzinfo=t.timezone(t.timedelta()))"
ENUM = "import enum; E = enum.Enum('E', 'A')"

# option of dumps(): (statements, value, JSON)
DUMPS = {
    "APPEND_NEWLINE": ("", "[]", "[]\n"),
    "BIG_INTEGER": ("", "1 << 70", "1180591620717411303424"),
    "BUFFER_BASE64": (
        "import array",
        "array.array('h', [1])",
        '{"dtype":"<i2","shape":[1],"data":"AQA="}',
    ),
    "BYTES_BASE64": ("", "b'\\xff'", '"/w=="'),
    "BYTES_BASE64URL": ("", "bytearray(b'\\xff')", '"_w=="'),
    "BYTES_HEX": ("import mmap", "mmap.mmap(-1, 1)", '"00"'),
    "BYTES_NUMBERS": ("", "b'ab'", "[97,98]"),
    "BYTES_UTF8": ("", "memoryview(b'a')", '"a"'),
    "CANONICAL": ("", "{'b': 1.0, 'a': 2}", '{"a":2,"b":1}'),
    "DECIMAL": ("import _decimal", "_decimal.Decimal('1.50')", "1.50"),
    "DECIMAL_STR": ("import _pydecimal", "_pydecimal.Decimal('1.50')", '"1.50"'),
    "ENSURE_ASCII": ("", "'\\xe9'", '"\\u00e9"'),
    "ENUM_NAME": (ENUM, "E.A", '"A"'),
    "EPOCH_MILLISECONDS": (UTC, "d", "1704164645678"),
    "EPOCH_SECONDS": (UTC, "d", "1704164645"),
    "HTML_SAFE": ("", "'<'", '"\\u003c"'),
    "INDENT_2": ("", "[1]", "[\n  1\n]"),
    "LONE_SURROGATES": ("", "'\\ud800'", '"\\ud800"'),
    "MILLISECONDS": (C_DATETIME, "d", '"2024-01-02T03:04:05.678"'),
    "NAIVE_UTC": (C_DATETIME, "d", '"2024-01-02T03:04:05.678901+00:00"'),
    "NAN_ERROR": ("", "1.0", "1.0"),
    "NAN_LITERAL": ("", "float('nan')", "NaN"),
    "NON_STR_KEYS": (C_DATETIME, "{d.date(): 1}", '{"2024-01-02":1}'),
    "OMIT_MICROSECONDS": (C_DATETIME, "d.time()", '"03:04:05"'),
    "PASSTHROUGH_DATACLASS": (
        "import dataclasses as m; D = m.make_dataclass('D', 'a')",
        "D(1)",
        '"default"',
    ),
    "PASSTHROUGH_DATETIME": (C_DATETIME, "d", '"default"'),
    "PASSTHROUGH_ENUM": (ENUM, "E.A", '"default"'),
    "PASSTHROUGH_SUBCLASS": ("class L(list): pass", "L()", '"default"'),
    "SERIALIZE_BUFFER": ("import array", "array.array('h', [1])", "[1]"),
    "SERIALIZE_COLLECTIONS": (
        "",
        "[{1}, frozenset([1]), range(2), {1: 2}.keys(), iter([1])]",
        "[[1],[1],[0,1],[1],[1]]",
    ),
    "SERIALIZE_DATACLASS": (
        "import dataclasses as m; D = m.make_dataclass('D', 'a')",
        "D(1)",
        '{"a":1}',
    ),
    "SERIALIZE_NAMEDTUPLE": (
        "N = type('N', (tuple,), {'_fields': ('a',)})",
        "N([1])",
        '{"a":1}',
    ),
    "SERIALIZE_NUMPY": (NUMPY, "numpy.arange(2)", "[0,1]"),
    "SERIALIZE_SUBCLASSES": (
        C_DATETIME + "\nclass Date(t.date): pass",
        "Date(2024, 1, 2)",
        '"2024-01-02"',
    ),
    "SERIALIZE_TIMEDELTA": (C_DATETIME, "t.timedelta(1)", '"P1D"'),
    "SERIALIZE_UUID": (
        "import uuid",
        "uuid.UUID(int=1)",
        '"00000000-0000-0000-0000-000000000001"',
    ),
    "SKIP_NONE": ("", "{'a': None}", "{}"),
    "SORT_KEYS": ("", "{'b': 1, 'a': 2}", '{"a":2,"b":1}'),
    "STRICT_INTEGER": ("", "1", "1"),
    "UTC_Z": (UTC, "d", '"2024-01-02T03:04:05.678901Z"'),
}

# option of loads(): (JSON, repr() of the value)
LOADS = {
    "BIG_INTEGER": ("1180591620717411303424", "1180591620717411303424"),
    "BUFFER_BASE64": ('{"dtype":"|u1","shape":[1],"data":"YQ=="}', "<memory at"),
    "DECIMAL": ("1.50", "Decimal('1.50')"),
    "JSONC": ("[1,/**/]", "[1]"),
    "LONE_SURROGATES": ('"\\ud800"', "'\\ud800'"),
    "NAN_LITERAL": ("[NaN]", "[nan]"),
    "UNIQUE_KEYS": ('{"a":1}', "{'a': 1}"),
}

WRITE = """
import sys
import jsonde
exec(sys.argv[2])
print(jsonde.dumps_str(
    eval(sys.argv[3]),
    default=lambda o: "default",
    option=getattr(jsonde, sys.argv[1]),
), end="")
"""

READ = """
import sys
import jsonde
print(repr(jsonde.loads(sys.argv[2], option=getattr(jsonde, sys.argv[1]))), end="")
"""


def test_every_option_has_a_row():
    options = {name for name in dir(jsonde) if name.startswith("OPT_")}
    assert {"OPT_" + name for name in [*DUMPS, *LOADS]} == options


@pytest.mark.parametrize("option", DUMPS)
def test_dumps(option):
    statements, value, json = DUMPS[option]
    if statements == NUMPY:
        pytest.importorskip("numpy")
    arguments = ["OPT_" + option, statements, value]
    assert forked_output(WRITE, *arguments) == json


@pytest.mark.parametrize("option", LOADS)
def test_loads(option):
    json, value = LOADS[option]
    output = forked_output(READ, "OPT_" + option, json)
    assert output.startswith(value)
