# SPDX-License-Identifier: MIT
"""The cells that the guard counts. guard.py runs this program under valgrind.

getppid() is the mark between the cells: callgrind writes its counters and resets
them whenever the C library's function of that name is called. Nothing else here
calls it. The program prints [[name, calls], ...].
"""

import gc
import json
import os
import random
import sys

import cells
import jsonde

WARM_CALLS = 4


def statuses(dice, count=30):
    """Posts with their authors in several scripts: mostly strings."""
    for i in range(count):
        script = dice.choice(list(cells.SCRIPTS))
        yield {
            "created_at": f"Sun Aug 31 00:29:{i % 60:02} +0000 2014",
            "id": dice.getrandbits(59),
            "text": " ".join(cells.texts(dice, script, 3)),
            "source": '<a href="https://example.org">web "client"</a>',
            "truncated": False,
            "in_reply_to": None,
            "user": {
                "id": dice.getrandbits(31),
                "name": cells.SCRIPTS[script][:12],
                "screen_name": f"user_{i}",
                "followers": dice.randrange(10**6),
                "verified": dice.random() < 0.1,
                "colors": ["C0DEED", "DDEEF6"],
            },
            "entities": {"hashtags": [], "urls": [], "indices": [i, i + 22]},
            "retweets": dice.randrange(100),
        }


def coordinates(dice, count=400):
    """A border line: floats of full length in short lists."""
    points = [
        [dice.uniform(-141, -52), dice.uniform(41, 83)] for _ in range(count)
    ]
    return {"type": "Polygon", "coordinates": [points]}


def other_keys(dice, count):
    """Returns texts, each an object with keys that no other one has."""
    for _ in range(count):
        names = [f"{dice.getrandbits(48):012x}" for _ in range(12)]
        yield json.dumps({name: i for i, name in enumerate(names)}).encode()


def subjects():
    """Returns (value, calls) by name."""
    dice = random.Random(7)
    messages = cells.messages()
    # With this number of calls a cell costs a few million instructions.
    return {
        "statuses": (list(statuses(dice)), 8),
        "coordinates": (coordinates(dice), 8),
        "log record": (messages["log record"], 200),
        "page of 10 rows": (messages["page of 10 rows"], 40),
        "100 integers": (messages["100 integers"], 40),
        "100 short floats": (messages["100 short floats"], 40),
        "100 short strings": (messages["100 short strings"], 40),
        "20 cjk strings": (messages["20 cjk strings"], 40),
        "text with escapes": (messages["text with escapes"], 100),
        "deep nesting": (messages["deep nesting"], 40),
    }


PAGE = 4096


def placed(make):
    """Returns the result of make() with its end in the middle of a page. Reading
    close to the end of a page may take another path, and addresses differ between
    runs."""
    kept = []
    while len(kept) < 100:
        kept.append(make())
        end = (id(kept[-1]) + sys.getsizeof(kept[-1])) % PAGE
        if PAGE / 4 < end < PAGE * 3 / 4:
            break
    return kept[-1]


FRESH = ("statuses", "20 cjk strings")


def all_cells():
    """Returns (name, function, arguments for each call)."""
    for name, (value, calls) in subjects().items():
        text = placed(cells.compact(value).encode)
        yield f"dumps {name}", jsonde.dumps, [value] * calls
        yield f"loads {name}", jsonde.loads, [text] * calls
        if name in FRESH:
            values = [json.loads(text) for _ in range(calls)]
            yield f"dumps fresh {name}", jsonde.dumps, values
    other = list(other_keys(random.Random(8), 40))
    yield "loads other keys", jsonde.loads, other
    text = cells.compact(list(statuses(random.Random(9)))).encode()
    text = placed(text.decode)
    yield "loads str statuses", jsonde.loads, [text] * 8


def count(function, arguments):
    """Runs one cell between two marks."""
    for argument in arguments[:1] * WARM_CALLS:
        function(argument)
    os.getppid()
    for argument in arguments:
        function(argument)
    os.getppid()


def main():
    gc.disable()
    done = []
    for name, function, arguments in all_cells():
        count(function, arguments)
        done.append([name, len(arguments)])
    print(json.dumps(done))


if __name__ == "__main__":
    main()
