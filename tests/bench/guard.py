# SPDX-License-Identifier: MIT
"""The performance guard: counts instructions and compares them with recorded
numbers.

Times are noisy, instructions are not. The guard finds a change of 2% of the
instructions inside our own module, in either direction, on any machine. It also
shows the instructions of the interpreter, and does not limit them. perf-guard.json
has the numbers of each configuration; 'make perf-guard-update' records new ones.

  entries      [{machine, compiler, flags, features, python, kernel,
                 ours: {cell: instructions a call}, total: likewise}]
  not_guarded  [{when: {field: pattern}, why}]: no numbers, and no failure
"""

import argparse
import fnmatch
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

import callgrind
from report import table

HERE = os.path.dirname(os.path.abspath(__file__))
TOLERANCE = 0.02
# The kernels that valgrind and every machine of this kind support, the best first.
KERNELS = ("avx2", "sse2")
FIELDS = ("machine", "compiler", "flags", "features", "python", "kernel")


def environment(kernel=None):
    """The environment of the counted process: small and always equal."""
    kept = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "JSONDE_ABI")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    found.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    if kernel:
        found["JSONDE_SIMD"] = kernel
    return found


def kernel_in_use(kernel=None):
    """Returns the kernel that the module reports for a name; None if it refuses it."""
    program = "import jsonde; print(jsonde.layout().get('simd', 'unnamed'))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        env=environment(kernel),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    return done.stdout.strip() if done.returncode == 0 else None


def kernels_here():
    """Returns (the JSONDE_SIMD to set or None, the kernel's name)."""
    found = [(name, name) for name in KERNELS if kernel_in_use(name) == name]
    return found or [(None, kernel_in_use())]


def compiler_name(command):
    """Returns "gcc 12" or "clang 14", from the compiler's own macros."""
    done = subprocess.run(
        [*command.split(), "-dM", "-E", "-x", "c", os.devnull],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    for name, macro in (("clang", "__clang_major__"), ("gcc", "__GNUC__")):
        major = re.search(rf"^#define {macro} (\d+)", done.stdout, re.M)
        if major:
            return f"{name} {major.group(1)}"
    return "unknown"


def code_flags(flags):
    """Returns the flags that change the generated code."""
    silent = re.compile(r"-(g\d?|W.*|pipe|fdebug.*|ffile.*|fmacro.*)$")
    return " ".join(flag for flag in flags.split() if not silent.match(flag))


def configuration(options, kernel):
    python = "{}.{}".format(*sys.version_info) + getattr(sys, "abiflags", "")
    return {
        "machine": platform.machine(),
        "compiler": compiler_name(options.cc),
        "flags": code_flags(options.cflags),
        "features": options.features.strip(),
        "python": python,
        "kernel": kernel,
    }


def counted(options, kernel):
    """Returns ({cell: ours}, {cell: total}), in instructions of each call."""
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "callgrind")
        done = subprocess.run(
            [
                *callgrind.command(output),
                sys.executable,
                "-S",
                "-B",
                os.path.join(HERE, "guard_cells.py"),
            ],
            env=environment(kernel),
            encoding="utf-8",
            capture_output=True,
        )
        if done.returncode:
            sys.exit(f"perf-guard: valgrind failed\n{done.stderr[-2000:]}")
        calls = json.loads(done.stdout)
        parts = callgrind.marked_parts(output)
    # Each cell's part follows the part of its preparation.
    measured = parts[1::2]
    if len(measured) != len(calls):
        sys.exit("perf-guard: the marks do not fit the cells")
    ours, total = {}, {}
    for (name, n), part in zip(calls, measured):
        own = callgrind.cost_of(part, os.path.basename(options.module))
        ours[name] = round(own / n)
        total[name] = round(sum(part.values()) / n)
    if not all(ours.values()):
        sys.exit("perf-guard: valgrind saw nothing of our module")
    return ours, total


def matching(kept, config):
    """Returns the entry of a configuration, or None."""
    for entry in kept["entries"]:
        if all(entry[field] == config[field] for field in FIELDS):
            return entry
    return None


def reason_not_guarded(kept, config):
    """Returns the reason why a configuration has no numbers, or None."""
    for rule in kept["not_guarded"]:
        if all(
            fnmatch.fnmatchcase(config[field], pattern)
            for field, pattern in rule["when"].items()
        ):
            return rule["why"]
    return None


def judged(before, now):
    """Returns (rows of a table, cells outside of the tolerance)."""
    rows, out = [], []
    for name in {**before["ours"], **now["ours"]}:
        old, new = before["ours"].get(name), now["ours"].get(name)
        if old is None or new is None:
            rows.append([name, old or "-", new or "-", "-", "-", "OTHER"])
            out.append(name)
            continue
        change = new / old - 1
        verdict = ""
        if abs(change) > TOLERANCE:
            verdict = "MORE" if change > 0 else "less"
            out.append(name)
        total = now["total"][name]
        rows.append([name, old, new, f"{change:+.1%}", total, verdict])
    return rows, out


def check(kept, now):
    """Compares one configuration. Returns whether it passes."""
    config = {field: now[field] for field in FIELDS}
    name = ", ".join(value for value in config.values() if value)
    before = matching(kept, config)
    if before is None:
        rows = [
            [cell, ours, now["total"][cell]]
            for cell, ours in now["ours"].items()
        ]
        print(table([["instructions a call", "ours", "total"], *rows]))
        print(
            f"perf-guard: *** NO NUMBERS ARE KEPT FOR {name} ***\n"
            "perf-guard: nothing was compared; 'make perf-guard-update'"
            " records them",
            file=sys.stderr,
        )
        return os.environ.get("CI") != "true"
    rows, out = judged(before, now)
    head = ["instructions a call", "kept", "now", "change", "total", ""]
    print(f"== {name}", table([head, *rows]), sep="\n")
    if out:
        print(
            f"perf-guard: {len(out)} of {len(rows)} cells beyond"
            f" {TOLERANCE:.0%}: {', '.join(out)}\nIf that is meant:"
            " 'make perf-guard-update'",
            file=sys.stderr,
        )
    return not out


def update(kept, now):
    """Adds the numbers of one configuration, in a stable order."""
    config = {field: now[field] for field in FIELDS}
    entries = [
        entry
        for entry in kept["entries"]
        if any(entry[field] != config[field] for field in FIELDS)
    ]
    kept["entries"] = sorted(
        [*entries, now], key=lambda entry: [entry[f] for f in FIELDS]
    )


def parser():
    result = argparse.ArgumentParser(prog="guard.py")
    add = result.add_argument
    add("--cc", required=True, help="the compiler, as configured")
    add("--cflags", required=True)
    add("--features", default="", help="flags of sanitizers and coverage")
    add("--module", required=True, help="the built module's file")
    add("--kept", required=True, help="perf-guard.json")
    add("--update", action="store_true", help="keep what is counted now")
    return result


def main():
    options = parser().parse_args()
    with open(options.kept, encoding="utf-8") as file:
        kept = json.load(file)
    why = reason_not_guarded(kept, configuration(options, ""))
    if why:
        print(f"perf-guard: not guarded: {why}")
        return 0
    if not shutil.which("valgrind"):
        sys.exit("perf-guard: there is no valgrind")
    passed = True
    for kernel, name in kernels_here():
        ours, total = counted(options, kernel)
        now = {**configuration(options, name), "ours": ours, "total": total}
        if options.update:
            update(kept, now)
        else:
            passed = check(kept, now) and passed
    if options.update:
        with open(options.kept, "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
            file.write("\n")
        print(f"perf-guard: recorded in {options.kept}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
