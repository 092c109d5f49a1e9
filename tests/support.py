# SPDX-License-Identifier: MIT
"""The table of docs/support.md: what each interpreter on each platform does.

    support.py probe NAME                     prints, as JSON, what the probe proved here
    support.py show PROBE                     prints a line of it
    support.py record PROBE COMMAND [LOG...]  prints a record: the probe, and the last
                                              lines of pytest's logs (direct, public)
    support.py compiled NAME PLATFORM COMMAND prints the record of what only compiled
    support.py page RECORD... >PAGE           prints the page, fails if a row is missing
    support.py update PAGE RECORD...          rewrites the rows of complete records
    support.py readme PAGE README             writes the summary of the page into README.md

The steps of .ci/run leave a record NAME.json for each row in $JSONDE_SUPPORT.
"""

import json
import pathlib
import platform
import re
import sys

HEAD = """# Where jsonde runs

Each row was made by the command in its last column, which leaves a record for
`tests/support.py`. *imports*: the module was built for, or copied to, this interpreter,
was imported, and encoded and decoded a document there. *direct* counts the capabilities
that the probe proved ([layout.md](layout.md)). The others go through the public API with
equal results. *passed* and *skipped* count the tests of `tests/api`: first with what was
proven, then with `JSONDE_ABI=public`. Each skipped test names its reason in the log.
A row with *not run yet* was only imported when this page was made.

| interpreter | platform | kernel | imports | direct | passed | skipped | command |
|---|---|---|---|---|---|---|---|
"""

# The rows of the page, in this order. "." stands for one character of a version.
ROWS = [
    *("3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.14t", "3.14-dbg"),
    *("3.15", "3.15t", "future", "i386", "arm64", "armhf", "s390x"),
    *("win64-3.9", "win64-3.11", "win64-3.13", "macos", "musl"),
    *("3.9-python", "3.14-python", "pypy3"),
]


