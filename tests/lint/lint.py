# SPDX-License-Identifier: MIT
"""The laws of the tree, checked: python3 lint.py [OPTION...] SRCDIR.

Prints a line for each breach, RULE: FILE:LINE: what, and exits with 1 if there
is one. rules.py holds what is checked, test_lint.py shows that each rule finds
its breach.
"""

import argparse
import concurrent.futures
import os
import re
import shlex
import subprocess
import sys
import tempfile

import gate
import names
import rules

COMMENT = re.compile(
    r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL
)
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.MULTILINE)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def blank_comments(text):
    """C without comments; strings stay, and lines keep their numbers."""

    def blank(match):
        found = match.group()
        if found.startswith('"'):
            return found
        return "\n" * found.count("\n") or " "

    return COMMENT.sub(blank, text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


class Tree:
    """The files below SRCDIR, read once, by path from there."""

    FOLDERS = ("src", "tests", "m4", ".ci", "packaging", "docs", "build-aux")
    SKIPPED = {"__pycache__", ".libs", ".deps", "autom4te.cache"}
    TEXTS = (".c", ".h", ".py", ".pyi", ".m4", ".mk", ".md", ".am", ".ac", ".sh")

    def __init__(self, top):
        self.top = top
        self.files = {}
        for folder in self.FOLDERS:
            for where, inner, names in os.walk(os.path.join(top, folder)):
                inner[:] = [d for d in inner if d not in self.SKIPPED]
                for name in names:
                    self.add(os.path.join(where, name))
        for name in os.listdir(top):
            if name.endswith((".md", ".ac", ".am")) or name == "bootstrap":
                self.add(os.path.join(top, name))

    def add(self, path):
        ours = path.endswith(self.TEXTS) or "." not in os.path.basename(path)
        made = re.search(r"m4/l(ib)?t\w*\.m4$|Makefile$", path)
        if ours and not made and os.path.isfile(path):
            try:
                text = read(path)
            except UnicodeDecodeError:
                return  # a program
            self.files[os.path.relpath(path, self.top)] = text

    def sources(self, endings=(".c", ".h")):
        """(path below src/, text) of the rooms' files."""
        for path, text in sorted(self.files.items()):
            inner = path[len("src/") :]
            if path.startswith("src/") and path.endswith(endings):
                if inner.split("/")[0] in rules.FLOORS:
                    yield inner, text


# --------------------------------------------------------------- the rules


def is_pure(path):
    """Whether a file is compiled without Python."""
    floor = rules.FLOORS[path.split("/")[0]]
    pure_file = re.fullmatch(rules.PURE_FILES, path)
    return floor < rules.FIRST_FLOOR_WITH_PYTHON or bool(pure_file)


def floor_of(path):
    floor = rules.FLOORS[path.split("/")[0]]
    return min(floor, rules.FIRST_FLOOR_WITH_PYTHON) if is_pure(path) else floor


def check_includes(tree):
    for path, text in tree.sources():
        room = path.split("/")[0]
        for match in INCLUDE.finditer(text):
            name = match.group(1)
            at = f"src/{path}:{line_of(text, match.start())}"
            other = name.split("/")[0]
            if name == "Python.h" and path != rules.PYTHON_DOOR:
                yield "python.h", f"{at}: only {rules.PYTHON_DOOR} includes it"
            if "/" not in name or other not in rules.FLOORS or other == room:
                continue
            if (
                rules.FLOORS[other] >= floor_of(path)
                and (room, other) not in rules.NEIGHBOURS
            ):
                yield "floors", f"{at}: {room}/ may not know {name}"


def allowed(path, places):
    return any(
        path.startswith(p) if p.endswith("/") else path == p for p in places
    )


def check_patterns(tree):
    for path, text in tree.sources():
        code = blank_comments(text)
        for rule, pattern, places in rules.PATTERNS:
            if allowed(path, places):
                continue
            for match in re.finditer(pattern, code):
                at = f"src/{path}:{line_of(code, match.start())}"
                yield rule, f"{at}: {match.group()} is for {', '.join(places)}"


def poisoned(tree):
    text = tree.files.get("src/" + rules.POISON_FILE, "")
    for line in re.findall(r"^#pragma GCC poison (.*)$", text, re.MULTILINE):
        yield from line.split()


def check_poison(tree):
    names = sorted(poisoned(tree))
    if not names:
        yield "poison", f"src/{rules.POISON_FILE}: it poisons nothing"
        return
    pattern = re.compile(r"\b(?:" + "|".join(names) + r")\b")
    for path, text in tree.sources():
        if path == rules.POISON_FILE:
            continue
        code = blank_comments(text)
        for match in pattern.finditer(code):
            at = f"src/{path}:{line_of(code, match.start())}"
            yield "poison", f"{at}: {match.group()} knows an object's head"


def function_lengths(text):
    """(first line, lines) of each function: its brace begins a line."""
    start = None
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("{"):
            start = number
        elif line.startswith("}") and start is not None:
            yield start, number - start + 1
            start = None


def python_function_lengths(text):
    import ast

    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno - node.lineno + 1


def check_sizes(tree):
    for path, text in sorted(tree.files.items()):
        if not path.endswith((".c", ".h", ".py")) or rules.GENERATED in path:
            continue
        lines = text.count("\n")
        if lines > rules.FILE_LINES:
            yield "size", f"{path}: {lines} lines, {rules.FILE_LINES} at most"
        measure = (
            python_function_lengths if path.endswith(".py") else function_lengths
        )
        for start, length in measure(text):
            if length > rules.FUNCTION_LINES:
                yield "size", (
                    f"{path}:{start}: a function of {length} lines, "
                    f"{rules.FUNCTION_LINES} at most"
                )


def check_heads(tree):
    for path, text in sorted(tree.files.items()):
        if not path.startswith(("src/", "tests/")) or path.endswith(".md"):
            continue
        if "SPDX-License-Identifier: MIT" not in text[:300] and (
            path.endswith((".c", ".h", ".py", ".mk"))
        ):
            yield "head", f"{path}:1: no SPDX line"
    for path, text in tree.sources((".h",)):
        stem = re.sub(r"\W", "_", path[: -len(".h")]).upper()
        if f"#ifndef JSONDE_{stem}_H\n" not in text:
            yield "head", f"src/{path}: its guard is not JSONDE_{stem}_H"


def check_foreign(tree):
    for path, text in sorted(tree.files.items()):
        for match in re.finditer(rules.FOREIGN, text):
            at = f"{path}:{line_of(text, match.start())}"
            yield "foreign", f"{at}: {match.group()}"


def imported_names(text):
    """The modules that Python code imports, in its functions, too."""
    import ast

    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def check_imports(tree):
    """What C code imports must be imported by Python code as well, in a function
    that is never called if need be: bundlers read no C."""
    seen = set()
    for path, text in tree.files.items():
        if path.startswith("src/jsonde/") and path.endswith(".py"):
            seen.update(imported_names(text))
    for path, text in tree.sources():
        code = blank_comments(text)
        for match in re.finditer(rules.C_IMPORT, code):
            if match.group(1) not in seen:
                at = f"src/{path}:{line_of(code, match.start())}"
                yield "bundle", f"{at}: no file of src/jsonde imports {match[1]}"


# ------------------------------------------------- what the compiler says


# A compiler may stop at the twentieth error.
ERRORS_AT_ONCE = 10


def complaint(options, flags, source):
    """What the compiler says of a C source, "" when it compiles."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "planted.c")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        command = shlex.split(options.cc) + shlex.split(flags)
        done = subprocess.run(
            [*command, "-std=c11", "-fsyntax-only", path],
            capture_output=True,
            check=False,
            text=True,
        )
    return done.stderr if done.returncode else ""


def check_compiler(options, tree):
    python = "#include <Python.h>\n"
    if "#error" not in complaint(options, options.pure_cppflags, python):
        yield "python.h", "a pure file is not refused when it sees Python.h"
    start = '#include "abi/limited.h"\n'
    if complaint(options, options.py_cppflags, start):
        yield "poison", "a file with abi/limited.h does not compile at all"
    names = list(poisoned(tree))
    for i in range(0, len(names), ERRORS_AT_ONCE):
        yield from check_refused(options, start, names[i : i + ERRORS_AT_ONCE])


def check_refused(options, start, names):
    uses = "".join(f"void *{n}_;\nvoid *{n};\n" for n in names)
    said = complaint(options, options.py_cppflags, start + uses)
    # The planted file's lines with an error that speaks of poison.
    lines = {int(n) for n in re.findall(r"c:(\d+):\d+: error: .*poisoned", said)}
    for i, name in enumerate(names):
        if start.count("\n") + 2 * (i + 1) not in lines:
            yield "poison", f"{name} is not refused by the compiler"


def predefined(options):
    """The macros that the compiler defines by itself."""
    done = subprocess.run(
        [*shlex.split(options.cc), "-dM", "-E", "-"],
        input="",
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return set(re.findall(r"^#define (\w+)", done.stdout, re.MULTILINE))


def check_alone(options, tree):
    """Each header compiles alone, so that an editor can read it."""
    macros = predefined(options)

    def is_readable(path):
        return all(
            macros & set(needed)
            for names, needed in rules.PROCESSOR_HEADERS
            if re.fullmatch(names, path)
        )

    def errors(path):
        flags = options.pure_cppflags if is_pure(path) else options.py_cppflags
        flags = f"-I{shlex.quote(os.path.join(tree.top, 'src'))} {flags} -w"
        return path, complaint(options, flags, f'#include "{path}"\n')

    paths = [p for p, _ in tree.sources((".h",)) if is_readable(p)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, said in pool.map(errors, paths):
            first = re.search(r"error: (.*)", said)
            if said:
                yield "alone", f"src/{path}:1: {first[1] if first else said}"


def symbols(options, *flags):
    done = subprocess.run(
        [*shlex.split(options.nm), "-D", *flags, options.module],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return {line.split()[-1].split("@")[0] for line in done.stdout.splitlines()}


def check_module(options):
    exported = symbols(options, "--defined-only")
    for name in sorted(exported ^ rules.EXPORTS):
        verb = "exports" if name in exported else "does not export"
        yield "exports", f"{options.module} {verb} {name}"
    here = os.path.dirname(os.path.abspath(__file__))
    stable = set(read(os.path.join(here, "stable_abi_3.9.txt")).split("\n"))
    for name in sorted(symbols(options, "--undefined-only")):
        if re.match(r"_?Py", name) and name not in stable:
            yield "imports", f"{options.module} needs {name}, not stable in 3.9"


def check_gate(tree):
    yield from gate.check_gate(tree, blank_comments, line_of)


def check_names(tree):
    yield from names.check_names(tree, blank_comments, line_of)


CHECKS = [
    check_includes,
    check_patterns,
    check_poison,
    check_gate,
    check_names,
    check_sizes,
    check_heads,
    check_foreign,
    check_imports,
]


RULES = (
    "floors python.h private mirror exception poison gate names size head"
    " foreign bundle alone exports imports"
).split()


def breaches(options):
    tree = Tree(options.srcdir)
    for check in CHECKS:
        yield from check(tree)
    if options.cc:
        yield from check_compiler(options, tree)
        yield from check_alone(options, tree)
    if options.module:
        yield from check_module(options)


def arguments(given=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cc", default="", help="the C compiler")
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--pure-cppflags", default="", help="of floors 0 and 1")
    parser.add_argument("--py-cppflags", default="", help="of floors 2 to 6")
    parser.add_argument("--module", default="", help="the built module")
    parser.add_argument("srcdir")
    return parser.parse_args(given)


def main():
    found = sorted(set(breaches(arguments())))
    for rule, what in found:
        print(f"{rule}: {what}")
    print(f"lint: {len(RULES)} rules, {len(found)} breaches")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
