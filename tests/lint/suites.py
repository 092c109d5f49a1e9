# SPDX-License-Identifier: MIT
"""The tests of each source, by their names and by tests/suites.txt, and the rule
that each source below floor 3 has a suite."""

import fnmatch
import re

TABLE = "tests/suites.txt"
# A file that these rooms have needs a suite; others are tested from Python.
ROOMS_WITH_SUITES = ("base", "text", "num", "simd", "abi")
PREFIXES = {"enc": ("enc_", "dumps"), "dec": ("dec_", "loads")}
TEST = re.compile(r"tests/(?:unit|abi)/(\w+_suite)\.c|tests/\w+/(test_\w+)\.py")


def read_table(text):
    """Returns (line number, pattern, names of tests) of each row."""
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            pattern, tests, _ = line.split(None, 2)
            rows.append((number, pattern, tests.split(",")))
    return rows


def source_name(path):
    """Returns ROOM/STEM of a file below src/, or None where it is no source."""
    match = re.fullmatch(
        r"src/(?!jsonde/|forbid/)(\w+)/(\w+)\.(?:c|h|def)|src/(jsonde(?:/json|/cli)?)/(\w+)\.py", path
    )
    return "/".join(filter(None, match.groups())) if match else None


class Tests:
    """The tests of a tree. It needs the paths of its files and the table's text."""

    def __init__(self, paths, table):
        self.rows = read_table(table)
        self.paths = {}  # by name: test_keys, or itoa_suite
        self.sources = sorted({source_name(p) for p in paths} - {None})
        for path in sorted(paths):
            match = TEST.fullmatch(path)
            if match:
                self.paths.setdefault(match[1] or match[2], []).append(path)

    def suite_by_name(self, source):
        """Returns the path of the C suite that has the source's name, or None."""
        room, stem = source.rsplit("/", 1)
        folder = "abi" if room == "abi" else "unit"
        path = f"tests/{folder}/{stem}_suite.c"
        return path if path in self.paths.get(f"{stem}_suite", ()) else None

    def by_name(self, source):
        """Returns the names of the Python tests that the source's name tells."""
        room, stem = source.rsplit("/", 1)
        names = [f"test_cli_{stem}" if room == "jsonde/cli" else f"test_{stem}"]
        prefix, function = PREFIXES.get(room, ("", ""))
        if prefix and stem.startswith(prefix):
            names.append(f"test_{function}_{stem[len(prefix):]}")
        return [
            test
            for test in self.paths
            if any(test == name or test.startswith(name + "_") for name in names)
        ]

    def row_of(self, source):
        """Returns the first row that matches the source, or None."""
        for row in self.rows:
            if fnmatch.fnmatchcase(source, row[1]):
                return row
        return None

    def of(self, source):
        """Returns the sorted paths of the tests of a source, ROOM/STEM."""
        found = set()
        suite = self.suite_by_name(source)
        if suite:
            found.add(suite)
        row = self.row_of(source)
        for name in self.by_name(source) + (row[2] if row else []):
            found.update(self.paths.get(name, ()))
        return sorted(found)


def check_suites(tree):
    """Yields the breaches of the rule; see the head of the table."""
    table = tree.files.get(TABLE)
    if table is None:
        yield "suites", f"{TABLE}: it is missing"
        return
    tests = Tests(tree.files, table)
    tested = set()
    for source in tests.sources:
        found = tests.of(source)
        tested.update(found)
        room = source.split("/")[0]
        needs_suite = room in ROOMS_WITH_SUITES and not tests.row_of(source)
        if needs_suite and tests.suite_by_name(source) is None:
            yield "suites", (
                f"src/{source}: no tests/*/{source.split('/')[1]}_suite.c, and no"
                f" row in {TABLE}"
            )
    for number, pattern, names in tests.rows:
        if not fnmatch.filter(tests.sources, pattern):
            yield "suites", f"{TABLE}:{number}: {pattern} matches no source"
        for name in names:
            if name not in tests.paths:
                yield "suites", f"{TABLE}:{number}: there is no {name}"
    yield from check_registered(tree, tests, tested)


def check_registered(tree, tests, tested):
    """Yields suites that no program's table has, and tests of no source."""
    lists = "".join(
        text for path, text in tree.files.items() if path.endswith("_suites.h")
    )
    for name, paths in tests.paths.items():
        for path in paths:
            if path.endswith(".c"):
                stem = name[: -len("_suite")]
                if not re.search(rf"\bSUITE\({stem}\)", lists):
                    yield "suites", f"{path}: no program has SUITE({stem})"
            elif path.startswith("tests/api/") and path not in tested:
                yield "suites", f"{path}: it belongs to no source; see {TABLE}"