def probe(name):
    import jsonde

    found = jsonde.layout()
    states = found["capabilities"]
    value = {"text": "\u4e2d\xe9", "numbers": [1, -2.5, None, True], "n": {}}
    assert jsonde.loads(jsonde.dumps(value)) == value
    assert jsonde.loads(memoryview(jsonde.dumps([value]))) == [value]
    bits = 8 * (sys.maxsize.bit_length() // 8 + 1)
    return {
        "name": name,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": f"{platform.system()} {platform.machine()}, {bits}-bit"
        f" {sys.byteorder}-endian",
        "simd": found["simd"] or "-",
        "direct": sorted(k for k, v in states.items() if v == "direct"),
        "public": {k: v for k, v in states.items() if v != "direct"},
    }


def direct(found):
    """How many capabilities of all are direct, as text."""
    total = len(found["direct"]) + len(found["public"])
    return f"{len(found['direct'])} of {total}"


def show(found):
    print(
        f"{found['name']}: {found['python']}, {found['platform']},"
        f" kernel {found['simd']}: {direct(found)} capabilities direct"
    )
    for name, reason in found["public"].items():
        print(f"  {name}: {reason}")


def counts(log):
    """The numbers of passed, failed and skipped tests in a log of pytest's."""
    with open(log, encoding="utf-8", errors="replace") as file:
        lines = [line for line in file if re.search(r"\d+ passed.* in \d", line)]
    if not lines:
        sys.exit(f"{log}: no test has passed")

    def count(what):
        match = re.search(rf"(\d+) {what}", lines[-1])
        return int(match.group(1)) if match else 0

    return count("passed"), count("failed") + count("error"), count("skipped")


def cells(found):
    """The cells of a row."""
    name = found["name"]
    if "compiled" in found:
        return [name, found["compiled"], "all", "compiled only", *["-"] * 3]
    runs = found.get("runs")
    if not runs:
        return [
            *(f"{found['python']} ({name})", found["platform"], found["simd"]),
            *("yes", direct(found), "not run yet", "not run yet"),
        ]
    return [
        f"{found['python']} ({name})",
        found["platform"],
        found["simd"],
        "yes",
        direct(found),
        ", ".join(f"{p:,}" + (f" ({f} failed)" if f else "") for p, f, _ in runs),
        ", ".join(str(s) for _, _, s in runs),
    ]


def is_complete(found):
    return bool(found.get("runs")) or "compiled" in found


def read_records(paths):
    """The records in files, by their names."""
    records = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
        records[found["name"]] = found
    return records


def rows_of(records):
    """The rows of records, by their names."""
    rows = {}
    for name, found in records.items():
        command = found.get("command", ".ci/run deep")
        rows[name] = "| " + " | ".join([*cells(found), f"`{command}`"]) + " |\n"
    return rows


def with_rows(rows):
    """The page with these rows."""
    return HEAD + "".join(rows[name] for name in ROWS if name in rows)


def updated(page, records):
    """The text of the page with the rows of complete records, and of records whose row
    is missing. All other rows stay."""
    rows = {}
    for row in re.findall(r"^\| .*\n", page, re.MULTILINE)[1:]:
        first = row.split(" | ")[0].removeprefix("| ")
        name = re.search(r"\(([^()]*)\)$", first)
        rows[name[1] if name else first] = row
    new = {n: r for n, r in records.items() if is_complete(r) or n not in rows}
    return with_rows({**rows, **rows_of(new)})


# ---------------------------------------------------------------------- summary

MARKS = re.compile(r"(?<=<!-- support: begin \(tests/support.py\) -->\n).*"
                   r"(?=<!-- support: end -->)", re.DOTALL)


def summary(text):
    """The table of README.md: the interpreters of each platform of the page. Platforms
    with equal interpreters share a row."""
    found = {}
    for row in re.findall(r"^\| (.*) \|$", text, re.MULTILINE)[1:]:
        python, platform, kernel, *_ = row.split(" | ")
        where, label = place_of(python, platform.split(", 64")[0].split(", 32")[0], kernel)
        if label:
            found.setdefault(where, []).append(label)
    rows = {}
    for where, labels in found.items():
        rows.setdefault(listed(labels), []).append(where)
    lines = ["| platform | interpreters |", "|---|---|"]
    lines += [f"| {', '.join(places)} | {labels} |" for labels, places in rows.items()]
    return "\n".join(lines) + "\n"


def place_of(python, platform, kernel):
    """The platform and the interpreter of a row; no interpreter for a row that is left
    out: the future one is of no release."""
    match = re.fullmatch(r"(\w+) (\d+\.\d+)\S* \((\S+)\)", python)
    if not match:
        return platform, "compiled only"
    implementation, version, name = match.groups()
    if kernel == "none":
        platform += " in pure Python"
    elif name == "musl":
        platform += " with musl"
    kind = re.search(r"\dt$|-dbg$", name)
    mark = kind[0][1:].replace("dbg", " debug") if kind else ""
    return platform, None if name == "future" else f"{implementation} {version}{mark}"


def listed(labels):
    """Interpreters as text, with one range for three or more versions in a row."""
    minors = [int(label.split("3.")[1]) for label in labels if label[-1].isdigit()]
    first = labels[0].split(" 3.")[0]
    if len(minors) > 2 and minors == list(range(minors[0], minors[-1] + 1)):
        others = [label for label in labels if not label[-1].isdigit()]
        labels = [f"{first} 3.{minors[0]} to 3.{minors[-1]}", *others]
    rest = [label.removeprefix(first + " ") for label in labels[1:]]
    return ", ".join([labels[0], *rest])


def with_summary(readme, page):
    """The text of README.md with the summary of the page."""
    return MARKS.sub(lambda _: summary(page), readme)


def main():
    verb, *arguments = sys.argv[1:]
    if verb == "probe":
        print(json.dumps(probe(*arguments)))
        return
    if verb == "compiled":
        keys = ("name", "compiled", "command")
        print(json.dumps(dict(zip(keys, arguments))))
        return
    if verb == "update":
        page_path = pathlib.Path(arguments[0])
        records = read_records(arguments[1:])
        page_path.write_text(updated(page_path.read_text("utf-8"), records), "utf-8")
        return
    if verb == "page":
        records = read_records(arguments)
        print(with_rows(rows_of(records)), end="")
        missing = [n for n in ROWS if not is_complete(records.get(n, {}))]
        if missing:
            sys.exit(f"support: no record of {' '.join(missing)}")
        return
    if verb == "readme":
        page_path, readme_path = map(pathlib.Path, arguments)
        readme = readme_path.read_text("utf-8")
        page_text = page_path.read_text("utf-8")
        readme_path.write_text(with_summary(readme, page_text), "utf-8")
        return
    with open(arguments[0], encoding="utf-8") as file:
        found = json.load(file)
    if verb == "show":
        show(found)
    else:
        runs = [counts(log) for log in arguments[2:]]
        print(json.dumps({**found, "command": arguments[1], "runs": runs}))


if __name__ == "__main__":
    main()
