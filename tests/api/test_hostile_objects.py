# SPDX-License-Identifier: MIT
"""Objects with arbitrary attributes as each argument: no crash, and no exceptions
but subclasses of Exception and those that the objects raise."""

import os
import subprocess
import sys
import time

import pytest
from conftest import examples

PROGRAM = os.path.join(os.path.dirname(__file__), "hostile_objects.py")
BATCHES = 4
SEEDS = examples(400)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_objects_that_answer_anything(batch):
    first = batch * 1_000_000
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-Xfaulthandler", PROGRAM, str(first), str(SEEDS)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=3600,
    )
    # The last printed seed is the seed of the crash.
    assert done.returncode == 0, done.stderr[-3000:].decode(errors="replace")
    print(f"{SEEDS} seeds in {time.monotonic() - start:.1f} s")
