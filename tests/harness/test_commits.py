# SPDX-License-Identifier: MIT
"""tests/check-commits: messages that it takes, and messages that it refuses."""

import os
import pathlib
import runpy
import shutil
import subprocess
import sys

import pytest

SCRIPT = pathlib.Path(__file__).parent.parent / "check-commits"
problems = runpy.run_path(str(SCRIPT))["problems"]

BODY = "\n\nThe body says why.\n"
GOOD = [
    "dec: reject a truncated escape in UCS-2 input",
    "enc, dec: build literals from one table",
    "tests/lint: refuse names that two files define",
    "base: speed up the arena",
    "packaging: build, stage and install the module",
    "Format the tree with clang-format 14",
    'Revert "dec: reject a truncated escape"',
]
BAD = {
    "dec: rejected a truncated escape": "no verb in the imperative",
    "dec: rejecting a truncated escape": "no verb in the imperative",
    "enc, dec: the same lines once": "'the' is no verb",
    "enc: what the first attacks found; offsets carry": "'what' is no verb",
    "base: threads": "not `area: imperative verb object`",
    "format the tree": "names no area",
    "Tests: nobody waits for the mended": "names no area",
    "dec: Reject an escape": "no verb in lower case",
    "dec: reject an escape.": "full stop",
    "dec: " + "reject an escape " * 4: "characters",
    "dec:reject an escape": "names no area",
}


@pytest.mark.parametrize("subject", GOOD)
def test_good_subject(subject):
    assert problems(subject + BODY) == []


@pytest.mark.parametrize("subject, reason", BAD.items())
def test_bad_subject(subject, reason):
    assert any(reason in problem for problem in problems(subject + BODY))


def test_longest_subject():
    subject = "dec: reject " + "x" * 52
    assert len(subject) == 64
    assert problems(subject + BODY) == []
    assert len(problems(subject + "x" + BODY)) == 1


def test_body():
    assert problems(GOOD[0]) == ["the message has no body"]
    assert problems(GOOD[0] + "\n\n# a comment of git\n") != []
    assert problems(GOOD[0] + "\nThe body.\n") == ["no blank line follows the subject"]
    assert problems("\n") == ["the message is empty"]


@pytest.mark.parametrize("message, status", [(GOOD[0] + BODY, 0), (GOOD[0], 1)])
def test_hook(message, status, tmp_path):
    file = tmp_path / "COMMIT_EDITMSG"
    file.write_text(message)
    command = [sys.executable, str(SCRIPT), str(file)]
    assert subprocess.run(command, stdout=subprocess.DEVNULL).returncode == status


def test_history(tmp_path):
    """The script checks all commits of a repository but its merges."""
    if shutil.which("git") is None and os.environ.get("CI") != "true":
        pytest.skip("git is not installed")

    def git(*arguments):
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run([*command, *arguments], cwd=tmp_path, check=True)

    git("init", "-q", "--initial-branch=main")
    messages = ["base: start a tree" + BODY, "no area and no body", GOOD[0] + BODY]
    for message in messages:
        git("commit", "-q", "--allow-empty", "-m", message)
    git("checkout", "-q", "-b", "other", "HEAD~1")
    git("commit", "-q", "--allow-empty", "-m", GOOD[1] + BODY)
    git("merge", "-q", "--no-ff", "-m", "Merge branch 'main'", "main")
    source = SCRIPT.read_text("utf-8")
    start = runpy.run_path(str(SCRIPT))["START"]
    script = tmp_path / "check-commits"
    script.write_text(source.replace(start, "HEAD^1~2"))
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert "'no area and no body'" in done.stdout
    assert done.stdout.endswith("commits: 3 messages, 3 problems\n")
