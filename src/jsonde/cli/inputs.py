# SPDX-License-Identifier: MIT
"""The files that commands read: a path, or - for standard input.

A path that ends in .gz, .bz2, .xz or .zst is decompressed, as by jsonde.lines.
"""

from __future__ import annotations

import argparse
import errno
import os
import stat
import sys
from collections.abc import Callable
from typing import Any

from jsonde import OPT_JSONC
from jsonde.cli.guard import Complaint, text_of
from jsonde.cli.outputs import is_standard
from jsonde.cli.progress import Bar
from jsonde.cli.terminal import is_terminal, printable

__all__ = [
    "Input",
    "add_input",
    "add_jsonc",
    "input_beside",
    "jsonc_option",
]

STANDARD_INPUT = "-"
# The modules of decompressed files, or the packages of these modules.
DECOMPRESSORS = ("bz2", "compression", "gzip", "lzma")
BLOCK = 1 << 24  # bytes that read_all() reads at a time


def add_input(command: Any, nargs: str = "?") -> None:
    """Add the argument FILE, or FILE... for nargs="*", to a command."""
    command.add_argument(
        "files" if nargs == "*" else "file",
        nargs=nargs,
        metavar="FILE",
        default=[STANDARD_INPUT] if nargs == "*" else STANDARD_INPUT,
        help="file to read; without FILE, or for -, standard input",
    )


def add_jsonc(command: Any) -> None:
    """Add the option --jsonc to a command."""
    command.add_argument(
        "--jsonc", action="store_true",
        help="accept comments, and trailing commas",
    )


def jsonc_option(arguments: argparse.Namespace) -> int:
    """Return the option of loads() for the argument --jsonc."""
    return OPT_JSONC if arguments.jsonc else 0


class Input:
    """A file that is open for reading bytes.

    name: as messages have it. has_bar: show the progress, on a terminal.
    """

    def __init__(self, path: str, has_bar: bool = True):
        self.is_standard: bool = path == STANDARD_INPUT
        self.name: str = "standard input" if self.is_standard else path
        self.file: Any = standard_input() if self.is_standard else opened(path)
        # Called before each read, which may have to wait for a program.
        self.before_read: Callable[[], object] = int
        self.bar: Bar = Bar(
            self.size() if has_bar else 0, printable(os.path.basename(self.name))
        )

    def __enter__(self) -> Input:
        return self

    def __exit__(self, *unused: object) -> None:
        self.bar.close()
        if not self.is_standard:
            self.file.close()

    def size(self) -> int:
        """Return the size of a regular file, or 0."""
        try:
            status = os.fstat(self.file.fileno())
        except (OSError, ValueError, AttributeError):
            return 0
        return status.st_size if stat.S_ISREG(status.st_mode) else 0

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes: b"" at the end of the file."""
        self.before_read()
        try:
            part = self.file.read(size)
        except OSError as error:
            if error.errno is None:  # gzip.BadGzipFile, or raised by bz2
                raise OSError(errno.EIO, text_of(error), self.name) from error
            error.filename = self.name
            raise
        except Exception as error:
            package = type(self.file).__module__.partition(".")[0]
            if package not in DECOMPRESSORS or isinstance(error, MemoryError):
                raise
            # EOFError, zlib.error, lzma.LZMAError, compression.zstd.ZstdError
            raise OSError(errno.EIO, str(error), self.name) from error
        if part is None:
            raise BlockingIOError(errno.EAGAIN, "the file would block", self.name)
        self.bar.advance(len(part))
        return bytes(part)

    def read_all(self) -> bytes:
        """Return all bytes up to the end of the file."""
        parts = [self.read(BLOCK)]
        while parts[-1]:
            parts.append(self.read(BLOCK))
        return b"".join(parts)


def input_beside(path: str, output: str | None, file: Any) -> Input:
    """Open the input of a command that writes to a file of bytes at the path output.

    The command shows no progress bar on a terminal that gets the output. It flushes
    the output before it waits for more input.
    """
    to_terminal = is_standard(output) and is_terminal(sys.stdout)
    source = Input(path, has_bar=not to_terminal)
    source.before_read = file.flush
    return source


def opened(path: str) -> Any:
    """Open the file at a path for reading, uncompressed."""
    from jsonde import lines

    untyped: Any = lines
    try:
        return untyped.open_path(path)
    except ValueError as error:  # a null character, or no module to decompress
        raise Complaint(f"{path!r}: {error}") from error


def standard_input() -> Any:
    """Return standard input as a file of bytes."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "standard input")
    buffer = getattr(sys.stdin, "buffer", None)
    if buffer is None:  # a program has put an object in its place
        import io

        return io.BytesIO(sys.stdin.read().encode())
    return getattr(buffer, "raw", buffer)
