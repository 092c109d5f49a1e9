# SPDX-License-Identifier: MIT
"""Draws reports of bench.py as SVG: chart.py --directory DIR REPORT...

The charts show the speed on each document relative to orjson, as a group of bars
with a bar for each library: benchmarks-dumps.svg and benchmarks-loads.svg. Each
report is a panel. The reports of free-threaded builds have a chart of their own with
both, benchmarks-free-threaded.svg, relative to msgspec if there is no orjson. Equal
reports give equal bytes. Text stays text on a transparent background, in greys that are
readable on white and on black.
"""

import argparse
import json
import os
import sys

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot

import report

KINDS = ("dumps", "loads")
INK = "#767c85"
COLORS = {
    "jsonde": "#e4572e",
    "orjson": "#5b8db8",
    "ssrjson": "#4fa37c",
    "msgspec": "#a77fc0",
    "ujson": "#b59b55",
    "json": "#8d8d8d",
}
OTHER_COLOR = "#777777"
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "jsonde",
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
}


def speeds(cells, library, base):
    """Returns how many times as fast as the base each cell is; 0 if it failed."""
    return [
        cell["times"][base]["min"] / cell["times"][library]["min"]
        if library in cell["times"]
        else 0
        for cell in cells
    ]


def cells_of(data, kind, base):
    """Returns the cells of documents of a kind that the base can run."""
    return [
        cell
        for cell in data["cells"]
        if cell["group"] == "documents"
        and cell["kind"] == kind
        and base in cell["times"]
    ]


def draw_panel(axes, data, kind, base):
    """Draws the bars of one report."""
    cells = cells_of(data, kind, base)
    names = list(data["libraries"])
    width = 0.82 / len(names)
    for i, name in enumerate(names):
        places = [
            group - 0.41 + (i + 0.5) * width for group in range(len(cells))
        ]
        bars = axes.bar(
            places,
            speeds(cells, name, base),
            width * 0.94,
            label=name,
            color=COLORS.get(name, OTHER_COLOR),
        )
        if name == report.OURS:
            axes.bar_label(
                bars,
                fmt="%.2f",
                label_type="center",
                rotation=90,
                fontsize=8,
                color="white",
            )
    axes.axhline(1, color=INK, linewidth=0.7, linestyle="--")
    axes.set_xticks(range(len(cells)), [cell["name"] for cell in cells])
    axes.set_ylabel(f"speed, {base} = 1")
    python = data["python"]["version"].split(" ")[0]
    axes.set_title(
        f"{kind}: CPython {python} ({data['python']['build']}),"
        f" {data['machine']['cpu']}",
        fontsize=9,
        loc="left",
    )


def draw(panels, base, path):
    """Draws a figure with a panel for each (report, kind)."""
    figure, all_axes = pyplot.subplots(
        len(panels),
        squeeze=False,
        figsize=(9, 3.2 * len(panels)),
        layout="constrained",
    )
    for axes, (data, kind) in zip(all_axes[:, 0], panels):
        draw_panel(axes, data, kind, base)
    handles, labels = all_axes[0, 0].get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="outside lower center", ncols=len(labels)
    )
    figure.savefig(path, transparent=True, metadata={"Date": None})
    pyplot.close(figure)


def charts(reports):
    """Yields the name of each chart and its reports and kinds."""
    free = [data for data in reports if report.is_free_threaded(data)]
    others = [data for data in reports if not report.is_free_threaded(data)]
    for kind in KINDS if others else ():
        yield kind, [(data, kind) for data in others]
    if free:
        yield "free-threaded", [(data, kind) for data in free for kind in KINDS]


def main():
    parser = argparse.ArgumentParser(prog="chart.py")
    parser.add_argument("--directory", default=".")
    parser.add_argument("reports", nargs="+", metavar="REPORT")
    options = parser.parse_args()
    reports = []
    for path in options.reports:
        with open(path, encoding="utf-8") as file:
            reports.append(json.load(file))
    pyplot.rcParams.update(STYLE)
    for name, panels in charts(reports):
        base = report.base_of([data for data, _ in panels])
        if not all(cells_of(data, kind, base) for data, kind in panels):
            sys.exit(
                f"chart: a report of {name} has no documents together"
                f" with {base}: was JSONDE_TEST_DATA set?"
            )
        path = os.path.join(options.directory, f"benchmarks-{name}.svg")
        draw(panels, base, path)
        print(path)


if __name__ == "__main__":
    main()
