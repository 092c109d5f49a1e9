# SPDX-License-Identifier: MIT
"""Where commands write: standard output, or a file that is replaced at the end,
so that a failure leaves the old file as it was."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import Any

from jsonde.cli.guard import Complaint

__all__ = ["add_output", "is_standard", "produce"]

BUFFER = 1 << 20  # bytes that are written at a time
STANDARD_OUTPUT = "-"


def add_output(command: Any) -> None:
    """Add the option -o FILE to a command."""
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write to FILE, which is replaced only if all goes well",
    )


def is_standard(path: str | None) -> bool:
    """Tell whether a path, or None, stands for standard output."""
    return path is None or path == STANDARD_OUTPUT


def produce(path: str | None, work: Callable[[Any], None]) -> None:
    """Call work(file), which writes bytes to a file.

    A regular file at the path is replaced atomically, as by jsonde.dump(). If
    the path says so, the file is compressed, as by jsonde.lines. Raises
    Complaint before work() begins if no file can have the path, or if this
    Python has no module that compresses it.
    """
    if path is None or is_standard(path):
        file = standard_output()
        work(file)
        file.flush()
    else:
        from jsonde import replace

        untyped: Any = replace
        compress = compressor_of(path)
        untyped.produce_path(
            path, lambda raw: write_raw(raw, work, compress), True
        )


def compressor_of(path: str) -> Any:
    """Return the function that opens the compressed file of a path, or None.

    Raises Complaint if there is none, or if no file can have the path.
    """
    from jsonde import lines

    untyped: Any = lines
    try:
        os.access(path, os.F_OK)  # ValueError for a null character
        suffix = untyped.compression(path)
        return None if suffix is None else untyped.opener_of(suffix)
    except ValueError as error:
        raise Complaint(f"{path!r}: {error}") from error


def write_raw(raw: Any, work: Callable[[Any], None], compress: Any) -> None:
    """Call work with a buffered file on top of a raw file.

    compress: None, or a function that opens a compressed file on top of it.
    """
    from jsonde import files

    untyped: Any = files
    buffered = io.BufferedWriter(untyped.Raw(raw.write), BUFFER)
    try:
        if compress is None:
            work(buffered)
        else:
            with compress(buffered, "wb") as file:
                work(file)
        buffered.flush()
    finally:
        buffered.raw.close()  # it must not write again when it is freed


def standard_output() -> Any:
    """Return standard output as a file of bytes."""
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
