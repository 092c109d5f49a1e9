# SPDX-License-Identifier: MIT
"""Runs the fuzz targets of a build, one after another.

run.py --build FOLDER [--seconds N] [--modes MODES] [TARGET...]

A target that embeds Python runs once in each mode: direct, public (JSONDE_ABI) or
the name of a kernel (JSONDE_SIMD); "all" means each of these. Corpora stay in
FOLDER/fuzz/corpus, findings in FOLDER/fuzz/findings, and the output of libFuzzer in
FOLDER/fuzz/logs. Each process adds a line to FOLDER/fuzz/runs.tsv: target, mode,
CPU seconds, executions, findings. The exit status is 1 after a finding.
"""

import argparse
import os
import pathlib
import re
import resource
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PURE = ["base64", "kernels", "numbers"]
PYTHON = ["dumps", "jsonc", "loads", "loads_array", "loads_partial"]
# Longer texts find no more, and the references read unit by unit.
LENGTHS = {"dumps": 400, "loads_partial": 300, "jsonc": 300, "kernels": 900}
MOST_LENGTH = 1500
# Bytes. With sanitizers a level of nesting takes up to 14 kB, fifty times as much as
# the encoder's checks of the stack assume.
STACK = 64 << 20


def environment(mode):
    changed = dict(os.environ)
    for name in ("JSONDE_ABI", "JSONDE_SIMD"):
        changed.pop(name, None)
    if mode == "public":
        changed["JSONDE_ABI"] = "public"
    elif mode != "direct":
        changed["JSONDE_SIMD"] = mode
    changed.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
    changed.setdefault("ASAN_OPTIONS", "quarantine_size_mb=64")
    return changed


def kernels(program):
    """Returns the kernels of this processor, from the message for an unknown name."""
    done = subprocess.run(
        [program, "-runs=0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment("?"),
    )
    found = re.search(rb"expected one of ([\w, ]+)", done.stdout)
    if found is None:
        sys.exit(done.stdout.decode())
    return found.group(1).decode().replace(",", " ").split()


class Runner:
    def __init__(self, arguments):
        self.build = pathlib.Path(arguments.build)
        self.folder = pathlib.Path(arguments.folder or self.build / "fuzz")
        self.seconds = arguments.seconds
        self.modes = arguments.modes.split()
        self.findings = 0
        data = os.environ.get("JSONDE_TEST_DATA", "")
        for name in ("corpus", "findings", "logs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "-B", HERE / "seeds.py", self.folder / "seeds"]
            + ([data] if data else []),
            check=True,
        )

    def program(self, target):
        return self.build / "tests" / "fuzz" / f"fuzz_{target}"

    def modes_of(self, target):
        if target in PURE:
            return ["direct"]
        if self.modes != ["all"]:
            return self.modes
        return ["direct", "public", *kernels(self.program(target))]

    def command(self, target):
        corpus = self.folder / "corpus" / target
        corpus.mkdir(exist_ok=True)
        return [
            self.program(target),
            f"-max_total_time={self.seconds}",
            f"-max_len={LENGTHS.get(target, MOST_LENGTH)}",
            f"-dict={HERE / 'json.dict'}",
            f"-artifact_prefix={self.folder / 'findings'}/{target}-",
            "-timeout=30",
            "-rss_limit_mb=3000",
            "-print_final_stats=1",
            f"-detect_leaks={int(target in PURE)}",
            corpus,
            self.folder / "seeds" / target,
        ]

    def run(self, target, mode):
        log = self.folder / "logs" / f"{target}-{mode}.log"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with log.open("wb") as output:
            code = subprocess.call(
                self.command(target),
                stdout=output,
                stderr=output,
                env=environment(mode),
            )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime - before.ru_utime
        said = log.read_text(errors="replace")
        count = re.search(r"number_of_executed_units: *(\d+)", said)
        steps = re.findall(r"^#(\d+)\t", said, re.MULTILINE)
        runs = count.group(1) if count else steps[-1] if steps else "0"
        print(
            f"fuzz: {target} {mode}: {runs} executions, {cpu:.1f} s of CPU, "
            + (f"FINDING, see {log}" if code else "no finding"),
            flush=True,
        )
        with (self.folder / "runs.tsv").open("a") as table:
            row = (target, mode, f"{cpu:.1f}", runs, int(code != 0))
            print(*row, sep="\t", file=table)
        if code:
            print(said[-6000:], flush=True)
            self.findings += 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default=".")
    parser.add_argument("--folder", help="instead of BUILD/fuzz")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--modes", default="direct public")
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    arguments = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, hard))
    runner = Runner(arguments)
    for target in arguments.targets or PURE + PYTHON:
        if target in PYTHON and not runner.program(target).exists():
            print(f"fuzz: {target} left out, for want of a libpython")
            continue
        for mode in runner.modes_of(target):
            runner.run(target, mode)
    sys.exit(runner.findings > 0)


if __name__ == "__main__":
    main()
