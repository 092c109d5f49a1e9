# SPDX-License-Identifier: MIT
"""The arithmetic of the benchmark, and one tiny run of it and of its parts."""

import copy
import gc
import json
import math
import os
import shutil
import subprocess

import pytest

import array_shapes
import bench
import buffers_bench
import cells
import compare
import inputs_bench
import measure
import memory
import pairs
import peers
import report
import types_bench
import variants


def cell(name="a", **times):
    """A cell of a report, with the times of each library, ours first."""
    ours = next(iter(times.values()))
    return {
        "group": "messages",
        "kind": "dumps",
        "name": name,
        "bytes": 2,
        "times": {
            library: {
                "min": time,
                "median": time * 1.1,
                "paired": time / ours,
                "samples": 9,
                "loops": 9,
            }
            for library, time in times.items()
        },
        "faults": {},
    }


def report_of(*found):
    versions = {name: "1" for name in ("jsonde", "orjson", "json")}
    return {"libraries": versions, "cells": list(found)}


def test_geometric_mean():
    assert report.geometric_mean([2, 8]) == pytest.approx(4)
    assert report.geometric_mean([0.5, 2, 1]) == pytest.approx(1)
    assert report.geometric_mean([]) is None


def test_ratios_and_marks():
    one = cell(jsonde=100, orjson=90, json=900)
    assert report.ratio(one, "json") == 9
    assert report.ratio(one, "ujson") is None
    assert report.best_peer(one) == "orjson"
    rows = list(report.cell_rows([one], ["orjson", "ujson", "json"]))
    assert rows[1] == [
        "a",
        "100 ns",
        "110 ns",
        "0.90<",
        "-",
        "9.00",
        "0.90<",
        "0.90<",
        "orjson",
    ]


@pytest.mark.parametrize(
    "ns, text",
    [
        (35, "35.0 ns"),
        (999, "999 ns"),
        (4321, "4.3 us"),
        (2e7, "20.0 ms"),
        (3e9, "3.00 s"),
    ],
)
def test_times_have_units(ns, text):
    assert report.shown_time(ns) == text


def test_table():
    rows = [["cell", "x"], ["a|b", 10.5]]
    assert report.table(rows) == "cell     x\n----  ----\na|b   10.5"
    assert report.table(rows, markdown=True) == (
        "| cell |    x |\n| ---- | ---: |\n| a\\|b | 10.5 |"
    )


def test_summary_counts_what_is_below_one():
    found = [
        cell("a", jsonde=100, orjson=90, json=900),
        cell("b", jsonde=100, orjson=360, json=200),
    ]
    head, messages, everything = report.summary_rows(found)
    assert head[0] == "geometric mean"
    over_best = report.shown(math.sqrt(0.9 * 2))
    assert messages[:3] == ["messages, dumps", 2, "1.80"]
    assert messages[4] == everything[4] == over_best
    assert messages[-1] == 1


def test_noise_is_ours_against_itself():
    found = [cell(name, jsonde=100, json=900) for name in "abc"]
    for one, again in zip(found, (100, 125, 80)):
        one["again"] = {"min": again, "median": again * 1.1, "paired": again / 100}
    assert [report.noise(one, "min") for one in found] == pytest.approx([0, 0.25, 0.25])
    assert list(report.noise_rows(found[:2]))[1:] == [
        [name, 2, "within 25.0%", "within 25.0%", "within 25.0%"]
        for name in ("minimum", "median", "paired")
    ]
    assert report.noise(cell(jsonde=1), "min") is None
    ours, peer = library(name="jsonde"), library(name="json")
    assert [one.name for one in peers.with_ours_again([ours, peer])] == [
        *("jsonde", "json", "jsonde again")
    ]
    assert peers.with_ours_again([peer]) == [peer]


def test_charts_have_a_base_that_all_reports_have():
    with_orjson = {"libraries": {"jsonde": "1", "orjson": "1", "msgspec": "1"}}
    without = {"libraries": {"jsonde": "1", "msgspec": "1"}}
    assert report.base_of([with_orjson]) == "orjson"
    assert report.base_of([with_orjson, without]) == "msgspec"
    assert report.base_of([{"libraries": {"jsonde": "1"}}]) == "json"
    assert report.is_free_threaded({"python": {"build": "PGO free-threaded -O3"}})
    assert not report.is_free_threaded({"python": {"build": "PGO -O3"}})


