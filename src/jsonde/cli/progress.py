# SPDX-License-Identifier: MIT
"""A progress bar on a terminal, by tqdm or rich if one of them is installed."""

from __future__ import annotations

import sys
from typing import Any

from jsonde.cli.terminal import is_terminal

__all__ = ["Bar"]

LEAST = 20_000_000  # bytes of the smallest file that gets a bar


class Bar:
    """The progress of reading a file, on standard error.

    total: the size of the file in bytes. There is no bar for small files, for
    0, without a terminal, and without tqdm and rich.
    """

    def __init__(self, total: int, label: str):
        self.shown: Any = None
        if total >= LEAST and is_terminal(sys.stderr):
            self.shown = tqdm_bar(total, label) or rich_bar(total, label)

    def advance(self, count: int) -> None:
        """Move the bar by so many bytes."""
        if self.shown is not None:
            self.shown.update(count)

    def close(self) -> None:
        """Remove the bar from the terminal."""
        if self.shown is not None:
            self.shown.close()
            self.shown = None


def tqdm_bar(total: int, label: str) -> Any:
    """Return a bar of tqdm, or None if there is no tqdm."""
    try:
        from tqdm import tqdm
    except ImportError:
        return None
    return tqdm(
        *(None, label, total, False, sys.stderr),
        unit="B",
        unit_scale=True,
    )


class RichBar:
    """A bar of rich, with the methods of tqdm's."""

    def __init__(self, progress: Any, total: int, label: str):
        self.progress: Any = progress
        self.task: Any = progress.add_task(label, total=total)
        progress.start()

    def update(self, count: int) -> None:
        self.progress.update(self.task, advance=count)

    def close(self) -> None:
        self.progress.stop()


def rich_bar(total: int, label: str) -> RichBar | None:
    """Return a bar of rich, or None if there is no rich."""
    try:
        from rich import progress
        from rich.console import Console
    except ImportError:
        return None
    columns = (
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.DownloadColumn(),
        progress.TransferSpeedColumn(),
        progress.TimeRemainingColumn(),
    )
    bar = progress.Progress(
        *columns, console=Console(stderr=True), transient=True
    )
    return RichBar(bar, total, label)
