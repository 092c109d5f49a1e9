# SPDX-License-Identifier: MIT
"""Programs that run as another user, in a directory that this user can read."""

import os
import pathlib
import shutil
import tempfile

import pytest
from conftest import child


@pytest.fixture
def open_folder():
    """A directory that other users can search. They cannot search tmp_path."""
    path = pathlib.Path(tempfile.mkdtemp(dir="/tmp"))
    os.chmod(path, 0o755)
    yield path
    shutil.rmtree(path)


NOBODY = """
import errno, os, stat, sys
import jsonde, jsonde._replace_posix
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
def attempt(path, value=[1], **named):
    try:
        jsonde.dump(value, path, **named)
    except OSError as error:
        print(type(error).__name__, errno.errorcode[error.errno], error)
        assert error.filename == path, error.filename
    else:
        print("written")
"""


def as_nobody(folder, program):
    """Runs a program without privileges and returns its output."""
    done = child(NOBODY + program, str(folder), abi=None)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()
