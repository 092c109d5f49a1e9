#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make the manual page jsonde(3), packaging/pages/jsonde.3, from docs/reference.md and
docs/options.md. tests/docs/test_manual.py compares it with the pages.

The two pages have headings, paragraphs and blocks of code. Anything else of Markdown is
an error.
"""

import pathlib
import re

from make_pages import escaped

TOP = pathlib.Path(__file__).resolve().parents[2]
MANUAL = TOP / "packaging" / "pages" / "jsonde.3"
HEAD = """\
.\\" SPDX-License-Identifier: MIT
.\\" Made by src/jsonde/make_manual.py
.TH JSONDE 3 2026-11-30 "jsonde" "Library Functions"
.SH NAME
jsonde \\- JSON encoder and decoder for Python
.SH SYNOPSIS
.B import jsonde
.SH DESCRIPTION
"""
FOOT = """\
.SH SEE ALSO
.BR jsonde (1)
"""


def inline(text):
    """Return a paragraph for roff, with code in bold and links as their text."""
    text = re.sub(r"\\([_*])", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"`([^`]*)`", r"\\fB\1\\fR", escaped(text))


def headed(level, title, prefix):
    """Return the macro of a heading. The title of a page has none."""
    if level == 1:
        return ""
    if level == 2:
        return f'.SH "{inline(prefix + title).upper()}"\n'
    return f'.SS "{inline(title)}"\n'


def converted(text, prefix=""):
    """Yield the parts of a page for roff. prefix: before each heading of level 2."""
    parts = re.split(r"^```\w*\n(.*?)^```\n", text, flags=re.DOTALL | re.MULTILINE)
    for number, part in enumerate(parts):
        if number % 2:
            yield f".PP\n.RS 4\n.nf\n{escaped(part.rstrip())}\n.fi\n.RE\n"
            continue
        for paragraph in filter(None, part.strip().split("\n\n")):
            if re.match(r"[|<>*-]", paragraph):
                raise ValueError(f"a paragraph that roff cannot have: {paragraph}")
            heading = re.fullmatch(r"(#+) (.*)", paragraph)
            if heading:
                yield headed(len(heading[1]), heading[2], prefix)
            else:
                yield f".PP\n{inline(paragraph)}\n"


def manual():
    """Return the manual page."""
    reference = (TOP / "docs" / "reference.md").read_text("utf-8")
    options = (TOP / "docs" / "options.md").read_text("utf-8")
    # The introduction needs a heading of its own in the middle of the page.
    options = options.replace("# Options\n", "## Introduction\n", 1)
    parts = [*converted(reference), *converted(options, "Options: ")]
    return HEAD + "".join(parts) + FOOT


if __name__ == "__main__":
    MANUAL.write_text(manual(), "utf-8")
