# SPDX-License-Identifier: MIT
"""Measures how long `import jsonde` takes on each interpreter, beside orjson.

    import_time.py STAGE NAME=PYTHON...

STAGE is the directory with the package. Each PYTHON should have orjson. The time of
a module is that of -X importtime: it counts the modules that the import imports, and
not the start of the interpreter. Both modules are imported in turn in new processes,
and the fastest of RUNS counts, because other work only makes an import slower. The
package is compiled to byte code first, as pip does it. Prints rows of Markdown.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

RUNS = 21
MODULES = ("jsonde", "orjson")
HEAD = """| interpreter | jsonde | modules imported with it | orjson | modules imported with it |
|---|---|---|---|---|"""
LINE = re.compile(r"import time: +\d+ \| +(\d+) \| ( *)(\S+)$", re.MULTILINE)


def imported(python, module, package):
    """Returns the time in microseconds, and the number of other modules that an
    import of module imports. None if there is no such module."""
    done = subprocess.run(
        [python, "-X", "importtime", "-c", f"import {module}"],
        env={**os.environ, "PYTHONPATH": package},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        return None
    rows = LINE.findall(done.stderr)
    names = [name for _, _, name in rows]
    last = names.index(module)
    others = 0
    # The modules that an import imports stand before it, and are indented.
    while rows[last - others - 1][1]:
        others += 1
    return int(rows[last][0]), others


def fastest(python, package):
    """Returns the results of MODULES: the fastest of each."""
    results = {module: [] for module in MODULES}
    for _ in range(RUNS):
        for module, found in results.items():
            found.append(imported(python, module, package))
    return [
        None if None in found else min(found) for found in results.values()
    ]


def cells(result):
    """Returns the two cells of a module."""
    if result is None:
        return ["no wheel", "no wheel"]
    time, others = result
    return [f"{time / 1000:.2f} ms", str(others)]


def main():
    stage, *pythons = sys.argv[1:]
    print(HEAD)
    for entry in pythons:
        name, _, python = entry.rpartition("=")
        with tempfile.TemporaryDirectory() as package:
            shutil.copytree(f"{stage}/jsonde", f"{package}/jsonde")
            compile_all = [python, "-m", "compileall", "-q", package]
            subprocess.run(compile_all, check=True)
            row = [name or python]
            for result in fastest(python, package):
                row += cells(result)
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
