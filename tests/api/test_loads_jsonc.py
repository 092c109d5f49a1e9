# SPDX-License-Identifier: MIT
"""OPT_JSONC: comments between tokens, and trailing commas."""

import itertools
import json
import random
import re

import pytest
from conftest import FORMS, error_of, same
from grammar import Writer
from jsonde import (
    OPT_BIG_INTEGER,
    OPT_DECIMAL,
    OPT_JSONC,
    OPT_LONE_SURROGATES,
    OPT_NAN_LITERAL,
    OPT_UNIQUE_KEYS,
    JSONDecodeError,
    loads,
)
from standard import standard

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}:,]|[^][{}:,"\s]+')
COMMENTS = [
    *("//\n", "// a\n", '//// [1, "\n', "// /*\n", "//\\\n", "//\r\n"),
    *("/**/", "/***/", "/****/", "/* a */", "/* // */", "/* /* */", "/*/*/"),
    *('/* " */', "/*\n*/", "/* * / ** \\*/", "/*,*/", "/*]}*/", "//,\n//]\n"),
    *("/**//**/", " /* */ \t// ,\n ", "/*" + "*x/" * 30 + "*/"),
    *("// \xe9\n", "/* \u65e5 */", "/*\U0001f600*/", "//\x00\x1f\x7f\n"),
]
DOCUMENT = (
    '{"a": [1, -2.5e3, true, false, null, [], {}, "//", "/*", "*/", ",]"],'
    '"//\\"": {"/* \\\\": "", "\xe9": ["\u65e5", {"b": "\U0001f600 // "}]}}'
)
VALUE = json.loads(DOCUMENT)


def jsonc(source, more=0):
    return loads(source, option=OPT_JSONC | more)


def check(text, want):
    """Checks the value with the option, from each form of input, and the error
    without it."""
    for form in FORMS.values():
        source = form(text)
        assert same(jsonc(source), want), text
        with pytest.raises(JSONDecodeError):
            loads(source)
        if not isinstance(source, str):
            assert bytes(source) == text.encode()


# ------------------------------------------------------------------- comments


@pytest.mark.parametrize("comment", COMMENTS, ids=ascii)
def test_comment_between_all_tokens(comment):
    check(comment.join(["", *TOKEN.findall(DOCUMENT), ""]), VALUE)
    check(comment + DOCUMENT, VALUE)
    check(DOCUMENT + comment, VALUE)
    check(DOCUMENT + comment.rstrip("\n"), VALUE)
    for text in ("1", "-0.5", "1e5", "true", "null", '""', "[]", "{}"):
        check(text + comment, json.loads(text))
        check(comment + text + comment + comment, json.loads(text))
        check(f"[{text}{comment}]", [json.loads(text)])
        check(f'{{"a":{text}{comment}}}', {"a": json.loads(text)})
    check(f"[{comment}]", [])
    check(f"{{{comment}}}", {})


def test_comment_at_each_place():
    """Comments that begin, end or lie inside of SIMD blocks and pages."""
    for before, inside in itertools.product(range(70), (0, 1, 28, 29, 30, 31)):
        for comment in (
            "/*" + "*" * inside + "*/",
            "//" + '"' * inside + "\n",
        ):
            text = f'["{"x" * before}", {comment}"//{"y" * inside}"]'
            want = ["x" * before, "//" + "y" * inside]
            assert same(jsonc(text), want)
            assert same(jsonc(text.encode()), want)
            assert same(jsonc(" " * before + comment + "1"), 1)


@pytest.mark.parametrize("wide", ["x", "\xe9", "\u65e5", "\U0001f600"])
def test_long_comments(wide):
    for n in (1000, 4090, 4096, 20000):
        check(f"/*{wide * n}*/[1, // {wide * n}\n2]// {wide * n}", [1, 2])
        check(
            f'["{wide * n}" /**/, "//{wide * n}*/"]',
            [wide * n, f"//{wide * n}*/"],
        )


def test_strings_stay():
    for inside in (
        "//",
        "/*",
        "*/",
        "/**/",
        "// \\n",
        ",]",
        ",}",
        '\\"//',
        "\\\\",
    ):
        for start, end in (("[", "]"), ('{"a":', "}"), ("", "")):
            text = f'{start}"{inside}"{end}'
            want = json.loads(text)
            for form in FORMS.values():
                assert same(jsonc(form(text)), want)
            check(f"{text} // {inside}", want)
        check(f'{{"{inside}":1,}}', {json.loads(f'"{inside}"'): 1})


def test_comments_in_random_documents():
    writer = Writer(9)
    numbers = random.Random(10)
    for _ in range(150):
        text = writer.document()
        try:
            want = standard(text)
        except ValueError:
            continue
        pieces, last = [], ""
        for token in TOKEN.findall(text):
            if token in "]}" and last not in "[{":
                pieces.append(numbers.choice(("", ",")))
            pieces += [token, numbers.choice(("", "", "", *COMMENTS))]
            last = token
        for form in FORMS.values():
            assert same(jsonc(form("".join(pieces))), want), pieces


@pytest.mark.parametrize(
    "text",
    [
        *(
            "/",
            "/ /1",
            "/ **/1",
            "//1",
            "/*1",
            "/*1*",
            "/*/",
            "/*/1",
            "1/",
            "1 /",
        ),
        *(
            "[/]",
            "[1/]",
            "[1,/]",
            "[1 / 2]",
            "*/1",
            "1*/",
            "/**/",
            "//",
            "/**//",
        ),
        *(
            "1 /*",
            "1/**",
            "[1 /* ]",
            '{"a" /: 1}',
            "# a\n1",
            "1 # a",
            "<!-- -->1",
        ),
        *("[1/**/2]", "1/**/2", "-/**/1", "1/**/.5", "1./**/5", "1e/**/5"),
        *(
            "tr/**/ue",
            "t//\nrue",
            "/**/\x0c1",
            "/**/\ufeff1",
            "{/**/a:1}",
            "--1",
        ),
        *(
            '"a"/**/"b"',
            '["a"/**/"b"]',
            '"a" //\n"b"',
            '"\\u00/**/e9"',
            "/**/]",
        ),
    ],
)
def test_refused(text):
    for form in FORMS.values():
        error_of(form(text), OPT_JSONC)
        error_of(form(f'/**/ {{"\u65e5": {text}'), OPT_JSONC)


# --------------------------------------------------------------------- commas

COMMAS = [
    ("[1,]", [1]),
    ("[1 , ]", [1]),
    ("[[],]", [[]]),
    ("[[1,],[2,],]", [[1], [2]]),
    ("[{},]", [{}]),
    ('["a",]', ["a"]),
    ('[",]",]', [",]"]),
    ("[true,\n]", [True]),
    ("[1,/**/]", [1]),
    ("[1/**/,]", [1]),
    ("[1,//\n//\n]", [1]),
    ('{"a":1,}', {"a": 1}),
    ('{"a":1 ,\t}', {"a": 1}),
    ('{"a":{"b":[1,],},}', {"a": {"b": [1]}}),
    ('{"a":",}",}', {"a": ",}"}),
    ('{",}":1,/* , */}', {",}": 1}),
    ('{"a":1,"a":2,}', {"a": 2}),
]


@pytest.mark.parametrize("text, want", COMMAS)
def test_last_comma(text, want):
    check(text, want)
    for wide in ("\xe9", "\u65e5", "\U0001f600"):
        check(f'["{wide * 40}", {text}, "{wide}",]', [wide * 40, want, wide])


@pytest.mark.parametrize(
    "text",
    [
        *("[,]", "[ , ]", "{,}", "[1,,]", "[1, ,]", "[,1]", "[,1,]", "[1,,2]"),
        *(
            '{"a":,}',
            '{"a":1,,}',
            '{,"a":1}',
            '{"a",}',
            '{"a",:1}',
            '{"a":1,2,}',
        ),
        *("1,", "[],", ",", ",1", "{},", "[1,}", '{"a":1,]', "[1,", '{"a":1,'),
        *("[[,],]", "[{,}]", '{"a":[,]}', "[1,]]", "[1,],", '{"a":1,},'),
        *(
            "[/**/,]",
            "[,/**/]",
            "[1,/**/,]",
            "{/**/,}",
            '{"a":/**/,}',
            "[1,//]",
        ),
    ],
)
def test_comma_refused(text):
    for form in FORMS.values():
        error_of(form(text), OPT_JSONC)
        error_of(form(f'{{"\u65e5":{text}'), OPT_JSONC)


def test_deep():
    n = 1024
    value = jsonc("[" * n + "1" + ",/**/]" * n)
    for _ in range(n):
        (value,) = value
    assert value == 1
    assert error_of("/**/[" * 1025, OPT_JSONC)[1] == 1025 * 5 - 1


# ------------------------------------------------------------------- together


def test_with_other_options():
    text = '{"a": [1.50, /* NaN */ NaN, 123456789012345678901,], // "a": 1\n}'
    option = OPT_DECIMAL | OPT_BIG_INTEGER | OPT_NAN_LITERAL | OPT_UNIQUE_KEYS
    want = json.loads(text.replace("/* NaN */", "").split(",]")[0] + "]}")
    got = jsonc(text, option)
    assert got["a"][2] == want["a"][2] == 123456789012345678901
    assert (
        repr(got["a"][0]) == "Decimal('1.50')" and got["a"][1] != got["a"][1]
    )
    repeated = '{"a": 1, // "b"\n "b": 2, /* "b": 3 */ "\\u0062": 4,}'
    assert error_of(repeated, OPT_JSONC | OPT_UNIQUE_KEYS) == (
        "repeated key",
        repeated.index('"\\u'),
    )
    assert jsonc(repeated) == {"a": 1, "b": 4}


def test_lone_surrogates_in_comments():
    """With the option, comments in a str may contain lone surrogates."""
    for comment in (
        "// \ud800\n",
        "/*\udc00*/",
        "/* \u65e5\ud83d\U0001f600 */",
    ):
        for text in (f"{comment}[1]", f"[1,{comment}]", f"[1]{comment}"):
            assert jsonc(text, OPT_LONE_SURROGATES) == [1]
            error_of(text, OPT_JSONC)
            with pytest.raises(JSONDecodeError):
                jsonc(
                    text.encode("utf-8", "surrogatepass"), OPT_LONE_SURROGATES
                )


def test_position_behind_comments():
    for comment in COMMENTS:
        text = f'[1, {comment} 2,\n {comment} "x" {comment} "\xe9" x'
        for form in FORMS.values():
            with pytest.raises(JSONDecodeError) as caught:
                jsonc(form(text))
            error = caught.value
            assert error.pos == text.rindex('"\xe9"') and error.doc == text
            assert error.lineno == text.count("\n", 0, error.pos) + 1


def test_documents_keep_their_bytes():
    """Only the copy without comments is allocated, and it is freed afterwards."""
    source = bytearray(b'[1, /* x */ "/* y */", 2,] // z')
    before = bytes(source)
    for _ in range(3):
        assert jsonc(source) == [1, "/* y */", 2]
        assert source == before
        source.append(32)
        before += b" "
