# SPDX-License-Identifier: MIT
"""From timings to text: ratios, geometric means, tables, comparison.

A report is a dict that json can write, and this is its schema, format 2:

  format     2
  taken      when, ISO 8601, UTC
  python     {version, implementation, build: "PGO" ..., compiler}
  machine    {cpu, cpus, kernel, libc, load: [1, 5, 15 minutes] at the start}
  ours       {version, simd, capabilities: {name: "direct" or a reason}}
  libraries  {name: version}, ours first
  missing    {name: why it is not there}
  options    {budget: seconds, gc: bool, turns: int}
  cells      [{group, kind, name, bytes,
               times: {library: {min, median: ns a call, samples, loops,
                                 paired: median of the rounds' ratios}},
               again: {...} as for a library: ours, measured a second time, or null,
               faults: {library: why it cannot do the cell}}]
  variants   [{name, environment: {...}, cells: as above}]    (optional)
  memory     [{what, unit, note, values: {library: number}}]  (optional)
"""

import math
import statistics

OURS = "jsonde"
MARK = "<"
# Less than this between two runs is never called a change.
LEAST_CHANGE = 0.02
# Rows of the summary: name, and which cells belong to it.
SECTIONS = {
    "documents, dumps": lambda c: (
        c["group"] == "documents" and c["kind"] == "dumps"
    ),
    "documents, loads": lambda c: (
        c["group"] == "documents" and c["kind"].startswith("loads")
    ),
    "messages, dumps": lambda c: (
        c["group"] == "messages" and c["kind"] == "dumps"
    ),
    "messages, loads": lambda c: (
        c["group"] == "messages" and c["kind"].startswith("loads")
    ),
    "fresh strings, documents": lambda c: (
        c["group"] == "documents" and c["kind"] == "dumps fresh"
    ),
    "fresh strings, messages": lambda c: (
        c["group"] == "messages" and c["kind"] == "dumps fresh"
    ),
    "everything": lambda c: True,
}


def geometric_mean(values):
    """The mean for ratios; None for no values."""
    values = list(values)
    if not values:
        return None
    return math.exp(statistics.fmean(map(math.log, values)))


def ratio(cell, library, column="min"):
    """A library's time over ours: above 1, we are faster. None: no time."""
    times = cell["times"]
    if library not in times or OURS not in times:
        return None
    if column == "paired":
        return times[library][column]
    return times[library][column] / times[OURS][column]


def best_peer(cell, column="min"):
    """The fastest of the others in a cell, or None."""
    peers = [name for name in cell["times"] if name != OURS]
    return min(
        peers, key=lambda name: cell["times"][name][column], default=None
    )


def best_ratio(cell, column="min"):
    best = best_peer(cell, column)
    return ratio(cell, best, column) if best else None


def shown(number):
    """A ratio for a table; below 1 it is marked."""
    if number is None:
        return "-"
    digits = 2 if number < 9.995 else 1
    return f"{number:.{digits}f}" + (MARK if number < 1 else "")


def shown_time(ns):
    for unit, size in (("ns", 1e3), ("us", 1e6), ("ms", 1e9)):
        if ns < size:
            value = ns / size * 1e3
            return f"{value:.{0 if value >= 100 else 1}f} {unit}"
    return f"{ns / 1e9:.2f} s"


