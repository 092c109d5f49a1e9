#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Generate the lists of options from py/option_table.def.

The script replaces the text between the marks "options: begin" and "options:
end" in __init__.py, in the stubs, in the docstrings of the extension and in
README.md. With --check it changes nothing and fails if a file is out of date.
"""

import pathlib
import re
import sys
import textwrap

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE.parent / "py" / "option_table.def"
README = HERE.parent.parent / "README.md"
HELP = HERE.parent / "module" / "option_help.h"
FALLBACK = HERE / "_fallback" / "options.py"
BEGIN, END = "options: begin", "options: end"
ROW = re.compile(
    r"JSD_OPTION\((\w+), (\d+), ([A-Z_ |]+),\s*[A-Z_ |]+,"
    r"\s*((?:\"[^\"]*\"\s*)+)\)"
)
BIT = re.compile(r"JSD_OPTION\((\w+), (\d+),")
# dumps() accepts these names as orjson does. They have no bit.
SILENT = ("SERIALIZE_DATACLASS", "SERIALIZE_UUID")
SILENT_MEANING = "accepted for compatibility with orjson; has no effect"


def rows():
    """Yield (name, functions, meaning) of each option, by its bit."""
    for name, _, functions, text in ROW.findall(TABLE.read_text("utf-8")):
        meaning = "".join(re.findall(r'"([^"]*)"', text))
        called = re.findall(r"JSD_(\w+)", functions)
        yield "OPT_" + name, [f.lower() for f in called], meaning


def constants():
    """The value of each option, for the implementation in Python."""
    for name, bit in BIT.findall(TABLE.read_text("utf-8")):
        yield f"OPT_{name} = 1 << {bit}\n"
    yield from (f"OPT_{name} = 0\n" for name in SILENT)


def functions():
    """The functions that take each option, for the same implementation."""
    for name, takers, _ in rows():
        yield f'    ("{name}", {name}, {" | ".join(takers).upper()}),\n'


def names():
    return sorted([row[0] for row in rows()] + ["OPT_" + n for n in SILENT])


def imports():
    return "".join(f"    {name},\n" for name in names())


def exports():
    return "".join(f'    "{name}",\n' for name in names())


def defines():
    """Yield the definition of each option for C."""
    for name, bit in BIT.findall(TABLE.read_text("utf-8")):
        yield f"#define JSONDE_OPT_{name} (UINT64_C(1) << {bit})\n"


def members():
    """Yield each member of the enum Option."""
    for name in names():
        yield f"    {name[4:]} = jsonde.{name}\n"


def member_types():
    """Yield each member of the enum Option for its stub."""
    for name in names():
        yield f"    {name[4:]} = ...\n"


def types():
    """Yield each constant of the stub with its docstring."""
    meanings = {row[0]: row[2] for row in rows()}
    for name in names():
        meaning = meanings.get(name, SILENT_MEANING)
        yield f'{name}: int\n"""{meaning}"""\n'


def reexports():
    return "".join(f"    {name} as {name},\n" for name in names())


def help_of(function):
    """Yield the lines of a C docstring that list a function's options."""
    for name, functions, meaning in rows():
        if function in functions:
            yield from help_row(f"  {name}: {meaning}")


def help_row(text):
    lines = textwrap.wrap(
        text, 68, subsequent_indent="    ", break_on_hyphens=False
    )
    return (f'    "{line}\\n" \\\n' for line in lines)


def helps():
    for function in ("dumps", "loads"):
        yield f"#define JSD_{function.upper()}_OPTION_HELP \\\n"
        yield from help_of(function)
        yield '    ""\n'


def document():
    lines = ["| option | accepted by | effect |", "|---|---|---|"]
    lines += [
        "| `{}` | {} | {} |".format(
            name,
            ", ".join(f"`{f}`" for f in functions),
            re.sub(r"([<>&])", r"`\1`", meaning.replace("\\\\", "\\")),
        )
        for name, functions, meaning in rows()
    ]
    return "\n".join(lines) + "\n"


# Each file, with one function for each of its pairs of marks.
TARGETS = [
    (HERE / "__init__.py", [imports, exports]),
    (HERE / "__init__.pyi", [exports, types]),
    (HERE / "_jsonde.pyi", [reexports]),
    (HERE / "include" / "jsonde.h", [defines]),
    (HERE / "option.py", [members]),
    (HERE / "option.pyi", [member_types]),
    (HELP, [helps]),
    (FALLBACK, [constants, functions]),
    (README, [document]),
]


def filled(text, makers):
    """Return text with the lines between its marks replaced."""
    parts = re.split(rf"(.*{BEGIN}.*\n)(?:.*\n)*?(.*{END}.*\n)", text)
    assert len(parts) == 3 * len(makers) + 1, "marks are missing"
    out = parts[0]
    for i, maker in enumerate(makers):
        begin, end, after = parts[3 * i + 1 : 3 * i + 4]
        out += begin + "".join(maker()) + end + after
    return out


def main():
    status = 0
    for path, makers in TARGETS:
        text = path.read_text("utf-8")
        new = filled(text, makers)
        if "--check" not in sys.argv[1:]:
            path.write_text(new, "utf-8")
        elif new != text:
            print(f"{path.name}: run {pathlib.Path(__file__).name}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
