# SPDX-License-Identifier: MIT
"""The table of docs/support.md: what each interpreter on each platform does.

    support.py probe NAME               prints, as JSON, what the probe proved here
    support.py show PROBE               prints a line of it
    support.py row PROBE [LOG...]       prints a row: the probe, and pytest's logs
    support.py table ROWS... >PAGE      prints the page made of all rows
"""

import json
import platform
import re
import sys

HEAD = """# Where jsonde runs

Each row was made by the command of its last column: the module was built for, or
copied to, that interpreter, imported there, and told by `jsonde.layout()` which
capabilities the probe proved (direct). All others go through the public API with
equal results. "Tests" are those of `tests/api`, first direct, then with
`JSONDE_ABI=public`.

| interpreter | platform | direct capabilities | kernel | tests passed | skipped | command |
|---|---|---|---|---|---|---|
"""


def probe(name):
    import jsonde

    found = jsonde.layout()
    states = found["capabilities"]
    value = {"text": "\u4e2d\xe9", "numbers": [1, -2.5, None, True], "n": {}}
    assert jsonde.loads(jsonde.dumps(value)) == value
    assert jsonde.loads(memoryview(jsonde.dumps([value]))) == [value]
    return {
        "name": name,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "platform": f"{platform.system()} {platform.machine()} {sys.byteorder}-endian"
        f" {8 * (sys.maxsize.bit_length() // 8 + 1)}-bit",
        "simd": found["simd"],
        "direct": sorted(k for k, v in states.items() if v == "direct"),
        "public": {k: v for k, v in states.items() if v != "direct"},
    }


def show(found):
    total = len(found["direct"]) + len(found["public"])
    print(
        f"{found['name']}: {found['implementation']} {found['python']},"
        f" {found['platform']}, kernel {found['simd']}:"
        f" {len(found['direct'])} of {total} capabilities direct"
    )
    for name, reason in found["public"].items():
        print(f"  {name}: {reason}")


def counts(log):
    """(passed, failed, skipped) of the last line of a log of pytest's."""
    with open(log, encoding="utf-8", errors="replace") as file:
        last = file.read().rstrip().split("\n")[-1]

    def count(what):
        match = re.search(rf"(\d+) {what}", last)
        return int(match.group(1)) if match else 0

    return count("passed"), count("failed") + count("error"), count("skipped")


def row(found, logs):
    total = len(found["direct"]) + len(found["public"])
    results = [counts(log) for log in logs]
    cells = [
        f"{found['implementation']} {found['python']}",
        found["platform"],
        f"{len(found['direct'])} of {total}",
        found["simd"],
        ", ".join(str(p) if not f else f"{p} ({f} failed)" for p, f, _ in results)
        or "smoke",
        ", ".join(str(s) for _, _, s in results) or "-",
        f"`.ci/run {'deep ' if logs else ''}platforms` ({found['name']})",
    ]
    return "\t".join(cells)


def table(paths):
    print(HEAD, end="")
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line in file:
                print("| " + line.rstrip("\n").replace("\t", " | ") + " |")


def main():
    verb, *arguments = sys.argv[1:]
    if verb == "probe":
        print(json.dumps(probe(*arguments)))
    elif verb == "table":
        table(arguments)
    else:
        with open(arguments[0], encoding="utf-8") as file:
            found = json.load(file)
        if verb == "show":
            show(found)
        else:
            print(row(found, arguments[1:]))


if __name__ == "__main__":
    main()
