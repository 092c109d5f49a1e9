# SPDX-License-Identifier: MIT
"""Files of JSON Lines for the tests of clusters."""

from jsonde.lines import dump_lines


def rows(first, count):
    """Returns objects with members of several types, some of them None."""
    return [
        {
            "n": n,
            "ü": "ü" * (n * 7 % 50),
            "half": None if n % 3 == 0 else n / 2,
            "when": "2026-01-02T03:04:05" if n % 5 else None,
        }
        for n in range(first, first + count)
    ]


def make_files(directory, first, more):
    """Writes rows(0, first + more) to three files, of which one is empty and one
    compressed. Returns the pattern of the files."""
    dump_lines(rows(0, first), directory / "a.jsonl")
    dump_lines([], directory / "b.jsonl")
    dump_lines(rows(first, more), directory / "c.jsonl.gz")
    return str(directory / "*.jsonl*")
