# SPDX-License-Identifier: MIT
"""The tools of the tests: skipped files, tests/selection.txt, tests/which-tests,
and the package in the build tree."""

import os
import pathlib
import re
import subprocess
import sys

import pytest
from jsonde import _jsonde

TESTS = pathlib.Path(__file__).parent.parent
API = TESTS / "api"


def run_tap(file, path):
    """Runs pytest with pytest_tap on one file. Modules are searched in path first.
    Returns the exit status and the lines of output."""
    search = [str(path), os.environ.get("PYTHONPATH", ""), str(TESTS)]
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(search))
    # With CI=true a missing module is an error.
    environment.pop("CI", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["-p", "pytest_tap", "-c", "/dev/null", f"--rootdir={file.parent}"]
    done = subprocess.run(
        [*command, str(file)],
        stdout=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
        timeout=120,
    )
    return done.returncode, done.stdout.splitlines()


def test_file_without_its_module(tmp_path):
    file = tmp_path / "test_it.py"
    file.write_text(
        "import pytest\n"
        "pytest.importorskip('no_such_module')\n"
        "def test_one(): pass\n"
    )
    status, lines = run_tap(file, tmp_path)
    assert status == 0
    assert "1..1" in lines
    (line,) = [line for line in lines if line.startswith("ok 1 - test_it.py")]
    assert "# SKIP Skipped: could not import 'no_such_module'" in line


def test_file_without_tests(tmp_path):
    file = tmp_path / "test_it.py"
    file.write_text("")
    assert run_tap(file, tmp_path)[0] == 5


def test_long_names_are_cut(tmp_path):
    file = tmp_path / "test_it.py"
    file.write_text(
        "import pytest\n"
        "@pytest.mark.parametrize('text', [''], ids=['x' * 10**4])\n"
        "def test_one(text): pass\n"
    )
    status, lines = run_tap(file, tmp_path)
    assert status == 0
    assert any(line.startswith("ok 1 - test_it.py::test_one[xxx") for line in lines)
    assert max(map(len, lines)) < 200


def test_without_numpy(tmp_path):
    (tmp_path / "numpy.py").write_text("raise ImportError('hidden')")
    status, lines = run_tap(API / "test_numpy.py", tmp_path)
    assert status == 0
    (line,) = [line for line in lines if line.startswith("ok ")]
    assert line.endswith("# SKIP Skipped: no numpy")


def table():
    """Returns the rows of the table, by kind: (name, groups, reason)."""
    rows = {"python": [], "file": []}
    for line in (TESTS / "selection.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, name, groups, reason = line.split(None, 3)
            rows[kind].append((name, set(groups.split(",")), reason))
    return rows


def test_selection_names_what_there_is():
    rows = table()
    for kind in rows:
        names = [name for name, _, _ in rows[kind]]
        assert len(set(names)) == len(names)
    for name, groups, _ in rows["file"]:
        assert (API / f"{name}.py").exists()
        assert groups <= {"versions", "public", "sanitizers", "kernels"}
        assert groups & {"versions", "sanitizers", "kernels"}
    for _, direct, rest in rows["python"]:
        assert (direct, rest.split()[0]) in (
            ({"whole"}, "whole"),
            ({"versions"}, "public"),
        )


def test_selection_has_what_depends_on_versions():
    selected = {name for name, groups, _ in table()["file"] if "versions" in groups}
    for file in API.glob("test_*.py"):
        text = file.read_text("utf-8")
        if re.search(r"\b(version_info|FREE_THREADED|DEBUG)\b", text):
            assert file.stem in selected


GROUPS = ["versions", "public", "sanitizers", "kernels", "sanitizers+public"]


@pytest.mark.parametrize("group", GROUPS)
def test_select(group):
    command = ["sh", str(TESTS / "select"), "files", group]
    listed = subprocess.check_output(command, encoding="utf-8").split("\n")[:-1]
    wanted = set(group.split("+"))
    rows = [name for name, groups, _ in table()["file"] if wanted <= groups]
    assert listed == [str(API / f"{name}.py") for name in rows]


def test_select_refuses_unknown_groups():
    for group in ("version", "sanitizers+version"):
        command = ["sh", str(TESTS / "select"), "files", group]
        assert subprocess.call(command) != 0


def test_which_tests():
    """Each source of src/ has a test."""
    command = [sys.executable, str(TESTS / "which-tests")]
    lines = subprocess.check_output(command, encoding="utf-8").splitlines()
    assert len(lines) > 150
    assert [line for line in lines if line.endswith(": ")] == []
    keycache = str(TESTS.parent / "src" / "dec" / "keycache.c")
    found = subprocess.check_output([*command, keycache], encoding="utf-8")
    assert found.splitlines()[0] == "tests/api/test_keycache.py"
    unknown = str(TESTS.parent / "src" / "py" / "unknown.c")
    assert subprocess.call([*command, unknown], stderr=subprocess.DEVNULL) == 1


def test_stage_has_both_names():
    module = pathlib.Path(_jsonde.__file__)
    names = ["_jsonde.abi3.so", "_jsonde.abi3t.so"]
    if module.name not in names or module.parent.parent.name != "stage":
        pytest.skip("this is no package in a build tree, or no stable ABI")
    first, second = [(module.parent / name).read_bytes() for name in names]
    assert first == second


def not_tested(tmp_path, log, left_out="", **environment):
    """Runs tests/not-tested on the log of one suite."""
    file = tmp_path / "whole-direct.log"
    file.write_text(log)
    kept = {k: v for k, v in os.environ.items() if k != "CI"}
    return subprocess.run(
        ["sh", str(TESTS / "not-tested"), str(file)],
        stderr=subprocess.PIPE,
        env=dict(kept, JSONDE_LEFT_OUT=left_out, **environment),
        encoding="utf-8",
    )


def test_nothing_left_out_is_silent(tmp_path):
    done = not_tested(tmp_path, "ok 1 - a\nok 2 - b # SKIP Skipped: no reason\n1..2\n")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "log, left_out, said",
    [
        ("1..0 # SKIP no pytest\n", "", "whole-direct: no pytest"),
        (
            "ok 1 - a # SKIP Skipped: could not import 'numpy': no\n1..1\n",
            "",
            "tests that need numpy",
        ),
        ("1..0\n", "check_abi: libpython is missing", "check_abi: libpython is missing"),
    ],
)
def test_left_out_suites_are_named(tmp_path, log, left_out, said):
    done = not_tested(tmp_path, log, left_out)
    assert done.returncode == 0
    assert f"NOT TESTED: {said}\n" in done.stderr
    assert not_tested(tmp_path, log, left_out, CI="true").returncode == 1


def test_program_without_jsonde(tmp_path):
    """The program of docs/guarantees.md for a system that has no jsonde."""
    page = (TESTS.parent / "docs" / "guarantees.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    program += '\nassert dumps({"a": [1, "é"]}) == \'{"a":[1,"é"]}\'.encode()\n'
    program += 'assert loads(b"[1]") == [1]\nprint(dumps.__module__)\n'
    file = tmp_path / "program.py"
    file.write_text(program, encoding="utf-8")
    for hidden, module in (("", "jsonde._jsonde"), ("import sys\nsys.modules['jsonde'] = None\n", "__main__")):
        file.write_text(hidden + program, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(file)], stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert (done.returncode, done.stdout) == (0, f"{module}\n")
