#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Benchmark of dumps() with types that plain JSON lacks, and of other styles:
jsonde and orjson, interleaved in one process; it prints minima and medians.

make bench-types runs it. docs/benchmarks.md explains the figures.
"""

import base64
import dataclasses
import datetime
import enum
import json
import os
import random
import uuid

import pairs
from pairs import Cell, call

import jsonde

try:
    import orjson
except ImportError:  # no wheel for this Python
    orjson = None

COUNT = 1000

@dataclasses.dataclass
class Record:
    id: int
    name: str
    score: float
    active: bool
    tags: list


@dataclasses.dataclass
class SlotRecord:
    __slots__ = ("id", "name", "score", "active", "tags")
    id: int
    name: str
    score: float
    active: bool
    tags: list


class Color(enum.Enum):
    RED = "red"
    GREEN = "green"
    BLUE = 3


def moments(dice, zone=None):
    first = datetime.datetime(2001, 2, 3, tzinfo=zone)
    step = datetime.timedelta(seconds=86_461, microseconds=dice.choice([0, 7]))
    return [first + i * step for i in range(COUNT)]


def rows(kind):
    return [kind(i, f"name {i}", i * 1.5, i % 2 == 0, ["a", "b"]) for i in range(COUNT)]


def values(dice):
    """name: (value, options without OPT_), in the order of the table."""
    plus_two = datetime.timezone(datetime.timedelta(hours=2))
    dicts = [dataclasses.asdict(row) for row in rows(Record)]
    return {
        "datetime": (moments(dice), []),
        "datetime, utc": (moments(dice, datetime.timezone.utc), []),
        "datetime, +02:00": (moments(dice, plus_two), []),
        "date": ([m.date() for m in moments(dice)], []),
        "time": ([m.time() for m in moments(dice)], []),
        "uuid": ([uuid.UUID(int=dice.getrandbits(128)) for _ in range(COUNT)], []),
        "dataclass": (rows(Record), []),
        "dataclass, slots": (rows(SlotRecord), []),
        "enum": ([dice.choice(list(Color)) for _ in range(COUNT)], []),
        "records, sorted": (dicts, ["SORT_KEYS"]),
        "records, indented": (dicts, ["INDENT_2"]),
        "int keys": ([{i: i, i + 1: 2} for i in range(COUNT)], ["NON_STR_KEYS"]),
    }


def documents():
    folder = os.environ.get("JSONDE_TEST_DATA")
    for name in ("citm_catalog", "twitter") if folder else ():
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
            yield name, json.load(file)


def same_text(ours, theirs):
    """Returns whether results mean the same: bytes and str, bytes and their base64."""
    if ours == theirs:
        return True
    ours = ours if isinstance(ours, str) else ours.decode()
    theirs = theirs if isinstance(theirs, str) else theirs.decode("latin-1")
    return ours.strip('"') == theirs


def cells():
    found = values(random.Random(20240517))
    for name, value in documents():
        found[name + ", sorted"] = (value, ["SORT_KEYS"])
        found[name + ", indented"] = (value, ["INDENT_2"])
    for name, (value, options) in found.items():
        option = sum(getattr(jsonde, "OPT_" + o) for o in options)
        theirs = orjson and call(orjson.dumps, value, None, option)
        yield Cell(name, call(jsonde.dumps, value, None, option), theirs, "orjson")
    for name, value in documents():
        yield Cell(
            name + ", ASCII",
            call(jsonde.dumps, value, None, jsonde.OPT_ENSURE_ASCII),
            call(json.JSONEncoder(separators=(",", ":")).encode, value),
            "json",
            same_text,
        )
        theirs = orjson and (lambda v=value: orjson.dumps(v).decode())
        yield Cell(name + ", as str", call(jsonde.dumps_str, value), theirs, "orjson")
    data = os.urandom(8 << 20)
    yield Cell(
        "base64, 8 MiB",
        call(jsonde.dumps, data, None, jsonde.OPT_BYTES_BASE64),
        call(base64.b64encode, data),
        "base64",
        same_text,
    )
    yield Cell(
        "base64, 8 MiB",
        call(jsonde.dumps, data, None, jsonde.OPT_BYTES_BASE64),
        call(bytearray, data),
        "a copy",
        lambda ours, theirs: theirs == data,
    )


if __name__ == "__main__":
    pairs.main(__doc__, cells)
