#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make packaging/pages from the parser of the command line: the manual page
jsonde(1), and the completion files of the shells.

Run it after a build, with PYTHONPATH=stage. tests/api/test_cli_completion.py compares
the files with the parser.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAGES = HERE.parent.parent / "packaging" / "pages"
FILES = {"bash": "jsonde.bash", "fish": "jsonde.fish", "zsh": "_jsonde"}

HEAD = """\
.\\" SPDX-License-Identifier: MIT
.\\" Made by src/jsonde/make_pages.py
.TH JSONDE 1 2026-11-30 "jsonde" "User Commands"
.SH NAME
jsonde \\- check, format, convert and compare JSON
.SH SYNOPSIS
.B jsonde
.I COMMAND
[\\fIoption\\fR...] [\\fIargument\\fR...]
"""
FOOT = """\
.SH ENVIRONMENT
.TP
.B NO_COLOR
if not empty, switches off colours on a terminal
.TP
.BR JSONDE_IMPLEMENTATION ", " JSONDE_SIMD ", " JSONDE_THREADS ", " JSONDE_ABI
as for the library jsonde
.SH SEE ALSO
.BR jq (1)
"""


def escaped(text):
    """Return a text for roff. A line must not begin with a point or a quote."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(
        "\\&" + line if line.startswith((".", "'")) else line
        for line in text.split("\n")
    )


def term(action):
    """Return the head of the entry of an option or an argument."""
    value = "" if action.nargs == 0 else value_of(action)
    if not action.option_strings:
        return f"\\fI{escaped(value)}\\fR"
    names = ", ".join(f"\\fB{escaped(n)}\\fR" for n in action.option_strings)
    return names + (f" \\fI{escaped(value)}\\fR" if value else "")


def value_of(action):
    """Return the name of the value of an option or an argument."""
    if action.metavar is None and action.choices:
        return "|".join(action.choices)
    name = action.metavar or action.dest.upper()
    return {"?": f"[{name}]", "*": f"[{name} ...]"}.get(action.nargs, name)


def entries(parser):
    """Yield the entries of the arguments and options of a parser."""
    for action in sorted(parser._actions, key=lambda a: bool(a.option_strings)):
        if action.help and not hasattr(action, "add_parser"):
            yield f".TP\n{term(action)}\n{escaped(action.help)}"


def literal(text):
    """Yield the sections of an epilog: headings, and lines as they are."""
    for part in text.strip().split("\n\n"):
        first, _, rest = part.partition("\n")
        if first.endswith(":") and rest.startswith("  "):
            yield f".PP\n{escaped(first)}\n.nf\n{escaped(rest)}\n.fi"
        else:
            yield f".PP\n{escaped(part)}"


def manual(parser, commands):
    """Return the manual page."""
    lines = [".SH DESCRIPTION", escaped(parser.description)]
    lines += [*literal(parser.epilog), ".SH OPTIONS", *entries(parser)]
    lines.append(".SH COMMANDS")
    for name, (_, own) in commands.items():
        positional = [term(a) for a in own._actions if not a.option_strings]
        usage = " ".join([f"\\fBjsonde {name}\\fR", "[\\fIoption\\fR...]", *positional])
        lines += [f".SS {usage}", escaped(own.description)]
        lines += [*entries(own), *literal(own.epilog)]
    return HEAD + "\n".join(lines) + "\n" + FOOT


def pages():
    """Return the text of each file by its name."""
    from jsonde.cli import completion, parser

    built = parser.build()
    made = {FILES[s]: make(built) for s, make in completion.SHELLS.items()}
    made["jsonde.1"] = manual(built, completion.commands_of(built))
    return made


def main():
    # The package json of this directory is not the standard library's.
    sys.path.remove(str(HERE))
    PAGES.mkdir(exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
