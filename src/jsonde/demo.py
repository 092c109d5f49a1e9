# SPDX-License-Identifier: MIT
"""A demonstration: python -m jsonde.demo [DOCUMENT...].

Prints the results of the probe. Then decodes each document in place from a
memoryview, compares the value with the standard library's, and encodes it
again. The documents are one generated from a seed, those named, and those in
the directory JSONDE_TEST_DATA. The exit status is 1 if a result differs.
"""

import json
import os
import random
import sys
import time

import jsonde
from jsonde.cli.guard import guarded
from jsonde.cli.layout import layout_lines, table

__all__ = ["main"]

# Words in several scripts, some with characters that JSON must escape.
WORDS = (
    "sonde probe layer depth café naïve Größe Straße ångström Ελλάδα βυθός "
    "глубина зонд измерение 深度 探测 データ 測定 깊이 측정 עומק עמק गहराई "
    "🛰 🌊 \"quoted\" back\\slash tab\there line\nbreak"
).split(" ")
RECORDS = 800


def sentence(dice, words):
    return " ".join(dice.choice(WORDS) for _ in range(words))


def record(dice, number):
    """Return one sounding, as a service might report it."""
    return {
        "id": number,
        "name": sentence(dice, 3),
        "position": [dice.uniform(-180, 180), dice.uniform(-90, 90)],
        "depth_m": round(dice.uniform(0, 11000), 2),
        "valid": dice.random() < 0.9,
        "operator": None if number % 7 else sentence(dice, 2),
        "layers": [
            {"top": top, "salinity": dice.gauss(35, 1), "note": sentence(dice, 4)}
            for top in range(0, 30, 10)
        ],
        "serial": dice.getrandbits(63),
    }


def generated_document(seed=1):
    """Return a document of 800 records, more than 100 kB of JSON.

    The bytes depend on the seed only, so every machine gets equal documents.
    """
    dice = random.Random(seed)
    records = [record(dice, number) for number in range(RECORDS)]
    return json.dumps({"soundings": records}, ensure_ascii=False).encode()


def test_documents():
    """Yield (name, bytes) for each document in JSONDE_TEST_DATA."""
    folder = os.environ.get("JSONDE_TEST_DATA")
    for name in sorted(os.listdir(folder)) if folder else ():
        if name.endswith(".json"):
            yield name, read(os.path.join(folder, name))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def timed(function, *arguments):
    """Return (result, time) of a call: the shortest of five, in milliseconds."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        result = function(*arguments)
        best = min(best, time.perf_counter() - start)
    return result, best * 1e3


def round_trip(name, document):
    """Decode and encode one document.

    Return a row of the table, and whether the results equal those of the
    standard library.
    """
    with memoryview(document) as view:
        value, loads_ms = timed(jsonde.loads, view)
    expected, json_loads_ms = timed(json.loads, document)
    written, dumps_ms = timed(jsonde.dumps, value)
    _, json_dumps_ms = timed(json.dumps, expected)
    is_equal = value == expected and json.loads(written) == expected
    row = (
        name,
        f"{len(document) / 1e3:.0f} kB",
        f"{loads_ms:.2f} ms",
        f"{json_loads_ms / loads_ms:.1f}x",
        f"{dumps_ms:.2f} ms",
        f"{json_dumps_ms / dumps_ms:.1f}x",
        "equal" if is_equal else "DIFFERENT",
    )
    return row, is_equal


def refuses_released_view():
    """Tell whether loads() raises ValueError for a released memoryview."""
    view = memoryview(b"[1, 2, 3]")
    view.release()
    try:
        jsonde.loads(view)
    except ValueError as error:
        return not isinstance(error, jsonde.JSONDecodeError)
    return False


def main(paths):
    print("\n".join(layout_lines()))
    documents = [("generated", generated_document())]
    documents += [(os.path.basename(path), read(path)) for path in paths]
    documents += test_documents()
    rows = [("document", "size", "loads", "json", "dumps", "json", "result")]
    passed = True
    for name, document in documents:
        row, is_equal = round_trip(name, document)
        rows.append(row)
        passed = passed and is_equal
    print("documents, decoded in place from a memoryview and encoded again")
    print("\n".join(table(rows)))
    refused = refuses_released_view()
    print("a released memoryview:", "refused" if refused else "NOT REFUSED")
    return 0 if passed and refused else 1


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:])))
