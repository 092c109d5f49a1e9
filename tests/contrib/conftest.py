# SPDX-License-Identifier: MIT
"""Fixtures of the tests of jsonde.contrib."""

import collections
import importlib.metadata
import os
import platform
import subprocess
import sys
import tempfile

import pytest

import jsonde

PROGRAM = """
import sys
sys.modules[{partner!r}] = None
try:
    import {module}
except ImportError as error:
    print(error)
else:
    sys.exit("the import did not fail")
"""


# Ray makes no token in the home directory, and tells nobody about its use.
os.environ.update(RAY_AUTH_MODE="disabled", RAY_USAGE_STATS_ENABLED="0")

passed = collections.Counter()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Counts the passed tests of each partner."""
    report = yield
    if report.when == "call" and report.passed:
        passed[item.module.PARTNER] += 1
    return report


def version_of(partner):
    """The version of a package, or that of Python for its standard library."""
    if partner == "examples":
        return "of jsonde " + jsonde.__version__
    if partner in sys.stdlib_module_names:
        return "of Python " + platform.python_version()
    return importlib.metadata.version(partner)


def pytest_terminal_summary(terminalreporter):
    """Prints the version of each partner, and how many of its tests passed."""
    for partner, count in sorted(passed.items()):
        version = version_of(partner)
        terminalreporter.write_line(f"contrib: {partner} {version}: {count} passed")


@pytest.fixture
def message_without():
    """A function that returns the message of the ImportError of a module without
    its partner."""

    def run(module, partner):
        program = PROGRAM.format(module=module, partner=partner)
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


@pytest.fixture(scope="session")
def ray_directory():
    """A directory for Ray: its path is short, because Ray makes Unix sockets there."""
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as name:
        yield name


@pytest.fixture(scope="session")
def server():
    """The URL of an HTTP server."""
    import local_server

    with local_server.running() as url:
        yield url
