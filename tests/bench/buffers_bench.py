#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Buffers of numbers: loads_array() beside numpy.array(orjson.loads()), and
beside a copy of the text; in one process, interleaved; minima and medians.

make bench-buffers runs it; docs/benchmarks.md tells how to read it. Each of
GROUPS makes cells: a new kind of rows is a new function there.
"""

import json
import os
import pathlib
import random

import pairs
from pairs import Cell, call

import jsonde

try:
    import numpy
    import orjson
except ImportError:  # no wheel for this Python
    numpy = orjson = None

ITEMS = 1_000_000


def dense(value):
    return json.dumps(value, separators=(",", ":")).encode()


def coordinates(folder):
    """All pairs of canada.json, in one list."""
    document = json.loads(pathlib.Path(folder, "canada.json").read_bytes())
    return [
        pair
        for feature in document["features"]
        for ring in feature["geometry"]["coordinates"]
        for pair in ring
    ]


def arrays():
    """Name, text and format of each."""
    dice = random.Random(20240517)
    reals = [dice.random() for _ in range(ITEMS)]
    yield "reals in [0,1), d", dense(reals), "d"
    yield "reals in [0,1), f", dense(reals), "f"
    yield "reals in [0,1), e", dense(reals), "e"
    folder = os.environ.get("JSONDE_TEST_DATA")
    if folder:
        yield "canada, pairs, d", dense(coordinates(folder)), "d"
    rows = [[round(dice.uniform(0, 100), 3) for _ in range(10)] for _ in range(ITEMS // 10)]
    yield "rows of 10, three decimals, d", dense(rows), "d"
    yield "the same, indented, d", json.dumps(rows, indent=2).encode(), "d"
    yield "integers below 10^9, q", dense([dice.randrange(-(10**9), 10**9) for _ in reals]), "q"
    yield "bytes, B", dense([dice.randrange(256) for _ in reals]), "B"
    yield "words, ?", dense([dice.random() < 0.5 for _ in reals]), "?"


def same_array(ours, theirs):
    """Also of the shape that is left when a buffer was filled."""
    if isinstance(ours, tuple):
        return ours == theirs.shape
    return numpy.array_equal(numpy.asarray(ours), theirs)


def anything(ours, theirs):
    return True


def copied(text):
    return bytes(memoryview(text)[1:])


def cells_of_loads():
    for name, text, format in arrays():
        name = f"{name}, {len(text) / 1e6:.1f} MB"
        ours = call(jsonde.loads_array, text, format)
        if numpy is not None:
            theirs = call(lambda t, f: numpy.array(orjson.loads(t), f), text, format)
            yield Cell(name, ours, theirs, "numpy.array(orjson.loads)", same_array)
            room = numpy.asarray(ours()).copy()
            filled = call(jsonde.loads_array, text, format, into=room)
            yield Cell(name + ", into", filled, theirs, "numpy.array(orjson.loads)", same_array)
        yield Cell(name, ours, call(copied, text), "a copy of the text", anything)


def cells_of_pointers():
    values = [i / 7 for i in range(ITEMS // 10)]
    text = dense({"rest": values, "n": values})
    ours = call(jsonde.loads_array, text, pointer="/n")
    yield Cell("pointer behind as much, d", ours, call(jsonde.loads, text), "loads", anything)


GROUPS = (cells_of_loads, cells_of_pointers)


def cells():
    for group in GROUPS:
        yield from group()


if __name__ == "__main__":
    pairs.main(__doc__, cells)
