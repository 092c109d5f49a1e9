#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Benchmark of buffers of numbers: dumps() and loads_array(), compared with orjson and
ssrjson with numpy and with copies of equal bytes, interleaved in one process.

make bench-buffers runs it. docs/benchmarks.md explains the figures. Each function
of ONE_THREAD and ALL_THREADS makes cells; a new group is a new function. There are
two tables: one of a process with JSONDE_THREADS=1, one of a process in which jsonde
may use all processors. A third process repeats the small views without their
mirror, which shows the gain of reading in place.
"""

import array
import json
import os
import pathlib
import random
import subprocess
import sys

import array_shapes
import pairs
from pairs import Cell, call

import jsonde

try:
    import numpy
    import orjson
except ImportError:  # no wheel for this Python
    numpy = orjson = None
try:
    import ssrjson
except ImportError:
    ssrjson = None

ITEMS = 1_000_000


def dense(value):
    return json.dumps(value, separators=(",", ":")).encode()


def coordinates(folder):
    """All pairs of canada.json in one list."""
    document = json.loads(pathlib.Path(folder, "canada.json").read_bytes())
    return [
        pair
        for feature in document["features"]
        for ring in feature["geometry"]["coordinates"]
        for pair in ring
    ]


def arrays():
    """(name, text, format)."""
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
    """Also with the shape that a filled buffer returns."""
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


def features(dice, lengths):
    """GeoJSON of lines with so many points each."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": i,
                "properties": {"name": f"place {i}", "people": dice.randrange(10**6)},
                "geometry": {
                    "type": "LineString",
                    "coordinates": [
                        [round(dice.uniform(-180, 180), 6), round(dice.uniform(-90, 90), 6)]
                        for _ in range(n)
                    ],
                },
            }
            for i, n in enumerate(lengths)
        ],
    }


def patterns():
    """(name, document, pointer, the arrays of its objects)."""
    dice = random.Random(18)
    lines = "/features/*/geometry/coordinates"
    of_lines = lambda o: [f["geometry"]["coordinates"] for f in o["features"]]
    yield "2,000 lines of 40 points", features(dice, [40] * 2000), lines, of_lines
    lengths = [dice.randrange(20, 61) for _ in range(2000)]
    yield "2,000 lines of 20 to 60 points", features(dice, lengths), lines, of_lines
    vectors = [[dice.gauss(0, 0.03) for _ in range(1536)] for _ in range(500)]
    data = {"data": [{"index": i, "embedding": v} for i, v in enumerate(vectors)]}
    yield "500 embeddings of 1,536", data, "/data/*/embedding", lambda o: [
        row["embedding"] for row in o["data"]
    ]
    rows = [{"id": i, "name": f"n{i}", "price": dice.random()} for i in range(20_000)]
    yield "one number of 20,000 rows", {"rows": rows}, "/rows/*/price", lambda o: [
        row["price"] for row in o["rows"]
    ]


def same_arrays(ours, theirs):
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same_arrays, ours, theirs))
    return same_array(ours, theirs)


def as_arrays(values):
    """One array, or a list of arrays that differ in shape."""
    if isinstance(values[0], list) and len({len(value) for value in values}) > 1:
        return [numpy.array(value, "d") for value in values]
    return numpy.array(values, "d")


def cells_of_patterns():
    if numpy is None:
        return
    for name, document, pointer, arrays_of in patterns():
        text = dense(document)
        name = f"{name}, {len(text) / 1e6:.1f} MB"
        ours = call(jsonde.loads_array, text, pointer=pointer)
        for module in (orjson, jsonde):
            theirs = call(lambda t, f, m=module: as_arrays(f(m.loads(t))), text, arrays_of)
            beside = f"{module.__name__}.loads and numpy"
            yield Cell(name, ours, theirs, beside, same_arrays)


# ----------------------------------------------------------------- dumps


def array_writers():
    """{library: a function that encodes an array of numpy}."""
    writers = {"orjson": lambda o: orjson.dumps(o, option=orjson.OPT_SERIALIZE_NUMPY)}
    if ssrjson is not None:
        ssrjson.setup_numpy_types(numpy)
        writers["ssrjson"] = ssrjson.dumps_to_bytes
    return writers


def same_numbers(dtype):
    """Compares two texts: libraries write floats with different exponents."""

    def same(ours, theirs):
        both = [numpy.array(orjson.loads(text), dtype) for text in (ours, theirs)]
        return numpy.array_equal(*both)

    return same


def dumps_array(value):
    return call(jsonde.dumps, value, option=jsonde.OPT_SERIALIZE_BUFFER)


def cells_of_shapes():
    """dumps of each shape beside each library, and beside its other layouts."""
    if numpy is None:
        return
    writers = array_writers()
    for name, value in array_shapes.shapes():
        ours = dumps_array(value)
        name = f"dumps {name}, {len(ours()) / 1e6:.1f} MB"
        same = same_numbers(value.dtype)
        for library, write in writers.items():
            yield Cell(name, ours, call(write, value), library, same)
        for layout, other in array_shapes.layouts(value):
            yield Cell(f"{name}, {layout}", dumps_array(other), ours, "contiguous")


