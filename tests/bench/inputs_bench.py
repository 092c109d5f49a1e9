#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Benchmark of loads() with each kind of input and each option, and of load(). Each
is compared with loads(bytes) and with orjson, interleaved in one process; it prints
minima and medians.

make bench-inputs runs it. docs/benchmarks.md explains the figures.
"""

import json
import mmap
import operator
import os
import random
import tempfile

import cells as documents
import pairs
from pairs import Cell, call

import jsonde

try:
    import orjson
except ImportError:  # no wheel for this Python
    orjson = None

KILOBYTE = 1 << 10
MEGABYTE = 1 << 20
OPTIONS = ("DECIMAL", "BIG_INTEGER", "UNIQUE_KEYS", "NAN_LITERAL", "LONE_SURROGATES")
KEYS = 100_000


def rows(dice, word, size):
    """Returns records of these words with integers, of n bytes."""
    out, length = [], 0
    while length < size:
        row = {
            "id": dice.getrandbits(40),
            "name": word(dice),
            "tags": [word(dice), word(dice)],
            "active": dice.random() < 0.5,
        }
        out.append(row)
        length += len(json.dumps(row, ensure_ascii=False).encode())
    return json.dumps(out, ensure_ascii=False, separators=(",", ":"))


def ascii_word(dice):
    return "".join(dice.choices("abcdefghijklmnopqrstuvwxyz ", k=dice.randint(3, 40)))


def cjk_word(dice):
    return "".join(chr(dice.randint(0x4E00, 0x9FFF)) for _ in range(dice.randint(2, 20)))


def anything(ours, theirs):
    """These two may differ."""
    return True


def mapped(data):
    file = tempfile.TemporaryFile()
    file.write(data)
    file.flush()
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


KINDS = {
    "bytearray": bytearray,
    "memoryview": memoryview,
    "mmap": mapped,
    "str": bytes.decode,
}


def texts():
    """Returns documents by name."""
    dice = random.Random(20240517)
    found = {
        f"{name}, {shown}": rows(dice, word, size).encode()
        for name, word in (("ASCII", ascii_word), ("CJK", cjk_word))
        for shown, size in (
            ("1 kB", KILOBYTE),
            ("100 kB", 100 * KILOBYTE),
            ("1 MB", MEGABYTE),
        )
    }
    folder = os.environ.get("JSONDE_TEST_DATA")
    for name, text in documents.documents(folder) if folder else ():
        found[name] = text.encode()
    return found


def cells_of_inputs(name, data):
    plain = call(jsonde.loads, data)
    if orjson:
        yield Cell(name + ", bytes", plain, call(orjson.loads, data), "orjson, bytes")
    for kind, make in KINDS.items():
        ours = call(jsonde.loads, make(data))
        yield Cell(f"{name}, {kind}", ours, plain, "bytes")
        if orjson:
            yield Cell(f"{name}, {kind}", ours, call(orjson.loads, data), "orjson, bytes")


def cells_of_options(name, data):
    plain = call(jsonde.loads, data)
    for option in OPTIONS:
        bit = getattr(jsonde, "OPT_" + option)
        ours = call(jsonde.loads, data, option=bit)
        # A Decimal differs from the float, and making it takes longer.
        same = operator.eq if option != "DECIMAL" else anything
        yield Cell(f"{name}, OPT_{option}", ours, plain, "no option", same)


def read(path):
    with open(path, "rb") as file:
        return jsonde.loads(file.read())


def cells_of_files(name, data, folder):
    path = os.path.join(folder, name.replace(" ", "_"))
    with open(path, "wb") as file:
        file.write(data)
    yield Cell(name + ", load(path)", call(jsonde.load, path), call(read, path), "open, read")


def crafted(dice):
    """Keys of one length with equal beginnings and ends."""
    return [f"k{'x' * 12}{dice.getrandbits(64):016x}{'y' * 12}" for _ in range(KEYS)]


def cells_of_keys(dice):
    """Many different keys, each in its own object, compared with as many ordinary
    objects, and an object with as many keys."""
    kinds = {
        "random keys": [f"{dice.getrandbits(96):024x}" for _ in range(KEYS)],
        "alike keys": crafted(dice),
    }
    ordinary = [f"name of a member {i:7d}" for i in range(KEYS)]
    beside = call(jsonde.loads, one_each(ordinary))
    for name, keys in kinds.items():
        yield Cell(name, call(jsonde.loads, one_each(keys)), beside, "ordinary keys", anything)
        if orjson:
            text = one_each(keys)
            yield Cell(name, call(jsonde.loads, text), call(orjson.loads, text), "orjson")
            text = json.dumps(dict.fromkeys(keys, 1)).encode()
            yield Cell(name + ", one object", call(jsonde.loads, text), call(orjson.loads, text), "orjson")


def one_each(keys):
    return json.dumps([{key: 1} for key in keys], separators=(",", ":")).encode()


def cells():
    found = texts()
    for name, data in found.items():
        yield from cells_of_inputs(name, data)
    for name, data in found.items():
        yield from cells_of_options(name, data)
    with tempfile.TemporaryDirectory() as folder:
        for name, data in found.items():
            yield from cells_of_files(name, data, folder)
    yield from cells_of_keys(random.Random(20240517))


if __name__ == "__main__":
    pairs.main(__doc__, cells)