def interpreters(path, **environment):
    """Runs tests/bench/interpreters with a PATH. Returns the lines of stdout and of
    stderr."""
    script = os.path.join(os.path.dirname(bench.__file__), "interpreters")
    done = subprocess.run(
        ["/bin/sh", script, "configured"],
        env={"PATH": str(path), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split(), done.stderr.splitlines()


def test_interpreters_of_the_path_and_of_the_tool(tmp_path):
    (tmp_path / "awk").symlink_to(shutil.which("awk"))
    found, missing = interpreters(tmp_path)
    assert found == ["configured"] and len(missing) == 5
    programs = {
        "python3.14": "echo /opt/3.14",
        "python3.13": "exit 127",  # as a shim of pyenv without this version
        "tool": "printf '3.14\\t/x/3.14\\n3.14t\\t/x/3.14t\\told\\n'",
    }
    for name, text in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    assert interpreters(tmp_path)[0] == ["/opt/3.14"]
    tool = str(tmp_path / "tool")
    found, missing = interpreters(tmp_path, JSONDE_PYTHONS_TOOL=tool)
    assert found == ["/opt/3.14", "/x/3.14t"]
    assert [line.split()[4] for line in missing] == [
        *("python3.13,", "python3.15,", "python3.15t,")
    ]
    assert interpreters(tmp_path, BENCH_INTERPRETER="mine") == (["mine"], [])


def test_compare_takes_the_machine_out():
    old = report_of(cell("a", jsonde=100, orjson=100, json=500))
    # The machine is half as fast: all times grow equally, and nothing has changed.
    same = report_of(cell("a", jsonde=200, orjson=200, json=1000))
    assert compare.changes(old, same) == ([], 1)
    slower = report_of(cell("a", jsonde=230, orjson=200, json=1000))
    [change], compared = compare.changes(old, slower)
    assert compared == 1
    assert change.factor == pytest.approx(1.15)
    assert "SLOWER" in compare.text_of_changes(old, slower)


def test_compare_knows_noise():
    old = report_of(cell("a", jsonde=100, orjson=100, json=500))
    # The peers drift apart by 20%, so 15% of ours is noise.
    noisy = report_of(cell("a", jsonde=115, orjson=110, json=455))
    assert compare.changes(old, noisy) == ([], 1)


def test_compare_leaves_other_versions_out():
    old = report_of(cell("a", jsonde=100, orjson=100, json=500))
    new = copy.deepcopy(old)
    new["libraries"].update(orjson="2", json="2")
    assert compare.changes(old, new) == ([], 0)


def library(dumps=None, loads=None, name="some"):
    return peers.Library(name, "1", dumps or json.dumps, loads or json.loads)


def test_calibrated_samples_are_long_enough(monkeypatch):
    some = measure.Contender(library(), cells.Cell("g", "dumps", "n", "[1]"))
    # A clock that counts 50 ns for each call.
    monkeypatch.setattr(some, "loop", lambda call, argument, n: n * 50)
    assert some.calibrate(sample_ns=10_000) == 50
    assert 200 <= some.loops <= 300


@pytest.fixture
def known_speeds(monkeypatch):
    """Calibration finds 10 ns for a call of "slow", and 1 ns for others."""

    def calibrate(contender, sample_ns):
        contender.loops = 3
        return 10 if contender.name == "slow" else 1

    monkeypatch.setattr(measure.Contender, "calibrate", calibrate)


@pytest.mark.parametrize("kind", cells.KINDS)
def test_time_cell_of_each_kind(kind, known_speeds):
    one = cells.Cell("messages", kind, "n", '{"a":[1,2.5,"x"]}')
    libraries = [library(name="one"), library(name="two")]
    turns = [measure.time_cell(libraries, one, 0, turn) for turn in range(2)]
    times = measure.merged(turns, "one")
    assert sorted(times) == ["one", "two"]
    for timing in times.values():
        assert 0 < timing.minimum <= timing.median
        assert (timing.samples, timing.loops) == (6, 3)
    assert times["one"].paired == 1
    assert times["two"].paired > 0


def test_rounds_are_paired():
    """The machine is a third as fast in the second turn."""
    turns = [
        {"ours": ({0: 1, 1: 1, 2: 1}, 5), "slow": ({0: 2, 2: 2}, 5)},
        {"ours": ({0: 3, 1: 3, 2: 3}, 5), "slow": ({0: 6, 2: 6}, 5)},
    ]
    times = measure.merged(turns, "ours")
    assert times["ours"] == (1, 2, 1, 6, 5)
    assert times["slow"] == (2, 4, 2, 4, 5)


def test_the_slow_take_part_less_often(known_speeds):
    one = cells.Cell("messages", "dumps", "n", "[1]")
    libraries = [library(name="fast"), library(name="slow")]
    times = measure.time_cell(libraries, one, 0)
    assert {name: len(found[0]) for name, found in times.items()} == {
        "fast": 3,
        "slow": 2,
    }


def test_fresh_objects_are_written_once():
    seen = []
    calls = []

    def dumps(value):
        calls.append(value)
        seen.append(id(value))

    one = measure.Contender(
        library(dumps), cells.Cell("g", "dumps fresh", "n", '["a"]')
    )
    one.elapsed(5)
    assert len(set(seen)) == 5


def test_each_loop_has_its_own_code():
    one, two = (measure.own_copy(measure.loop_free) for _ in range(2))
    assert one.__code__ is not two.__code__
    assert one(abs, -1, 3) > 0


def test_faults_are_found():
    text = "[1.0,true]"
    assert peers.fault(library(), "dumps", text) is None
    assert peers.fault(library(), "loads", text) is None
    wrong = library(lambda value: b"[1,true]", lambda data: [1, True])
    assert peers.fault(wrong, "dumps", text) == "not the same value"
    assert peers.fault(wrong, "loads", text) == "not the same value"
    raising = library(lambda value: 1 / 0)
    assert peers.fault(raising, "dumps", text).startswith("ZeroDivision")
    as_it_likes = library(loads=lambda data: json.loads(data) + [type(data)])
    assert "from str" in peers.fault(as_it_likes, "loads", text)


def test_a_missing_peer_is_named():
    found, missing = peers.load(["no_such_peer", "json"])
    assert [one.name for one in found] == ["jsonde", "json"]
    assert list(missing) == ["no_such_peer"]


def test_messages_are_the_same_each_time():
    assert len(cells.messages()) >= 20
    assert cells.messages() == cells.messages()


def test_tiny_run(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("JSONDE_TEST_DATA", raising=False)
    path = str(tmp_path / "report.json")
    flags = [
        "--quick",
        "--budget",
        "0.01",
        "--cells",
        "jwt",
        "--peers",
        "json",
    ]
    assert bench.main([*flags, "--output", path]) == 0
    said = capsys.readouterr()
    assert "messages only" in said.err
    assert "jwt claims" in said.out
    assert "noise: jsonde against itself" in said.out
    tables = (tmp_path / "report.md").read_text("utf-8")
    assert "| jwt claims |" in tables
    written = bench.read(path)
    assert [one["kind"] for one in written["cells"]] == list(
        cells.MESSAGE_KINDS
    )
    assert bench.main(["--read", path, "--compare", path, "--markdown"]) == 0
    said = capsys.readouterr()
    assert "4 cells compared" in said.out and "| jwt claims |" in said.out
    assert bench.main(["--read", path, "--summary", "--markdown"]) == 0
    said = capsys.readouterr()
    assert "geometric mean" in said.out and "jwt claims" not in said.out


def test_our_fault_fails_the_run(tmp_path):
    wrong = report_of(cell("a", jsonde=1, orjson=1))
    wrong["cells"][0]["faults"] = {"jsonde": "not the same value"}
    wrong.update(
        format=2,
        taken="now",
        missing={},
        python={"version": "", "build": "", "compiler": ""},
        machine={"cpu": "", "cpus": 1, "kernel": "", "libc": "", "load": []},
        ours={"simd": "x", "capabilities": {}},
        options={"budget": 1, "gc": False, "turns": 1},
    )
    path = tmp_path / "report.json"
    path.write_text(json.dumps(wrong))
    assert bench.main(["--read", str(path)]) == 1


@pytest.mark.parametrize(
    "module, sizes",
    [
        (types_bench, {"COUNT": 3}),
        (inputs_bench, {"KEYS": 3, "MEGABYTE": 1000, "KILOBYTE": 10}),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_pairs_mean_the_same(module, sizes, monkeypatch):
    monkeypatch.delenv("JSONDE_TEST_DATA", raising=False)
    monkeypatch.setattr(pairs, "SAMPLE_NS", 1)
    for name, size in sizes.items():
        monkeypatch.setattr(module, name, size)
    for cell in module.cells():
        samples = pairs.measure(cell, 2)
        assert len(pairs.row(cell, samples)) == 5
    bad = pairs.Cell("bad", lambda: 1, lambda: 2, "peer")
    with pytest.raises(AssertionError, match="bad: not what peer gives"):
        pairs.measure(bad, 1)


def test_array_shapes_mean_the_same(monkeypatch):
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("orjson", minversion="3.10")  # writes half floats
    monkeypatch.setattr(pairs, "SAMPLE_NS", 1)
    for name, size in {"NUMBERS": 60, "SIDE": 4, "TALL": 6, "WIDE": 5}.items():
        monkeypatch.setattr(array_shapes, name, size)
    for _, value in array_shapes.shapes():
        assert value.size > 0
        for _, other in array_shapes.layouts(value):
            assert numpy.array_equal(other, value)
    count = 0
    for group in (
        buffers_bench.cells_of_shapes,
        buffers_bench.cells_of_read_shapes,
    ):
        for cell in group():
            assert len(pairs.row(cell, pairs.measure(cell, 2))) == 5
            count += 1
    assert count > 22 * 4


def test_pairs_write_their_table(tmp_path, monkeypatch, capsys):
    one = pairs.Cell("one", lambda: 1, lambda: 1, "peer")
    flags = ["x/some_bench.py", "--rounds", "1", "--output", str(tmp_path)]
    monkeypatch.setattr(pairs, "SAMPLE_NS", 1)
    for more, mark in ([], ""), (["--only", "n"], "-part"):
        monkeypatch.setattr(pairs.sys, "argv", flags + more)
        pairs.main("Some pairs.", lambda: [one])
        name = f"some-{pairs.machine.python_name()}{mark}.md"
        assert "| one " in (tmp_path / name).read_text("utf-8")
    gc.enable()


def test_size_counts_each_part_once():
    shared = "shared" * 50
    alone = memory.size_of([shared])
    assert memory.size_of([shared, shared]) < alone + 50


def test_kernel_names_in_messages():
    message = (
        "ImportError: JSONDE_SIMD=x: expected one of scalar, sse2, 'avx2'"
    )
    assert variants.names_in(message) == ["scalar", "sse2", "avx2"]
