# SPDX-License-Identifier: MIT
"""Checks the rules of the tree: python3 lint.py [OPTION...] SRCDIR.

Prints a line for each breach, RULE: FILE:LINE: description, and exits with 1 if
there is one. rules.py has the tables of the rules. test_lint.py shows that each
rule finds its breach.
"""

import argparse
import concurrent.futures
import os
import re
import shlex
import subprocess
import sys
import tempfile

import forgotten
import gate
import names
import parts
import rules
import style
import suites

COMMENT = re.compile(
    r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL
)
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.MULTILINE)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def blank_comments(text):
    """Returns C code without comments. Strings and the numbers of lines stay."""

    def blank(match):
        found = match.group()
        if found.startswith('"'):
            return found
        return "\n" * found.count("\n") or " "

    return COMMENT.sub(blank, text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


class Tree:
    """The files below SRCDIR by their relative paths, read once."""

    FOLDERS = ("src", "tests", "m4", ".ci", "packaging", "docs", "build-aux")
    SKIPPED = {"__pycache__", ".libs", ".deps", "autom4te.cache"}
    TABLES = (suites.TABLE, "tests/selection.txt")
    TEXTS = (".c", ".h", ".def", ".py", ".pyi", ".m4", ".mk", ".md", ".am", ".ac", ".sh")

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
        for name in self.TABLES:
            self.add(os.path.join(top, name))

    def add(self, path):
        ours = path.endswith((*self.TEXTS, *self.TABLES)) or "." not in os.path.basename(path)
        made = re.search(r"m4/l(ib)?t\w*\.m4$|Makefile$", path)
        if ours and not made and os.path.isfile(path):
            try:
                text = read(path)
            except UnicodeDecodeError:
                return  # a program
            self.files[os.path.relpath(path, self.top)] = text

    def sources(self, endings=(".c", ".h")):
        """Yields (path below src/, text) of the files of the rooms."""
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
                and not {(room, other), (room, name)} & rules.NEIGHBOURS
            ):
                yield "floors", f"{at}: {room}/ may not include {name}"


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
                yield rule, f"{at}: only {', '.join(places)} may use {match.group()}"


def poisoned(tree):
    text = tree.files.get("src/" + rules.POISON_FILE, "")
    for line in re.findall(r"^#pragma GCC poison (.*)$", text, re.MULTILINE):
        yield from line.split()


def check_poison(tree):
    names = sorted(poisoned(tree))
    if not names:
        yield "poison", f"src/{rules.POISON_FILE}: no identifier is poisoned"
        return
    pattern = re.compile(r"\b(?:" + "|".join(names) + r")\b")
    for path, text in tree.sources():
        if path == rules.POISON_FILE:
            continue
        code = blank_comments(text)
        for match in pattern.finditer(code):
            at = f"src/{path}:{line_of(code, match.start())}"
            yield "poison", f"{at}: {match.group()} depends on the layout of an object's head"


def function_lengths(text):
    """Yields (first line, number of lines) of each function. Its brace begins a
    line."""
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
    """Yields the modules that Python code imports, also in functions."""
    import ast

    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def check_imports(tree):
    """Yields modules that C code imports and no Python code does. Bundlers cannot
    read C, so a function that is never called may import them."""
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
    """Returns the compiler's errors for a C source, or "" if it compiles."""
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
        yield "python.h", "a file of floors 0 and 1 compiles with Python.h"
    start = '#include "abi/limited.h"\n'
    if complaint(options, options.py_cppflags, start):
        yield "poison", "a file with abi/limited.h does not compile"
    names = list(poisoned(tree))
    for i in range(0, len(names), ERRORS_AT_ONCE):
        yield from check_refused(options, start, names[i : i + ERRORS_AT_ONCE])


def check_refused(options, start, names):
    uses = "".join(f"void *{n}_;\nvoid *{n};\n" for n in names)
    said = complaint(options, options.py_cppflags, start + uses)
    # The lines of the source with an error about poison.
    lines = {int(n) for n in re.findall(r"c:(\d+):\d+: error: .*poisoned", said)}
    for i, name in enumerate(names):
        if start.count("\n") + 2 * (i + 1) not in lines:
            yield "poison", f"the compiler accepts {name}"


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


def check_parts(tree):
    yield from parts.check_parts(tree, blank_comments, line_of)


def check_names(tree):
    yield from names.check_names(tree, blank_comments, line_of)


def check_retired(tree):
    yield from names.check_retired(tree, blank_comments, line_of)


CHECKS = [
    check_includes,
    check_patterns,
    check_poison,
    check_gate,
    check_parts,
    check_names,
    check_retired,
    check_sizes,
    check_heads,
    check_foreign,
    check_imports,
    suites.check_suites,
    forgotten.check_docs,
    forgotten.check_listed,
    forgotten.check_options,
    forgotten.check_documented,
    forgotten.check_versions,
    forgotten.check_instruction_sets,
]


RULES = (
    "floors python.h private mirror exception buffer environment poison gate parts names"
    " retired size head foreign bundle alone exports imports format suites docs"
    " listed options documented versions isa unfinished"
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
    if options.style:
        yield from style.check_style(options.srcdir)


def arguments(given=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cc", default="", help="the C compiler")
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--pure-cppflags", default="", help="of floors 0 and 1")
    parser.add_argument("--py-cppflags", default="", help="of floors 2 to 6")
    parser.add_argument("--module", default="", help="the built module")
    parser.add_argument(
        "--style", action="store_true", help="check the format of C files, too"
    )
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
