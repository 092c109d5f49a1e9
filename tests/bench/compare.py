# SPDX-License-Identifier: MIT
"""Compares two reports and finds changes beyond noise.

The whole machine may have been faster or slower, so our time in each cell is
divided by the times of the other libraries in the same run. Their code is equal in
both runs, so the drift between them is the noise of the cell. A change counts if it
exceeds twice the noise.
"""

import collections
import math

from report import LEAST_CHANGE, OURS, geometric_mean, shown_time, table

Change = collections.namedtuple("Change", "key before after factor noise")


def key_of(cell):
    return cell["group"], cell["kind"], cell["name"]


def common_peers(old, new):
    """Returns the other libraries that both reports have in equal versions."""
    return [
        name
        for name, version in new["libraries"].items()
        if name != OURS and old["libraries"].get(name) == version
    ]


def drifts(old, new, peers, column):
    """Returns the factor by which the time of each peer grew in a cell."""
    return {
        peer: new["times"][peer][column] / old["times"][peer][column]
        for peer in peers
        if peer in old["times"] and peer in new["times"]
    }


def change_of(old, new, peers, column="min"):
    """Returns the factor of our normalised time, and its noise; None without peers."""
    found = drifts(old, new, peers, column)
    if not found or OURS not in old["times"] or OURS not in new["times"]:
        return None
    machine = geometric_mean(found.values())
    noise = max(abs(math.log(drift / machine)) for drift in found.values())
    before, after = (cell["times"][OURS][column] for cell in (old, new))
    return Change(
        key_of(new), before, after, after / before / machine, math.exp(noise)
    )


def is_real(change):
    size = abs(math.log(change.factor))
    return size > max(math.log(1 + LEAST_CHANGE), 2 * math.log(change.noise))


def changes(old, new):
    """Returns (cells that changed beyond noise, number of compared cells). The
    minimum and the median must agree on the direction."""
    peers = common_peers(old, new)
    before = {key_of(cell): cell for cell in old["cells"]}
    found, compared = [], 0
    for cell in new["cells"]:
        past = before.get(key_of(cell))
        least = past and change_of(past, cell, peers)
        if not least:
            continue
        compared += 1
        median = change_of(past, cell, peers, "median")
        if is_real(least) and (median.factor - 1) * (least.factor - 1) > 0:
            found.append(least)
    return sorted(found, key=lambda change: change.factor), compared


def text_of_changes(old, new, markdown=False):
    found, compared = changes(old, new)
    peers = ", ".join(common_peers(old, new)) or "nobody"
    said = (
        f"{compared} cells compared, our time relative to {peers}:"
        f" {len(found)} changed beyond noise"
    )
    if not found:
        return said
    rows = [["cell", "before", "now", "time x", "noise", ""]]
    rows += [
        [
            ", ".join(change.key),
            shown_time(change.before),
            shown_time(change.after),
            f"{change.factor:.3f}",
            f"{change.noise:.3f}",
            "SLOWER" if change.factor > 1 else "faster",
        ]
        for change in found
    ]
    return f"{said}\n{table(rows, markdown)}"
