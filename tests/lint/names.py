# SPDX-License-Identifier: MIT
"""The rules for words. Only one file of src/ defines each static name, and none is a
single bare word: a search for a name finds one definition. No name or comment uses a
retired word."""

import collections
import re

import rules

FUNCTION = re.compile(r"^([a-z_]\w*)\(", re.MULTILINE)
MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.MULTILINE)
TYPE = re.compile(
    r"^typedef (?:struct|enum|union) (\w+) *\n?\{|^\} (\w+);", re.MULTILINE
)
VARIABLE = re.compile(
    r"^static (?!inline)[^(=;\n]*?\b(\w+)(?:\[[^\]\n]*\])*(?: =|;)", re.MULTILINE
)
STATIC = re.compile(r"\bstatic\b|\bJSD_INLINE\b")

IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')
RETIRED = re.compile(
    r"(?<![A-Za-z0-9])(?:" + "|".join(rules.RETIRED_WORDS) + r")(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def static_functions(code):
    for match in FUNCTION.finditer(code):
        ends = (code.rfind(mark, 0, match.start()) for mark in (";", "}", "\n\n"))
        start = max(0, *ends)
        if STATIC.search(code[start : match.start()]):
            yield match.group(1), match.start()


def definitions(code):
    """Yields (name, position, whether a bare word is refused) of each definition."""
    for name, position in static_functions(code):
        yield name, position, True
    for match in TYPE.finditer(code):
        yield match.group(1) or match.group(2), match.start(), True
    for match in MACRO.finditer(code):
        yield match.group(1), match.start(), True
    for match in VARIABLE.finditer(code):
        yield match.group(1), match.start(), False


def is_variant(path, name):
    """Returns whether several files define the name on purpose, for each
    instruction set or layout."""
    return any(
        re.fullmatch(names, name) and re.fullmatch(files, path)
        for names, files in rules.VARIANTS
    )


def check_names(tree, blank_comments, line_of):
    seen = collections.defaultdict(dict)
    for path, text in tree.sources():
        code = blank_comments(text)
        for name, position, words in definitions(code):
            at = f"src/{path}:{line_of(code, position)}"
            if words and "_" not in name:
                yield "names", f"{at}: {name} is one bare word"
            if not is_variant(path, name):
                seen[name].setdefault(path, at)
    for name, places in seen.items():
        first, *others = places.values()
        for at in others:
            yield "names", f"{at}: {name} is also defined at {first}"


def check_retired(tree, blank_comments, line_of):
    for path, text in sorted(tree.files.items()):
        if not path.startswith("src/") or not path.endswith((".c", ".h", ".def", ".py")):
            continue
        for match in RETIRED.finditer(text):
            at = f"{path}:{line_of(text, match.start())}"
            yield "retired", f"{at}: {match.group()} is a retired word"
        if path.endswith(".py"):
            continue
        code = STRING.sub('""', blank_comments(text))
        for match in IDENTIFIER.finditer(code):
            name = match.group()
            parts = set(name.lower().split("_"))
            if parts & set(rules.RETIRED_NAMES) and name not in rules.TERMS:
                at = f"{path}:{line_of(code, match.start())}"
                yield "retired", f"{at}: {name} contains a retired word"
