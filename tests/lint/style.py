# SPDX-License-Identifier: MIT
"""The C sources follow .clang-format: python3 style.py [--write] SRCDIR.

With --write the program formats src/ and tests/ in place, as `make format` does.
Without it, it prints each file whose format differs. The lint runs the same check.
Generated tables keep the layout that their scripts give them.

The output of clang-format differs between its versions, so only one version
counts. CLANG_FORMAT names the program (default: clang-format-14, else
clang-format).
"""

import os
import re
import shutil
import subprocess
import sys

import rules

VERSION = 14


def find_formatter():
    """Returns the command of clang-format VERSION and None, or None and the
    reason why there is none."""
    named = os.environ.get("CLANG_FORMAT")
    names = [named] if named else [f"clang-format-{VERSION}", "clang-format"]
    reason = f"{names[0]} is not installed"
    for name in names:
        if shutil.which(name) is None:
            continue
        output = subprocess.run(
            [name, "--version"], capture_output=True, check=False, text=True
        ).stdout
        found = re.search(r"version (\d+)", output)
        if found and int(found[1]) == VERSION:
            return name, None
        version = found[1] if found else "unknown"
        reason = f"{name} has version {version}, not {VERSION}"
    return None, reason


def sources(top):
    """Returns the paths of the C files below src/ and tests/, without generated
    tables."""
    found = []
    for folder in ("src", "tests"):
        for where, _, names in os.walk(os.path.join(top, folder)):
            found += [
                os.path.join(where, name)
                for name in names
                if name.endswith((".c", ".h")) and rules.GENERATED not in name
            ]
    return sorted(found)


def badly_formatted(formatter, top):
    """Returns (path below top, line) of the first difference in each file."""
    done = subprocess.run(
        [formatter, "--dry-run", "--ferror-limit=0", *sources(top)],
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    first = {}
    pattern = r"^(.+?):(\d+):\d+: warning: code should be clang-formatted"
    for path, line in re.findall(pattern, done.stderr, re.MULTILINE):
        first.setdefault(os.path.relpath(path, top), int(line))
    return list(first.items())


def check_style(top):
    """Yields a breach for each file whose format differs. Without the right
    clang-format, it yields a breach where CI is "true", and else prints a
    warning."""
    formatter, reason = find_formatter()
    if formatter is None:
        warning = f"THE FORMAT WAS NOT CHECKED: {reason}"
        if os.environ.get("CI") == "true":
            yield "format", warning
        else:
            print(f"lint: {warning}")
        return
    for path, line in badly_formatted(formatter, top):
        yield "format", f"{path}:{line}: run make format"


def main():
    *flags, top = sys.argv[1:]
    formatter, reason = find_formatter()
    if formatter is None:
        print(f"format: {reason}", file=sys.stderr)
        return 1
    if flags == ["--write"]:
        return subprocess.call([formatter, "-i", *sources(top)])
    found = badly_formatted(formatter, top)
    for path, line in found:
        print(f"{path}:{line}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