def cells_of_read_shapes():
    if numpy is None:
        return
    for name, value in array_shapes.shapes():
        text, dtype = dumps_array(value)(), value.dtype.name
        ours = call(jsonde.loads_array, text, dtype)
        theirs = call(lambda t, d: numpy.array(orjson.loads(t), d), text, dtype)
        name = f"loads_array {name}, {len(text) / 1e6:.1f} MB"
        yield Cell(name, ours, theirs, "numpy.array(orjson.loads)", same_array)


HALF_A_MILLION = 500_000


def numbers(dice):
    """(name, array)."""
    yield "500,000 f8", dice.random(HALF_A_MILLION)
    yield "500,000 f4", dice.random(HALF_A_MILLION, "f4")
    whole = dice.integers(-(2**63), 2**63 - 1, HALF_A_MILLION)
    yield "500,000 i8", whole
    yield "500,000 i4", whole.astype("i4")
    yield "1000x500 f8", dice.random((1000, 500))
    yield "100,000x3 f8", dice.random((100_000, 3))


def small_arrays(dice):
    yield "10,000 times 8 f8", list(dice.random((10_000, 8)))
    short = dice.integers(-(2**31), 2**31, 80_000).astype("i4")
    yield "10,000 times 8 i4", list(short.reshape(-1, 8))


def cells_of_small_arrays():
    if numpy is None:
        return
    for name, value in small_arrays(numpy.random.default_rng(8)):
        ours = call(jsonde.dumps, value, option=jsonde.OPT_SERIALIZE_NUMPY)
        name = f"dumps {name}, {len(ours()) / 1e6:.1f} MB"
        for library, write in array_writers().items():
            yield Cell(name, ours, call(write, value), library, anything)


def cells_of_large_arrays():
    """In both tables: what the other threads gain is the difference."""
    if numpy is None:
        return
    for name, value in numbers(numpy.random.default_rng(8)):
        ours = dumps_array(value)
        text = ours()
        name = f"dumps {name}, {len(text) / 1e6:.1f} MB"
        same = same_numbers(value.dtype)
        for library, write in array_writers().items():
            yield Cell(name, ours, call(write, value), library, same)
        yield Cell(name, ours, call(copied, text), "a copy of the text", anything)


def cells_of_base64():
    data = array.array("d", [random.random()]) * ITEMS
    option = jsonde.OPT_BUFFER_BASE64
    ours = call(jsonde.dumps, data, option=option)
    text = ours()
    copy = call(copied, data.tobytes())
    yield Cell("dumps base64, 8 MB", ours, copy, "a copy of the data", anything)
    yield Cell("loads base64, 8 MB", call(jsonde.loads, text, option=option), copy,
               "a copy of the data", anything)


SMALL = "small views"


def cells_of_small_views():
    views = [memoryview(array.array("d", [i, i / 3] * 4)) for i in range(10_000)]
    lists = [view.tolist() for view in views]
    yield Cell(
        f"{SMALL}: dumps 10,000 of 8 f8",
        call(jsonde.dumps, views, option=jsonde.OPT_SERIALIZE_BUFFER),
        call(jsonde.dumps, lists),
        "lists of them",
    )
    text = dense({"id": 7, "name": "a" * 51, "tags": ["x", "y"], "rate": 1.5})
    yield Cell(
        f"{SMALL}: loads of {len(text)} bytes",
        call(jsonde.loads, memoryview(text)),
        call(jsonde.loads, text),
        "bytes",
    )


ONE_THREAD = (
    cells_of_shapes,
    cells_of_read_shapes,
    cells_of_small_arrays,
    cells_of_large_arrays,
    cells_of_base64,
    cells_of_loads,
    cells_of_pointers,
    cells_of_patterns,
    cells_of_small_views,
)
ALL_THREADS = (cells_of_large_arrays,)


def cells(groups):
    for group in groups:
        yield from group()


def again(*flags, **environment):
    """Runs this program in another process, with these variables."""
    subprocess.run(
        [sys.executable, "-B", *sys.argv, *flags],
        env={**os.environ, **environment},
        check=True,
    )


def main():
    if os.environ.get("JSONDE_THREADS") == "1":
        note = "one thread (JSONDE_THREADS=1)"
        if os.environ.get("JSONDE_ABI"):
            note += f", JSONDE_ABI={os.environ['JSONDE_ABI']}"
        pairs.main(__doc__, lambda: cells(ONE_THREAD), note)
        return
    again(JSONDE_THREADS="1")
    print(flush=True)
    count = len(os.sched_getaffinity(0))
    pairs.main(__doc__, lambda: cells(ALL_THREADS), f"all threads ({count})", "threads")
    print(flush=True)
    again("--only", SMALL, JSONDE_THREADS="1", JSONDE_ABI="-memoryview")


if __name__ == "__main__":
    main()
