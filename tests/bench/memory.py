# SPDX-License-Identifier: MIT
"""Measures memory, each figure in its own process: memory.py LIBRARY WHAT FILE.

  kept   resident bytes of each of many small results of dumps(), relative
         to sys.getsizeof() of one
  peak   the highest growth of the resident set during loads(), relative to
         the size of the smallest result of any library
"""

import json
import subprocess
import sys
import tempfile

import cells
import peers

KEPT_RESULTS = 200_000
# Large enough to make the interpreter's free memory irrelevant.
PEAK_BYTES = 8_000_000
NOTES = {
    "kept": f"kept: {KEPT_RESULTS} results of dumps, resident bytes of each"
    " over its sys.getsizeof",
    "peak": "peak: the resident set's growth during loads over the summed"
    " sys.getsizeof of the smallest result among all libraries'",
}
KEPT = ("{}", "jwt claims", "log record", "page of 10 rows")


def status(field):
    """Returns a line of /proc/self/status, in bytes."""
    with open("/proc/self/status", encoding="ascii") as file:
        for line in file:
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
    raise OSError(f"/proc/self/status has no {field}")


def forget_peak():
    """Resets the recorded peak."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


def size_of(value):
    """Returns the size of all parts of a decoded value, each part once."""
    seen, total, rest = set(), 0, [value]
    while rest:
        item = rest.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        total += sys.getsizeof(item)
        if type(item) is dict:
            rest.extend(item)
            rest.extend(item.values())
        elif type(item) is list:
            rest.extend(item)
    return total


def kept(library, data):
    """Returns (resident bytes of each kept result, its own size)."""
    value = json.loads(data)
    size = sys.getsizeof(library.dumps(value))
    results = [False] * KEPT_RESULTS
    before = status("VmRSS")
    for i in range(KEPT_RESULTS):
        results[i] = library.dumps(value)
    # A library that returns one shared object keeps almost nothing.
    return (status("VmRSS") - before) / KEPT_RESULTS, size


def peak(library, data):
    """Returns (growth during loads(), size of the result). Nothing large was freed
    before, because free memory would hide growth."""
    library.loads(b'{"warm": [1, 2.5, "up"]}')
    forget_peak()
    before = status("VmRSS")
    result = library.loads(data)
    return status("VmHWM") - before, size_of(result)


WHATS = {"kept": kept, "peak": peak}


def repeated(text):
    """Returns a large list of copies of a message."""
    copies = max(1, PEAK_BYTES // len(text.encode()))
    return "[" + ",".join([text] * copies) + "]"


def figures_in_child(library, what, path):
    """Returns (growth, size), or None if the library or the system cannot do it."""
    done = subprocess.run(
        [sys.executable, "-B", __file__, library, what, path],
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        print(
            f"memory: {library}, {what}: {done.stderr.strip()[-200:]}",
            file=sys.stderr,
        )
        return None
    return tuple(map(float, done.stdout.split()))


def relative(what, figures):
    """Returns {library: growth over size}. The size is the smallest of all
    libraries, so that a library does not gain by larger results."""
    sizes = [size for _, size in filter(None, figures.values())]
    return {
        library: found
        and found[0] / (min(sizes) if what == "peak" else found[1])
        for library, found in figures.items()
    }


def subjects(folder):
    """Returns (what, name, text) of each row."""
    messages = cells.messages()
    for name in KEPT:
        yield "kept", name, cells.compact(messages[name])
    page = cells.compact(messages["page of 10 rows"])
    yield "peak", "page of 10 rows", repeated(page)
    for name, text in cells.documents(folder):
        yield "peak", name, repeated(text)


def rows(names, folder):
    """Returns the memory part of a report."""
    for what, name, text in subjects(folder):
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            figures = {
                library: figures_in_child(library, what, file.name)
                for library in names
            }
        yield {
            "what": f"{what}, {name}",
            "unit": "x its size",
            "note": NOTES[what],
            "values": relative(what, figures),
        }


def main(name, what, path):
    found, _ = peers.load([name] if name != peers.OURS else [])
    library = next(one for one in found if one.name == name)
    with open(path, "rb") as file:
        print(*WHATS[what](library, file.read()))


if __name__ == "__main__":
    main(*sys.argv[1:])
