# SPDX-License-Identifier: MIT
"""Rules about steps that are easily forgotten and that no build reports: to list a
file, to test an option, to document a public name, to name a version of Python or an
instruction set everywhere, and to rename a file in the documentation."""

import fnmatch
import re

import rules

ISA_LIST = "src/simd/isa_list.h"
OPTION_TABLE = "src/py/option_table.def"
# The stubs whose __all__ has the public names, with their modules, and the pages that
# have a section for each name.
PUBLIC_STUBS = {
    "src/jsonde/__init__.pyi": "jsonde",
    "src/jsonde/json/__init__.pyi": "jsonde.json",
    "src/jsonde/lines.pyi": "jsonde.lines",
}
REFERENCE_PAGES = ("docs/reference.md", "docs/options.md")
# (file, pattern, difference): the largest number that the pattern finds is the minor
# version of the newest Python, plus the difference.
NEWEST_PYTHON = [
    ("tests/selection.txt", r"^python 3\.(\d+) ", 0),
    ("tests/api/test_abi_config.py", r"^KNOWN = .*\(3, (\d+)\)$", 0),
    ("tests/abi/versions_suite.c", r"LAST_MINOR = (\d+)", 1),
    ("m4/jsonde_python.m4", r"\bpython3\.(\d+)", 0),
    ("src/abi/mirror.c", r"3\.9 to 3\.(\d+)", 0),
]

# A file that a page names. Words in capitals, as in enc_TYPE.c, stand for any text.
NAMED_FILE = r"`([\w./*-]+\.(?:c|h|def|py|pyi|mk|m4|ac|am))`"
PLACEHOLDER = r"[A-Z]+(?:_[A-Z]+)*"


def check_docs(tree):
    """Yields the files that a page names and that do not exist. A page may leave out
    the folders in which a file is, or some of them."""
    paths = ["/" + path for path in tree.files]
    for page, text in tree.files.items():
        if not page.endswith(".md"):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            for name in re.findall(NAMED_FILE, line):
                pattern = "*/" + re.sub(PLACEHOLDER, "*", name)
                if not fnmatch.filter(paths, pattern):
                    yield "docs", f"{page}:{number}: there is no {name}"


def check_listed(tree):
    """Yields the sources and tests that no .mk or .am file names, which the release
    would lack, and the names of files that neither exist nor are made."""
    listed = set()
    for path, text in tree.files.items():
        if not path.endswith((".mk", ".am")):
            continue
        names = re.findall(r"[\w./%$()-]+\.\w+", text)
        listed.update(name.rsplit("/", 1)[-1] for name in names)
        folder = path.rsplit("/", 1)[0]
        made = re.findall(r"^nodist_\w+ *= *(.*)$", text, re.MULTILINE)
        for name in re.findall(r"%D%/([\w/-]+\.(?:c|h|py|pyi))\b", text):
            if f"%D%/{name}" in made:
                continue
            if f"{folder}/{name}" not in tree.files:
                yield "listed", f"{path}: it names {name}, which does not exist"
    for path in sorted(tree.files):
        is_ours = path.startswith(("src/", "tests/", "packaging/"))
        name = path.rsplit("/", 1)[-1]
        if is_ours and path.endswith((".c", ".h", ".py", ".pyi")):
            if name not in listed:
                yield "listed", f"{path}: no .mk file names it"


def check_options(tree):
    """Yields the options that no test of the API names."""
    tests = "".join(
        text for path, text in tree.files.items() if path.startswith("tests/api/")
    )
    table = tree.files.get(OPTION_TABLE, "")
    for name in re.findall(r"^JSD_OPTION\((\w+),", table, re.MULTILINE):
        # conftest.options() takes names without OPT_.
        if not re.search(rf"\b(?:OPT_)?{name}\b", tests):
            yield "options", f"{OPTION_TABLE}: no file of tests/api has OPT_{name}"


def check_documented(tree):
    """Yields the public names that have no section in the pages. tests/docs compares the
    names of the built package, and runs their examples."""
    titles = set()
    for page in REFERENCE_PAGES:
        text = tree.files.get(page, "").replace("\\_", "_")
        titles.update(re.findall(r"^### (\S+)$", text, re.MULTILINE))
    for stub, module in PUBLIC_STUBS.items():
        text = tree.files.get(stub, "")
        names = re.search(r"^__all__ = \[(.*?)\]", text, re.DOTALL | re.MULTILINE)
        for name in re.findall(r'"(\w+)"', names[1] if names else ""):
            title = name if name.startswith("OPT_") else f"{module}.{name}"
            if title not in titles:
                pages = " or ".join(REFERENCE_PAGES)
                yield "documented", f"{stub}: {pages} needs the heading '### {title}'"


def check_versions(tree):
    """Yields the files that name an older version of Python than others do."""
    found = {}
    for path, pattern, difference in NEWEST_PYTHON:
        text = tree.files.get(path)
        if text is None:
            continue
        minors = [int(n) for n in re.findall(pattern, text, re.MULTILINE)]
        found[path] = max(minors, default=0) - difference
    newest = max(found.values(), default=0)
    for path, minor in found.items():
        if minor != newest:
            yield "versions", f"{path}: its newest Python is 3.{minor}, not 3.{newest}"


def check_instruction_sets(tree):
    """Yields the files that do not name an instruction set of simd/isa_list.h. The
    scalar one needs no flags, and every compiler can read its header."""
    rows = re.findall(r"\bX\((\w+), (\w+), (?:1|JSD_HAVE_\w+), ", tree.files.get(ISA_LIST, ""))
    for upper, lower in rows:
        wanted = [("README.md", f"`{lower}`")]
        if lower != "scalar":
            wanted.append(("m4/jsonde_simd.m4", f"JSONDE_SIMD_FLAGS([{upper}]"))
            header = f"simd/block_{lower}.h"
            if not any(re.fullmatch(p, header) for p, _ in rules.PROCESSOR_HEADERS):
                yield "isa", f"tests/lint/rules.py: no processor reads {header}"
        for path, text in wanted:
            if text not in tree.files.get(path, ""):
                yield "isa", f"{path}: it does not name {text}"
