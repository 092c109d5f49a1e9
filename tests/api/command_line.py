# SPDX-License-Identifier: MIT
"""Runs commands of the command line: in this process, or in a process of their
own where the process itself is tested."""

import collections
import contextlib
import io
import os
import signal
import subprocess
import sys
import time

import jsonde
import pytest
from jsonde import cli

Done = collections.namedtuple("Done", "status output errors")
PROGRAM = [sys.executable, "-m", "jsonde"]
PACKAGES = os.path.dirname(os.path.dirname(os.path.abspath(jsonde.__file__)))


class Stream(io.TextIOWrapper):
    """A standard stream that keeps its bytes."""

    def __init__(self, data=b""):
        super().__init__(io.BytesIO(data), "utf-8", newline="\n", write_through=True)


def run(*arguments, stdin=b""):
    """Runs a command in this process: its status, output (bytes) and errors (str)."""
    output, errors = Stream(), Stream()
    before = sys.stdin
    sys.stdin = Stream(stdin)
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            status = cli.main([os.fspath(argument) for argument in arguments])
    finally:
        sys.stdin = before
    return Done(status, output.buffer.getvalue(), errors.buffer.getvalue().decode())


def output_of(*arguments, stdin=b""):
    """Runs a command that must succeed without messages, and returns its output."""
    done = run(*arguments, stdin=stdin)
    assert (done.status, done.errors) == (0, "")
    return done.output


def environment_of(**variables):
    """Returns the environment of a child, which finds jsonde in any directory."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **variables}
    paths = [PACKAGES, *filter(None, [environment.get("PYTHONPATH")])]
    environment["PYTHONPATH"] = os.pathsep.join(paths)
    environment.pop("PYTHONWARNINGS", None)
    return environment


@contextlib.contextmanager
def signal_not_ignored():
    """A context in which a new program does not ignore SIGINT. A shell lets programs
    in the background, such as a step of .ci/run, ignore it, and they pass that on.
    A new program resets a handler."""
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


def process(*arguments, stdin=subprocess.DEVNULL, **named):
    """Starts a command in a process of its own."""
    named.setdefault("stdout", subprocess.PIPE)
    with signal_not_ignored():
        return subprocess.Popen(
            [*PROGRAM, *map(os.fspath, arguments)],
            stdin=stdin, stderr=subprocess.PIPE, env=environment_of(), **named,
        )


def wait_until_read(pipe):
    """Waits until a process has read what was written to a pipe, and reads on."""
    import fcntl
    import termios

    nothing = b"\0\0\0\0"
    end = time.monotonic() + 60
    while fcntl.ioctl(pipe, termios.FIONREAD, nothing) != nothing:
        assert time.monotonic() < end
        time.sleep(0.01)
    time.sleep(0.1)


def interrupt(child, data):
    """Interrupts a process that has read data and waits for more. It must end without
    a message."""
    child.stdin.write(data)
    child.stdin.flush()
    wait_until_read(child.stdin)
    child.send_signal(signal.SIGINT)
    assert child.wait(60) == 130
    assert child.stderr.read() == b""
    for pipe in child.stdin, child.stdout, child.stderr:
        pipe.close()


def on_terminal(*arguments, environment=None, program=None):
    """Runs a command whose output and errors are a terminal: its status and what it
    wrote, as bytes with \\n for the end of a line. program: code to run instead."""
    import fcntl
    import pty
    import struct
    import termios

    try:
        leader, terminal = pty.openpty()
    except OSError as error:  # a minimal container
        pytest.skip(f"no pseudo-terminal: {error}")
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    variables = environment_of(
        **{"TERM": "xterm", "NO_COLOR": "", **(environment or {})}
    )
    child = subprocess.Popen(
        [
            *([sys.executable, "-c", program] if program else PROGRAM),
            *map(os.fspath, arguments),
        ],
        stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal,
        env=variables,
    )
    os.close(terminal)
    written = []
    with contextlib.suppress(OSError):  # EIO when the other end is closed
        while True:
            part = os.read(leader, 1 << 16)
            if not part:
                break
            written.append(part)
    os.close(leader)
    return child.wait(60), b"".join(written).replace(b"\r\n", b"\n")
