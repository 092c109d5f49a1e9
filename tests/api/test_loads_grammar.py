# SPDX-License-Identifier: MIT
"""Compares loads() with the standard library and orjson: random documents, and
almost valid texts. All accept or all refuse each text, with values equal bit by
bit.

standard.py implements the deliberate differences from the standard library:

- NaN, Infinity and -Infinity are refused.
- Surrogates without their other half are refused, escaped or not.
- Integers of more than 64 bits are the nearest float.
- Numbers outside of the range of a double are refused, not infinite.

This file handles two more:

- Bytes are UTF-8, never UTF-16 or UTF-32, and have no byte order mark. The standard
  library gets the decoded str.
- The limit of depth has other tests.

orjson agrees with loads() in all of these.

JSONDE_EXAMPLES: the number of documents (default: 1,500).
"""

import random

from conftest import examples, optional, same
from grammar import FOREIGN, Writer, damaged, damaged_bytes
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from jsonde import JSONDecodeError, loads
from standard import standard

orjson = optional("orjson")

# test_nearly_documents checks a share of accepted texts, which needs many texts.
EXAMPLES = max(examples(1500, 150), 150)
REFUSED = object()
KINDS = [bytearray, memoryview]
LOOSE = ['"a"', '"b":', "1", "-1.5e3", "[1]", "{}", " ", "\ud83d", *FOREIGN]


def outcome(function, data, error=ValueError):
    try:
        return function(data)
    except error:
        return REFUSED


def agree(a, b):
    return a is b or (REFUSED not in (a, b) and same(a, b))


def decoded(data):
    if isinstance(data, str):
        return data
    return data.decode()  # UnicodeDecodeError is a ValueError


def check(data):
    """Returns a str, or bytes: one form of input for orjson."""
    got = outcome(loads, data, JSONDecodeError)
    want = outcome(lambda d: standard(decoded(d)), data)
    assert agree(got, want), (data, got, want)
    if orjson:
        theirs = outcome(orjson.loads, data)
        assert agree(got, theirs), (data, got, theirs)
    return got


def check_forms(text, kind):
    """All forms of a text have equal values."""
    data = text.encode("utf-8", "surrogatepass")
    got = check(text)
    assert agree(check(data), got)
    assert agree(outcome(loads, kind(data)), got)
    return got


def test_documents():
    writer = Writer(1)
    refused = 0
    for i in range(EXAMPLES // 2):
        got = check_forms(writer.document(), KINDS[i % 2])
        refused += got is REFUSED
    assert refused < EXAMPLES // 20  # numbers that are too large


def test_nearly_documents():
    writer = Writer(2)
    accepted = 0
    for i in range(EXAMPLES):
        text = damaged(writer.document(), writer.random)
        got = check_forms(text, KINDS[i % 2])
        accepted += got is not REFUSED
    assert EXAMPLES // 20 < accepted < EXAMPLES // 2


def test_nearly_utf8():
    writer = Writer(3)
    for _ in range(EXAMPLES // 2):
        data = writer.document().encode()
        check(damaged_bytes(data, writer.random))


def test_tokens_in_any_order():
    numbers = random.Random(4)
    for i in range(EXAMPLES):
        count = numbers.randrange(1, 7)
        text = "".join(numbers.choice(LOOSE) for _ in range(count))
        check_forms(text, KINDS[i % 2])
        check_forms(f"[{text}]", KINDS[i % 2])
        check_forms(f'"{text}"', KINDS[i % 2])


# ----------------------------------------------------------------- hypothesis

SPACES = st.text(" \t\n\r", max_size=2)
TOKENS = st.one_of(
    st.sampled_from(
        ["true", "false", "null", '"', "0", "-0", "1e5", "\\u00e9"]
    ),
    st.sampled_from(["\\ud83d\\ude00", *FOREIGN]),
    st.from_regex(
        r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
        fullmatch=True,
    ),
    st.text(max_size=5).map(lambda s: f'"{s}"'),
)


def containers(inner):
    spaced = st.tuples(SPACES, inner, SPACES).map("".join)
    items = st.lists(spaced, max_size=4).map(",".join)
    members = st.lists(
        st.tuples(SPACES, TOKENS, SPACES, spaced).map(
            lambda parts: "%s%s%s:%s" % parts
        ),
        max_size=4,
    ).map(",".join)
    return items.map("[{}]".format) | members.map(lambda s: "{%s}" % s)


TEXTS = st.recursive(TOKENS, containers, max_leaves=10)
QUICK = settings(
    max_examples=max(EXAMPLES // 30, 20),
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)


@QUICK
@given(TEXTS, st.sampled_from(KINDS))
@example('{"a":1,"a":2,"b":3,"a":4}', bytearray)
def test_any_text(text, kind):
    check_forms(text, kind)


@QUICK
@given(st.binary(max_size=8), TEXTS, st.integers(0, 30))
def test_any_bytes(some, text, at):
    data = text.encode("utf-8", "surrogatepass")
    check(data[:at] + some + data[at:])
