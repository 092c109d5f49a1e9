# SPDX-License-Identifier: MIT
"""Runs a command. No failure shows a traceback: each is a message on standard
error, and an exit status."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

from jsonde.cli.terminal import printable

__all__ = ["BAD_DATA", "INTERRUPTED", "Complaint", "guarded", "text_of"]

BAD_DATA = 1  # the data are no JSON, or two documents differ
TROUBLE = 2  # wrong arguments, or a file cannot be read or written
INTERRUPTED = 130  # as shells report it: 128 + SIGINT


class Complaint(Exception):
    """Ends a command with a message for the user, of one or more lines.

    status: the exit status.
    """

    def __init__(self, message: str, status: int = TROUBLE):
        super().__init__(message)
        self.status: int = status


class ClosedOutput(io.TextIOBase):
    """The place of a standard output that is closed: writing to it fails."""

    def write(self, text: str, /) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


class ClosedErrors(io.TextIOBase):
    """The place of a standard error that is closed: messages are dropped."""

    def write(self, text: str, /) -> int:
        return len(text)


@contextlib.contextmanager
def standard_streams() -> Iterator[None]:
    """Give standard output and standard error an object each.

    Python has None for a closed one. print() and argparse would take None in
    the place of standard error for standard output.
    """
    before = sys.stdout, sys.stderr
    output: Any = ClosedOutput()
    errors: Any = ClosedErrors()
    sys.stdout = output if sys.stdout is None else sys.stdout
    sys.stderr = errors if sys.stderr is None else sys.stderr
    prepare(sys.stdout)
    prepare(sys.stderr)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def guarded(run: Callable[[], Any]) -> int:
    """Call run(), which writes to standard output, and return its exit status.

    A failure is reported on standard error. A pipe that its reader has closed
    needs no message.
    """
    with standard_streams():
        return status_of(run)


def status_of(run: Callable[[], Any]) -> int:
    """Call run(), report its failure, and return the exit status."""
    try:
        status = run_and_flush(run)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Complaint as error:
        say(str(error))
        return error.status
    except OSError as error:
        status = TROUBLE
        if not is_closed_pipe(error):
            say(reason_of(error))
    except MemoryError:
        status = TROUBLE
        say("not enough memory")
    else:
        return status
    discard_output()
    return status


def run_and_flush(run: Callable[[], Any]) -> int:
    try:
        status = run()
    except SystemExit as done:  # argparse has printed its message
        status = done.code
    except Complaint:
        sys.stdout.flush()
        raise
    sys.stdout.flush()  # also with another status: its output may not be lost
    return int(status or 0)


def prepare(stream: Any) -> None:
    """Let a stream escape the characters that its encoding lacks."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def is_closed_pipe(error: OSError) -> bool:
    """Tell whether a write failed because nobody reads the pipe.

    Windows reports EINVAL then.
    """
    if error.filename is not None:
        return False
    closed = (errno.EINVAL,) if os.name == "nt" else ()
    return isinstance(error, BrokenPipeError) or error.errno in closed


def discard_output() -> None:
    """Redirect standard output, so that Python's flush at exit cannot fail."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        descriptor = sys.stdout.fileno()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, descriptor)
        os.close(null)


def reason_of(error: OSError) -> str:
    """Return "NAME: reason" for an error of a file."""
    name = error.filename
    what = "standard output" if name is None else printable(os.fsdecode(name))
    reason = error.strerror or text_of(error)
    return f"{what}: {reason.split('; dump(')[0]}"


def text_of(error: OSError) -> str:
    """Return the text of an error without a number, as modules raise it.

    str(error) would have "[Errno None] None" if the error has a file name.
    """
    return "".join(map(str, error.args[:1])) or type(error).__name__


def say(message: str) -> None:
    """Print a message to standard error, if possible."""
    with contextlib.suppress(OSError, ValueError):  # ValueError: it is closed
        print(f"jsonde: {message}", file=sys.stderr)
