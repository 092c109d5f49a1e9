# SPDX-License-Identifier: MIT
"""Where commands write: standard output, or a file that is replaced at the end,
so that a failure leaves the old file as it was."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from typing import Any

__all__ = ["add_output", "is_standard", "produce"]

BUFFER = 1 << 20  # bytes that are written at a time
STANDARD_OUTPUT = "-"


def add_output(command: Any) -> None:
    """Add the option -o FILE to a command."""
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default=STANDARD_OUTPUT,
        help="write to FILE, which is replaced only if all goes well",
    )


def is_standard(path: str) -> bool:
    """Tell whether a path stands for standard output."""
    return path == STANDARD_OUTPUT


def produce(path: str, work: Callable[[Any], None]) -> None:
    """Call work(file), which writes bytes to a file.

    A regular file at the path is replaced atomically, as by jsonde.dump(). If
    the path says so, the file is compressed, as by jsonde.lines.
    """
    if is_standard(path):
        file = standard_output()
        work(file)
        file.flush()
    else:
        from jsonde import replace

        untyped: Any = replace
        untyped.produce_path(path, lambda raw: write_raw(path, raw, work), True)


def write_raw(path: str, raw: Any, work: Callable[[Any], None]) -> None:
    """Call work with a buffered or compressed file on top of a raw file."""
    from jsonde import lines

    untyped: Any = lines
    buffered = io.BufferedWriter(untyped.Raw(raw.write), BUFFER)
    suffix = untyped.compression(path)
    try:
        if suffix is None:
            work(buffered)
        else:
            with untyped.opener_of(suffix)(buffered, "wb") as file:
                work(file)
        buffered.flush()
    finally:
        buffered.raw.close()  # it must not write again when it is freed


def standard_output() -> Any:
    """Return standard output as a file of bytes."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    sys.stdout.flush()
    return getattr(sys.stdout, "buffer", None) or TextOutput(sys.stdout)


class TextOutput:
    """A file of UTF-8 that writes to a text file, which a program has put in the
    place of standard output."""

    def __init__(self, file: Any):
        self.file: Any = file

    def write(self, data: Any) -> int:
        self.file.write(str(data, "utf-8"))
        return len(data)

    def flush(self) -> None:
        self.file.flush()
