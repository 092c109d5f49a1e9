# SPDX-License-Identifier: MIT
"""Runs the examples of docs/examples for their tests."""

import os
import subprocess
import sys

DIRECTORY = os.path.join(os.path.dirname(__file__), "..", "..", "docs", "examples")


def output_of(name, *ignored):
    """Return the lines that an example prints. A warning of Python is a failure, unless
    a module in ignored makes it."""
    options = [f"-Wignore:::{module}" for module in ignored]
    done = subprocess.run(
        [sys.executable, "-W", "error", *options, os.path.join(DIRECTORY, name)],
        capture_output=True, text=True, check=False, timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
