# SPDX-License-Identifier: MIT
"""Measures the time of one cell for several libraries.

All libraries are measured in this process, in rounds: each gives one sample in each
round, and the order rotates. A sample is a loop that is long enough for the clock.
Each library has its own code object for the loop, so that the interpreter's inline
caches see only one callee.
"""

import collections
import gc
import json
import statistics
import time
import types
from itertools import repeat

SAMPLE_NS = 200_000
MOST_LOOPS = 20_000
# A library slower than this takes part less often, to leave time for the others.
SLOW = 4

# paired: the median ratio to the first library's time, over the rounds in which
# both took part. A change of the machine's speed affects both samples of a round,
# so this is the steadiest figure.
Timing = collections.namedtuple(
    "Timing", "minimum median paired samples loops"
)


def loop_free(call, argument, loops, clock=time.perf_counter_ns):
    """Calls with one argument again and again; each result is freed at once."""
    start = clock()
    for _ in repeat(None, loops):
        call(argument)
    return clock() - start


def loop_keep(call, argument, loops, clock=time.perf_counter_ns):
    """Does the same and keeps the results until the clock has stopped."""
    kept = [None] * loops
    start = clock()
    for i in range(loops):
        kept[i] = call(argument)
    return clock() - start


def loop_each(call, arguments, loops, clock=time.perf_counter_ns):
    """Calls with each argument once, so len(arguments) == loops."""
    start = clock()
    for argument in arguments:
        call(argument)
    return clock() - start


def own_copy(function):
    """Returns a copy of a function with its own inline caches."""
    return types.FunctionType(
        function.__code__.replace(), globals(), None, function.__defaults__
    )


class Contender:
    """One library in one cell; takes samples in ns for each call."""

    def __init__(self, library, cell):
        kind = cell.kind
        self.name = library.name
        self.fresh = kind == "dumps fresh"
        self.text = cell.text
        if kind.startswith("dumps"):
            self.call = library.dumps
            self.argument = None if self.fresh else json.loads(cell.text)
        else:
            self.call = library.loads
            is_str = "str" in kind
            self.argument = cell.text if is_str else cell.text.encode()
        loop = loop_keep if "kept" in kind else loop_free
        self.loop = own_copy(loop_each if self.fresh else loop)
        self.loops = 1
        self.stride = 1
        self.samples = {}

    def elapsed(self, loops):
        """Runs the loop once. The time excludes making the arguments."""
        if self.fresh:
            batch = [json.loads(self.text) for _ in range(loops)]
            return self.loop(self.call, batch, loops)
        # Other libraries have used the caches, so one call warms them up.
        self.call(self.argument)
        return self.loop(self.call, self.argument, loops)

    def calibrate(self, sample_ns=SAMPLE_NS):
        """Finds the number of calls for a sample, and its duration."""
        loops = 1
        spent = self.elapsed(loops)
        while spent < sample_ns and loops < MOST_LOOPS:
            wanted = loops * sample_ns * 1.2 / max(spent, 1)
            loops = min(MOST_LOOPS, max(loops + 1, int(wanted)))
            spent = self.elapsed(loops)
        self.loops = loops
        # A single delay must not make a library look slow.
        return min(spent, self.elapsed(loops)) / loops

    def sample(self, number):
        self.samples[number] = self.elapsed(self.loops) / self.loops


def rotated(items, by):
    """Returns the items, beginning with another one."""
    by %= len(items)
    return items[by:] + items[:by]


def run_rounds(contenders, deadline, least=3):
    """Runs rounds until the deadline, and a minimum number in any case."""
    number = 0
    while number < least or time.perf_counter() < deadline:
        for contender in rotated(contenders, number):
            if number % contender.stride == 0:
                contender.sample(number)
        number += 1


def time_cell(libraries, cell, seconds, turn=0, sample_ns=SAMPLE_NS):
    """Runs one turn of a cell: {library: ({round: ns}, loops)}. The number of the
    turn also rotates the order in which the libraries' objects are allocated."""
    deadline = time.perf_counter() + seconds
    contenders = [
        Contender(library, cell) for library in rotated(libraries, turn)
    ]
    times = [contender.calibrate(sample_ns) for contender in contenders]
    for contender, spent in zip(contenders, times):
        contender.stride = max(1, int(spent / (SLOW * min(times))))
    gc.collect()
    gc.freeze()
    run_rounds(contenders, deadline)
    gc.unfreeze()
    return {c.name: (c.samples, c.loops) for c in contenders}


def merged(turns, first):
    """Returns the timings of one cell from the samples of all its turns. `first`
    names the library that the others are compared with."""
    samples = collections.defaultdict(dict)
    loops = {}
    for number, turn in enumerate(turns):
        for name, (some, loops[name]) in turn.items():
            samples[name].update(
                {(number, key): ns for key, ns in some.items()}
            )
    ours = samples.get(first, {})
    return {
        name: Timing(
            min(all_.values()),
            statistics.median(all_.values()),
            paired(all_, ours),
            len(all_),
            loops[name],
        )
        for name, all_ in samples.items()
    }


def paired(samples, ours):
    """Returns the median ratio of samples of equal rounds; None without any."""
    ratios = [ns / ours[key] for key, ns in samples.items() if key in ours]
    return statistics.median(ratios) if ratios else None


def shares(cells, budget):
    """Returns the seconds of each cell. A document gets as much as four messages."""
    weights = [4 if cell.group == "documents" else 1 for cell in cells]
    return [budget * weight / sum(weights) for weight in weights]


def run(plan, budget, turns=3, progress=lambda done, total: None):
    """Returns timings for a plan of (cell, libraries) pairs, in its order.

    Each cell has several turns, spread over the run, so that a noisy period does
    not fall on one cell only.
    """
    seconds = shares([cell for cell, _ in plan], budget)
    results = [[] for _ in plan]
    for turn in range(turns):
        for i, (cell, libraries) in enumerate(plan):
            results[i].append(
                time_cell(libraries, cell, seconds[i] / turns, turn)
            )
            progress(turn * len(plan) + i + 1, turns * len(plan))
    return [
        merged(turns_of_cell, libraries[0].name)
        for turns_of_cell, (_, libraries) in zip(results, plan)
    ]
