# SPDX-License-Identifier: MIT
"""Which implementation is imported: the module in C, or that in Python."""

import os
import shutil
import subprocess
import sys

import jsonde
import pytest
from conftest import FALLBACK

PACKAGE = os.path.dirname(jsonde.__file__)
SHOW = """
import sys, warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import jsonde
value = {"a": [1, 2.5, "\u4e2d", None], "b": {"c": True}}
assert jsonde.loads(jsonde.dumps(value)) == value
print("python" if "jsonde._fallback" in sys.modules else "native",
      *(str(w.message) for w in caught if w.category is RuntimeWarning))
"""


def run(folder, choice=None):
    """Returns the exit status and the output of SHOW, with the package in folder."""
    environment = {**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("JSONDE_IMPLEMENTATION", None)
    if choice is not None:
        environment["JSONDE_IMPLEMENTATION"] = choice
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout.strip(), done.stderr


@pytest.fixture(scope="module")
def without_module(tmp_path_factory):
    """A folder with a copy of the package that lacks the module in C."""
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(
        PACKAGE,
        folder / "jsonde",
        copy_function=shutil.copyfile,
        ignore=shutil.ignore_patterns("_jsonde.*.so", "_jsonde*.pyd", "__pycache__"),
    )
    return str(folder)


@pytest.mark.skipif(FALLBACK, reason="the module in C is not in use")
def test_module_is_the_default():
    folder = os.path.dirname(PACKAGE)
    assert run(folder)[:2] == (0, "native")
    assert run(folder, "native")[:2] == (0, "native")


def test_python_is_forced():
    assert run(os.path.dirname(PACKAGE), "python")[:2] == (0, "python")


def test_another_choice_is_an_error():
    status, _, errors = run(os.path.dirname(PACKAGE), "c")
    assert status == 1
    assert errors.endswith(
        "ValueError: JSONDE_IMPLEMENTATION=c: expected native or python\n"
    )


def test_module_is_missing(without_module):
    status, output, _ = run(without_module)
    assert status == 0
    name, _, warning = output.partition(" ")
    assert name == "python"
    if sys.implementation.name == "cpython":
        assert "slow without it: No module named 'jsonde._jsonde'" in warning
    else:
        assert warning == ""
    assert run(without_module, "python")[:2] == (0, "python")


def test_module_is_forced_and_missing(without_module):
    status, _, errors = run(without_module, "native")
    assert status == 1
    assert "No module named 'jsonde._jsonde'" in errors
