# SPDX-License-Identifier: MIT
"""Very many different keys, random and colliding ones. Each document is decoded
correctly, and the caches of loads() stay small.

JSONDE_EXAMPLES: the number of keys (default: 100,000).
"""

import gc
import itertools
import json
import os
import random
import sys

import pytest
from conftest import PUBLIC, SLOW, examples, options
from jsonde import OPT_UNIQUE_KEYS, loads

EXAMPLES = examples(100000, 10000)
STATM = "/proc/self/statm"


def text_of(pairs):
    """Returns an object of keys that need no escapes."""
    return "{%s}" % ",".join(f'"{key}":{value}' for key, value in pairs)


def check(keys, per_object):
    """Yields objects of a number of keys each, in order and shuffled."""
    numbers = random.Random(len(keys))
    for order in (keys, numbers.sample(keys, len(keys))):
        rows = [
            dict(zip(order[i : i + per_object], range(i, i + per_object)))
            for i in range(0, len(order), per_object)
        ]
        text = "[%s]" % ",".join(text_of(row.items()) for row in rows)
        assert loads(text.encode()) == rows
        assert loads(text, option=OPT_UNIQUE_KEYS) == rows


# --------------------------------------------------------------- random keys

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_- .:/{}[],'"
WIDE = LETTERS + "\xe9\xff\u0416\u65e5\uffff\U0001f600\x7f\x80"


def random_keys(count, letters, seed):
    numbers = random.Random(seed)
    lengths = [*range(1, 80), 5, 6, 7, 8, 9, 10, 11, 12] * 2
    made = {}
    while len(made) < count:
        length = numbers.choice(lengths)
        number = numbers.getrandbits(40)
        made["".join(numbers.choices(letters, k=length)) + str(number)] = 1
    return list(made)


@pytest.mark.parametrize("per_object", [1, 10, 1000, 10**9])
@pytest.mark.parametrize("letters", [LETTERS, WIDE], ids=["ascii", "wide"])
def test_random_keys(letters, per_object):
    check(random_keys(EXAMPLES // 20, letters, per_object), per_object)


def test_numbered_keys():
    check([f"key{i}" for i in range(EXAMPLES)], 10**9)


# --------------------------------------------------------------- crafted keys


def combinations(*choices):
    keys = [""]
    for some in choices:
        keys = [key + piece for key in keys for piece in some]
    return keys


def thirds(n):
    return [format(i, "03x") for i in range(n)]


CRAFTED = {
    "one byte": combinations(LETTERS, LETTERS),
    "last byte of a word": combinations(thirds(16), ["aaaa"], LETTERS),
    "first byte of a word": combinations(
        ["a" * 8], LETTERS, ["b" * 7, "c" * 9]
    ),
    "middle word": combinations(["k" * 8], thirds(600), ["xxxxx" + "k" * 16]),
    "last byte of forty": combinations(
        ["k" * 36], thirds(500), ["a", "b", "cc"]
    ),
    "last byte of sixty-three": combinations(
        ["k" * 59], thirds(500), ["a", "bb"]
    ),
    "length": ["a" * n for n in range(1500)],
    "length of zeros": ["0" * n for n in range(1, 1500)],
    "order of words": combinations(*[["abcdefgh", "ijklmnop"]] * 5),
    "top bits": combinations(*[["AAAAAAA" + c for c in "AaQq1!"]] * 4),
    "low bits": combinations(*[[c + "AAAAAAA" for c in "AaQq1!"]] * 4),
    "alike in other forms": combinations(
        "\xe9\xc3\xa9\u0161a\u0100\U00010061", thirds(300)
    ),
    "surrogates' neighbours": combinations(
        "\ud7ff\ue000\uffff\U00010000\U0010ffff", thirds(300)
    ),
}


@pytest.mark.parametrize("kind", CRAFTED)
def test_crafted_keys(kind):
    keys = CRAFTED[kind]
    assert len(set(keys)) == len(keys)
    for per_object in (1, 30, 10**9):
        check(keys, per_object)


def test_keys_with_escapes():
    """Keys of zeros, which fill whole words, and keys that differ only in escapes."""
    keys = ["\0" * n for n in range(1, 40)]
    keys += ["a" + "\0" * n for n in range(40)]
    keys += ["\0" * n + "a" for n in range(1, 40)]
    keys += [c * n for c in '"\\\n/\x1f\x7f' for n in range(1, 40)]
    for text in (
        *(
            json.dumps(dict.fromkeys(keys, 1)),
            json.dumps([{k: 1} for k in keys]),
        ),
        json.dumps([dict.fromkeys(keys[i:], i) for i in range(0, 200, 7)]),
    ):
        for source in (text, text.encode()):
            for name in ("", "UNIQUE_KEYS", "JSONC"):
                assert loads(source, option=options(name)) == json.loads(text)


MASK = 2**64 - 1
PRIME = 0x9E3779B97F4A7C15


def slot(seed, key):
    """Returns the hash of dec/keycache.c for a key of up to 15 bytes. Its secret
    comes from Python's hashes, so that an attacker does not know it."""
    state = seed ^ len(key) * 0x6A09E667F3BCC909 & MASK
    for i in range(0, len(key) // 8 * 8 + 1, 8):
        word = int.from_bytes(key[i : i + 8], "little")
        state = (state ^ word) * PRIME & MASK
        state ^= state >> 29
    return (state * 0x6A09E667F3BCC909 & MASK) >> 32 & 1023


def test_keys_of_one_slot():
    seed = hash("the seed of jsonde's key cache") * PRIME & MASK
    colliding = (
        key
        for key in map("k{}".format, itertools.count())
        if slot(seed, key.encode()) == 7
    )
    keys = list(itertools.islice(colliding, max(EXAMPLES // 2500, 5)))
    for per_object in (1, 7, 10**9):
        check(keys, per_object)


# --------------------------------------------------------------------- memory


def held():
    """Returns the blocks of Python's allocator and the kilobytes of the process."""
    gc.collect()
    with open(STATM, encoding="ascii") as file:
        pages = int(file.read().split()[1])
    return sys.getallocatedblocks(), pages * os.sysconf("SC_PAGE_SIZE") // 1024


def flood(number):
    """Returns a document of 20,000 new keys, in objects of 1 to 50."""
    pairs = ((f"{number}_{i}_{'x' * (i % 41)}", i) for i in range(20000))
    rows, row = [], []
    for pair in pairs:
        row.append(pair)
        if len(row) > len(rows) % 50:
            rows.append(text_of(row))
            row = []
    return "[%s]" % ",".join(rows)


@pytest.mark.skipif(not os.path.exists(STATM), reason="no /proc/self/statm")
def test_memory_stays_bounded():
    """4,096 shape nodes with a dict take several blocks each; 1,024 cached keys
    take one block each."""
    rounds = max(EXAMPLES // 20000, 2)
    for number in range(3):
        loads(flood(number))
    blocks, size = held()
    for number in range(3, 3 + rounds):
        text = flood(number)
        loads(text)
        loads(text.encode())
        del text
    more_blocks, more_size = held()
    assert more_blocks - blocks < 25000
    if not SLOW and not PUBLIC:
        assert more_size - size < 16 * 1024
