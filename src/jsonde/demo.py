# SPDX-License-Identifier: MIT
"""The main job on a real document: python -m jsonde.demo [DOCUMENT...].

Shows what the probe proved, then takes a document made from a seed, those
named, and those of JSONDE_TEST_DATA: each is decoded in place from a
memoryview, compared with the standard library's result, and encoded again.
Exits with 1 if anything differs.
"""

import json
import os
import random
import sys
import time

import jsonde
from jsonde.cli import guarded, layout_lines, table

__all__ = ["main"]

# Words in several scripts, with what JSON must escape among them.
WORDS = (
    "sonde probe layer depth café naïve Größe Straße ångström Ελλάδα βυθός "
    "глубина зонд измерение 深度 探测 データ 測定 깊이 측정 עומק עמק गहराई "
    "🛰 🌊 \"quoted\" back\\slash tab\there line\nbreak"
).split(" ")
RECORDS = 800


def sentence(dice, words):
    return " ".join(dice.choice(WORDS) for _ in range(words))


def record(dice, number):
    """One sounding, as a service might report it."""
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


def made_document(seed=1):
    """The same bytes on every machine: 800 records, well over 100 kB."""
    dice = random.Random(seed)
    records = [record(dice, number) for number in range(RECORDS)]
    return json.dumps({"soundings": records}, ensure_ascii=False).encode()


def test_documents():
    """The documents of JSONDE_TEST_DATA, as (name, bytes)."""
    folder = os.environ.get("JSONDE_TEST_DATA")
    for name in sorted(os.listdir(folder)) if folder else ():
        if name.endswith(".json"):
            yield name, read(os.path.join(folder, name))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def timed(function, *arguments):
    """The result, and the least of five times, in milliseconds."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        result = function(*arguments)
        best = min(best, time.perf_counter() - start)
    return result, best * 1e3


def round_trip(name, document):
    """One document there and back: a row of the table, and whether all of it
    agreed with the standard library."""
    with memoryview(document) as view:
        value, loads_ms = timed(jsonde.loads, view)
    expected, json_loads_ms = timed(json.loads, document)
    written, dumps_ms = timed(jsonde.dumps, value)
    _, json_dumps_ms = timed(json.dumps, expected)
    same = value == expected and json.loads(written) == expected
    row = (
        name,
        f"{len(document) / 1e3:.0f} kB",
        f"{loads_ms:.2f} ms",
        f"{json_loads_ms / loads_ms:.1f}x",
        f"{dumps_ms:.2f} ms",
        f"{json_dumps_ms / dumps_ms:.1f}x",
        "equal" if same else "DIFFERENT",
    )
    return row, same


def refuses_released_view():
    view = memoryview(b"[1, 2, 3]")
    view.release()
    try:
        jsonde.loads(view)
    except ValueError as error:
        return not isinstance(error, jsonde.JSONDecodeError)
    return False


def main(paths):
    print("\n".join(layout_lines()))
    documents = [("made from a seed", made_document())]
    documents += [(os.path.basename(path), read(path)) for path in paths]
    documents += test_documents()
    rows = [("document", "size", "loads", "json", "dumps", "json", "result")]
    passed = True
    for name, document in documents:
        row, same = round_trip(name, document)
        rows.append(row)
        passed = passed and same
    print("decoded in place from a memoryview, compared, encoded again")
    print("\n".join(table(rows)))
    refused = refuses_released_view()
    print("a released memoryview:", "refused" if refused else "NOT REFUSED")
    return 0 if passed and refused else 1


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:])))
