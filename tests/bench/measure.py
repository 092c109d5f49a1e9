# SPDX-License-Identifier: MIT
"""The clock work: how one cell is timed for several libraries.

All libraries are timed in this process, in rounds: in each round each of
them gives one sample, and the order rotates. A sample is a loop long enough
for the clock. The loop is a code object of each library's own, so that the
interpreter's inline caches know one callee only.
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
# So slow a library takes part less often, or it would eat the time of all.
SLOW = 4

# paired: the median, over the rounds in which both took part, of the time
# over that of the first library. A machine whose speed comes and goes slows
# both of a round, so that it is the steadiest of the three.
Timing = collections.namedtuple(
    "Timing", "minimum median paired samples loops"
)


def loop_free(call, argument, loops, clock=time.perf_counter_ns):
    """One argument again and again; each result is freed at once."""
    start = clock()
    for _ in repeat(None, loops):
        call(argument)
    return clock() - start


def loop_keep(call, argument, loops, clock=time.perf_counter_ns):
    """The same with the results kept until the clock has stopped."""
    kept = [None] * loops
    start = clock()
    for i in range(loops):
        kept[i] = call(argument)
    return clock() - start


def loop_each(call, arguments, loops, clock=time.perf_counter_ns):
    """Each argument once; that makes len(arguments) == loops calls."""
    start = clock()
    for argument in arguments:
        call(argument)
    return clock() - start


def own_copy(function):
    """The same function with inline caches of its own."""
    return types.FunctionType(
        function.__code__.replace(), globals(), None, function.__defaults__
    )


class Contender:
    """One library in one cell: gives samples, in ns for each call."""

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
        """One run of the loop; making its arguments is not in the time."""
        if self.fresh:
            batch = [json.loads(self.text) for _ in range(loops)]
            return self.loop(self.call, batch, loops)
        # The other libraries have used the caches since: a call that warms.
        self.call(self.argument)
        return self.loop(self.call, self.argument, loops)

    def calibrate(self, sample_ns=SAMPLE_NS):
        """Finds how many calls make a sample, and how long one takes."""
        loops = 1
        spent = self.elapsed(loops)
        while spent < sample_ns and loops < MOST_LOOPS:
            wanted = loops * sample_ns * 1.2 / max(spent, 1)
            loops = min(MOST_LOOPS, max(loops + 1, int(wanted)))
            spent = self.elapsed(loops)
        self.loops = loops
        # One hiccup must not make a library look slow.
        return min(spent, self.elapsed(loops)) / loops

    def sample(self, number):
        self.samples[number] = self.elapsed(self.loops) / self.loops


def rotated(items, by):
    """The items, beginning with another one."""
    by %= len(items)
    return items[by:] + items[:by]


def run_rounds(contenders, deadline, least=3):
    """Rounds until the deadline, but some in any case."""
    number = 0
    while number < least or time.perf_counter() < deadline:
        for contender in rotated(contenders, number):
            if number % contender.stride == 0:
                contender.sample(number)
        number += 1


def time_cell(libraries, cell, seconds, turn=0, sample_ns=SAMPLE_NS):
    """One turn of a cell: {library: ({round: ns}, loops)}. The turn's number
    rotates also where in memory each library's own objects are made."""
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
    """The timings of one cell, from the samples of all its turns; `first`
    names the library that the others are paired with."""
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
    """The median ratio of samples of the same rounds; None without any."""
    ratios = [ns / ours[key] for key, ns in samples.items() if key in ours]
    return statistics.median(ratios) if ratios else None


def shares(cells, budget):
    """How many seconds each cell gets: a document weighs like four messages."""
    weights = [4 if cell.group == "documents" else 1 for cell in cells]
    return [budget * weight / sum(weights) for weight in weights]


def run(plan, budget, turns=3, progress=lambda done, total: None):
    """Timings for a plan of (cell, libraries) pairs, in its order.

    Each cell has several turns, far apart in time, so that a spell of
    noise on the machine does not fall on one cell only.
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
