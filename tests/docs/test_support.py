# SPDX-License-Identifier: MIT
"""Compares the summary in README.md with docs/support.md."""

import importlib.util
import pathlib

TOP = pathlib.Path(__file__).resolve().parents[2]


def support():
    """Returns the module of tests/support.py."""
    spec = importlib.util.spec_from_file_location("support", TOP / "tests/support.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def page(*rows):
    return "# Title\n\n| interpreter | platform | kernel |\n|---|---|---|\n" + "".join(
        f"| {' | '.join(row)} | rest |\n" for row in rows
    )


def test_readme_has_the_summary():
    readme = (TOP / "README.md").read_text("utf-8")
    summary = support().summary((TOP / "docs/support.md").read_text("utf-8"))
    assert "| Linux x86_64 | CPython 3.9 to 3." in summary
    assert f"-->\n{summary}<!-- support: end -->" in readme, (
        "run tests/support.py readme docs/support.md README.md"
    )


def test_platforms_with_equal_interpreters_share_a_row():
    linux = "Linux {}, 64-bit little-endian"
    text = page(
        ("CPython 3.9.18 (3.9)", linux.format("x86_64"), "avx2"),
        ("CPython 3.10.13 (3.10)", linux.format("x86_64"), "avx2"),
        ("CPython 3.11.7 (3.11)", linux.format("x86_64"), "avx2"),
        ("CPython 3.11.7 (3.11t)", linux.format("x86_64"), "avx2"),
        ("CPython 3.11.7 (3.11-dbg)", linux.format("x86_64"), "avx2"),
        ("CPython 3.16.0a0 (future)", linux.format("x86_64"), "avx2"),
        ("CPython 3.11.2 (arm64)", linux.format("aarch64"), "neon"),
        ("CPython 3.11.2 (musl)", linux.format("x86_64"), "avx2"),
        ("macos", "macOS, aarch64 and x86_64", "all"),
        ("CPython 3.9.18 (3.9-python)", linux.format("x86_64"), "none"),
        ("PyPy 3.9.16 (pypy3)", linux.format("x86_64"), "none"),
    )
    assert support().summary(text).splitlines()[2:] == [
        "| Linux x86_64 | CPython 3.9 to 3.11, 3.11t, 3.11 debug |",
        "| Linux aarch64, Linux x86_64 with musl | CPython 3.11 |",
        "| macOS, aarch64 and x86_64 | compiled only |",
        "| Linux x86_64 in pure Python | CPython 3.9, PyPy 3.9 |",
    ]


def test_the_summary_is_replaced():
    begin, end = "<!-- support: begin (tests/support.py) -->\n", "<!-- support: end -->"
    text = page(("CPython 3.9.18 (3.9)", "Linux x86_64, 64-bit", "avx2"))
    got = support().with_summary(f"a\n{begin}old\n{end}\nb", text)
    assert got == f"a\n{begin}{support().summary(text)}{end}\nb"


def test_update_keeps_the_rows_without_a_new_record():
    def record(name, **more):
        return {
            "name": name,
            "python": "CPython 3.9.18",
            "platform": "Linux x86_64, 64-bit little-endian",
            "simd": "avx2",
            "direct": ["str"],
            "public": {},
            **more,
        }

    tools = support()
    runs = [[8000, 0, 20], [7990, 1, 30]]
    old = tools.with_rows(
        tools.rows_of({n: record(n, runs=runs) for n in ("3.9", "3.10")})
    )
    new = {
        "3.9": record("3.9"),
        "3.10": record("3.10", runs=[[8100, 0, 21]], command=".ci/run matrix"),
        "3.11": record("3.11"),
        "macos": {"name": "macos", "compiled": "macOS", "command": ".ci/run deep"},
    }
    got = tools.updated(old, new).removeprefix(tools.HEAD).splitlines()
    assert [row.split(" | ", 4)[4] for row in got] == [
        "1 of 1 | 8,000, 7,990 (1 failed) | 20, 30 | `.ci/run deep` |",
        "1 of 1 | 8,100 | 21 | `.ci/run matrix` |",
        "1 of 1 | not run yet | not run yet | `.ci/run deep` |",
        "- | - | - | `.ci/run deep` |",
    ]
    assert tools.updated(tools.HEAD + "\n".join(got) + "\n", {}).endswith(got[-1] + "\n")