def table(rows, markdown=False):
    """Rows of strings, the first is the head; the first column to the left,
    the others to the right. One text, plain or as Markdown."""
    rows = [[str(cell) for cell in row] for row in rows]
    if markdown:
        rows = [[cell.replace("|", r"\|") for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(w) for cell, w in zip(row[1:], widths[1:])]
        lines.append("  ".join(cells).rstrip())
        if markdown:
            lines[-1] = "| " + " | ".join(cells) + " |"
    rule = ["-" * width for width in widths]
    if markdown:
        rule = [rule[0]] + [dashes[:-1] + ":" for dashes in rule[1:]]
        lines.insert(1, "| " + " | ".join(rule) + " |")
    else:
        lines.insert(1, "  ".join(rule))
    return "\n".join(lines)


def peers_of(report):
    return [name for name in report["libraries"] if name != OURS]


def cell_rows(cells, peers):
    """One row for each cell: our time, the ratios, the best of the others."""
    yield [
        "",
        OURS,
        "median",
        *peers,
        "best",
        "paired",
        "of",
    ]
    for cell in cells:
        ours = cell["times"].get(OURS)
        yield [
            cell["name"],
            shown_time(ours["min"]) if ours else "-",
            shown_time(ours["median"]) if ours else "-",
            *(shown(ratio(cell, peer)) for peer in peers),
            shown(best_ratio(cell)),
            shown(best_ratio(cell, "paired")),
            best_peer(cell) or "-",
        ]


def mean_over(cells, library, column):
    """The geometric mean of the ratios; library None: over the best."""
    if library is None:
        found = [best_ratio(cell, column) for cell in cells]
    else:
        found = [ratio(cell, library, column) for cell in cells]
    return geometric_mean(value for value in found if value is not None)


def summary_rows(cells):
    yield [
        "geometric mean",
        "cells",
        "over orjson",
        "paired",
        "over the best",
        "paired",
        "cells below 1",
        "paired",
    ]
    for name, belongs in SECTIONS.items():
        chosen = [cell for cell in cells if belongs(cell)]
        if not chosen:
            continue
        below = [
            sum((best_ratio(cell, column) or 1) < 1 for cell in chosen)
            for column in ("min", "paired")
        ]
        yield [
            name,
            len(chosen),
            shown(mean_over(chosen, "orjson", "min")),
            shown(mean_over(chosen, "orjson", "paired")),
            shown(mean_over(chosen, None, "min")),
            shown(mean_over(chosen, None, "paired")),
            *below,
        ]


def noise(cell, column):
    """How far ours is from itself in a cell: 0.02 is 2%. None: no second time."""
    again = cell.get("again")
    if not again:
        return None
    factor = again[column]
    if column != "paired":
        factor /= cell["times"][OURS][column]
    return math.exp(abs(math.log(factor))) - 1


def noise_rows(cells):
    """The noise of the machine: of how many cells ours is how far from itself."""
    yield ["", "cells", "half of the cells", "9 of 10 cells", "all cells"]
    for column in ("min", "median", "paired"):
        found = sorted(noise(cell, column) for cell in cells if cell.get("again"))
        places = (len(found) // 2, math.ceil(len(found) * 0.9) - 1, -1)
        yield [
            {"min": "minimum"}.get(column, column),
            len(found),
            *(f"within {100 * found[place]:.1f}%" for place in places),
        ]


def is_free_threaded(report):
    """Whether the interpreter of a report is a free-threaded build."""
    return "free-threaded" in report["python"]["build"]


def base_of(reports):
    """The library that is 1 in charts: the first of these that all reports have."""
    for name in ("orjson", "msgspec"):
        if all(name in report["libraries"] for report in reports):
            return name
    return "json"


def heading_lines(report):
    """Whose figures these are, and where they were taken."""
    python, machine = report["python"], report["machine"]
    ours, options = report["ours"], report["options"]
    direct = [v == "direct" for v in ours["capabilities"].values()]
    yield f"taken      {report['taken']}"
    yield f"python     {python['version']}"
    yield f"           {python['build']}, {python['compiler']}"
    yield f"machine    {machine['cpu']}, {machine['cpus']} processors"
    load = " ".join(f"{value:.2f}" for value in machine["load"])
    yield f"           {machine['kernel']}, {machine['libc']}, load {load}"
    versions = [f"{n} {v}" for n, v in report["libraries"].items()]
    yield f"libraries  {', '.join(versions)}"
    for name, why in report["missing"].items():
        yield f"MISSING    {name}: {why}"
    yield (
        f"ours       {sum(direct)} of {len(direct)} capabilities direct, "
        f"simd {ours['simd']}"
    )
    yield (
        f"collector  {'on' if options['gc'] else 'off'};"
        f" budget {options['budget']:g} s in {options['turns']} turns"
    )


def fault_lines(report):
    for cell in report["cells"]:
        for library, why in cell["faults"].items():
            yield (
                f"- {library}, {cell['kind']} of {cell['name']}: {why[:100]}"
            )


def grouped(cells):
    """((group, kind), cells) in order of appearance."""
    groups = {}
    for cell in cells:
        groups.setdefault((cell["group"], cell["kind"]), []).append(cell)
    return groups.items()


def variant_rows(report):
    """Children with another path or kernel, over json and orjson of the
    same child."""
    sections = [name for name in SECTIONS if name != "everything"]
    yield ["over orjson / json", *sections]
    for variant in report["variants"]:
        row = [variant["name"]]
        for name in sections:
            chosen = [c for c in variant["cells"] if SECTIONS[name](c)]
            means = [
                mean_over(chosen, peer, "paired")
                for peer in ("orjson", "json")
            ]
            row.append(" / ".join(map(shown, means)))
        yield row


def memory_rows(report):
    names = list(report["libraries"])
    yield ["", "unit", *names]
    for row in report["memory"]:
        values = [row["values"].get(name) for name in names]
        yield [
            row["what"],
            row["unit"],
            *("-" if v is None else f"{v:.2f}" for v in values),
        ]


def text_of(report, markdown=False, summary=False):
    """Returns a report as text.

    summary: leave out the table of each cell and the faults.
    """

    def title(name):
        return f"\n### {name}\n" if markdown else f"== {name}"

    lines = list(heading_lines(report))
    parts = ["\n".join(["```", *lines, "```"] if markdown else lines)]
    cells, peers = report["cells"], peers_of(report)
    for (group, kind), chosen in () if summary else grouped(cells):
        rows = cell_rows(chosen, peers)
        parts += [title(f"{group}, {kind}"), table(rows, markdown)]
    if cells:
        parts += [title("summary"), table(summary_rows(cells), markdown)]
    if any(cell.get("again") for cell in cells):
        parts += [title("noise: jsonde against itself")]
        parts += [table(noise_rows(cells), markdown)]
    if report.get("variants"):
        parts += [title("variants"), table(variant_rows(report), markdown)]
    if report.get("memory"):
        parts += [title("memory"), table(memory_rows(report), markdown)]
        parts += sorted({row["note"] for row in report["memory"]})
    if not summary:
        parts += list(fault_lines(report))
    return "\n".join(parts)
