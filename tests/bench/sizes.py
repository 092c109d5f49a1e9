# SPDX-License-Identifier: MIT
"""Prints what each part of the module costs: bytes of code and read-only data, from
the symbols of the object files, and the size of the stripped module.

usage: sizes.py BUILD MODULE    ("make sizes")
"""

import collections
import glob
import os
import re
import subprocess
import sys
import tempfile

from report import table

# The first pattern that matches a symbol of an engine names its part.
PARTS = [
    (r"jsd_dec_engine_\w+_bytes", "loads, bytes and Latin-1"),
    (r"jsd_dec_engine_\w+_ucs2", "loads, UCS-2"),
    (r"jsd_dec_engine_\w+_ucs4", "loads, UCS-4"),
    (r"styled_\w+", "dumps, styled"),
    (r"put_\w+_fixed|jsd_engine_fixed_\w+", "dumps, fixed layout"),
    (r"put_\w+_found|jsd_engine_[a-z0-9]+", "dumps, layout of the probe"),
    (r"put_\w+|jsd_enc\w+|fail_at_entry", "dumps, shared"),
    (r".*", "loads, shared"),
]


def run(*command):
    done = subprocess.run(
        command, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return done.stdout


def symbols(path):
    """Yields (name, size) of each symbol of an object file."""
    for line in run("nm", "-S", "-t", "d", path).splitlines():
        fields = line.split()
        if len(fields) == 4 and fields[2].lower() in "tdr":
            yield fields[3], int(fields[1])


def part_of(name, isa):
    plain = name.partition(".")[0]
    for pattern, part in PARTS:
        if re.fullmatch(pattern, plain):
            is_any = "_engine_any" in plain
            return f"{'any' if is_any else isa}: {part}"
    raise AssertionError(name)


def sizes(build):
    """Returns {part: bytes} of the objects in a build directory."""
    found = collections.Counter()
    for path in glob.glob(os.path.join(build, "src/*/.libs/*.o")):
        room = os.path.basename(os.path.dirname(os.path.dirname(path)))
        isa = re.search(r"-(engines|kernels)_(\w+)\.o$", path)
        if isa and isa.group(1) == "engines":
            for name, size in symbols(path):
                found[f"engines {part_of(name, isa.group(2))}"] += size
        elif isa:
            found[f"kernels {isa.group(2)}"] += sum(n for _, n in symbols(path))
        else:
            found[f"src/{room}"] += sum(n for _, n in symbols(path))
    return found


def stripped_size(module):
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "module")
        run("strip", "-o", copy, module)
        return os.path.getsize(copy)


def main():
    build, module = sys.argv[1:]
    found = sizes(build)
    if not found:
        sys.exit(f"sizes: no object files in {build}")
    rows = [[name, str(found[name])] for name in sorted(found)]
    print(table([["part", "bytes"], *rows], markdown=True))
    print(f"\nstripped module: {stripped_size(module)} bytes")


if __name__ == "__main__":
    main()
