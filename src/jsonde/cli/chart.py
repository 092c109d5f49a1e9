# SPDX-License-Identifier: MIT
"""The chart of jsonde bench, drawn by matplotlib."""

from __future__ import annotations

from typing import Any

from jsonde.cli.bench import Result
from jsonde.cli.guard import Complaint
from jsonde.cli.outputs import produce

__all__ = ["draw", "require"]

INK = "#767c85"  # readable on white and on black
OURS, OTHERS = "#e4572e", "#5b8db8"
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "jsonde",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def suffix_of(path: str) -> str:
    """Return the format of a chart: the suffix of its path, or svg."""
    return path.rpartition(".")[2].lower() if "." in path else "svg"


def require(path: str) -> Any:
    """Return matplotlib. Raise Complaint if it cannot write the file at path."""
    try:
        import matplotlib
    except ImportError as error:
        raise Complaint(
            "--plot needs matplotlib, which is not installed: "
            f"python -m pip install matplotlib ({error})"
        ) from None
    matplotlib.use("agg")  # it needs no display
    from matplotlib.backend_bases import FigureCanvasBase

    suffix = suffix_of(path)
    if suffix not in FigureCanvasBase.get_supported_filetypes():
        raise Complaint(f"{path}: matplotlib does not write .{suffix}")
    return matplotlib


def draw(path: str, title: str, results: dict[str, list[Result]]) -> None:
    """Draw the times relative to jsonde, and write the chart to a file.

    The suffix of the path chooses the format; without a suffix it is SVG.
    """
    matplotlib = require(path)
    from matplotlib import pyplot

    suffix = suffix_of(path)
    with matplotlib.rc_context(STYLE):
        figure, axes = pyplot.subplots(
            1, len(results), figsize=(9, 3), layout="constrained"
        )
        for panel, (direction, rows) in zip(axes, results.items()):
            draw_panel(panel, direction, rows)
        figure.suptitle(title, fontsize=9)
        named = {"format": suffix, "transparent": True}
        if suffix == "svg":
            named["metadata"] = {"Date": None}  # equal results, equal bytes
        produce(path, lambda file: figure.savefig(file, **named))
        pyplot.close(figure)


def draw_panel(panel: Any, direction: str, rows: list[Result]) -> None:
    """Draw one direction: a bar for each library, the first one at the top."""
    shown = [row for row in reversed(rows) if row.ratio is not None]
    colors = [OURS if row.name == "jsonde" else OTHERS for row in shown]
    ratios = [row.ratio for row in shown]
    bars = panel.barh([row.name for row in shown], ratios, color=colors)
    panel.bar_label(bars, fmt=" %.2f")
    panel.set_title(direction, fontsize=9, loc="left")
    panel.set_xlabel("time, jsonde = 1")
    panel.margins(x=0.2)
    panel.spines[["top", "right"]].set_visible(False)
