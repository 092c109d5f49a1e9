# SPDX-License-Identifier: MIT
"""Compares the public names with docs/reference.md and docs/options.md."""

import inspect
import pathlib
import re

import jsonde
import jsonde.json
import jsonde.lines
import pytest

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
MODULES = [jsonde, jsonde.lines, jsonde.json]


def sections(page):
    """Returns a dict of the sections of a page that a heading of level 3 begins."""
    text = (DOCS / page).read_text("utf-8").replace("\\_", "_")
    parts = re.split(r"^#{1,3} (.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


REFERENCE = sections("reference.md")
OPTIONS = sections("options.md")
NAMES = {
    f"{module.__name__}.{name}": getattr(module, name)
    for module in MODULES
    for name in module.__all__
}
IS_OPTION = re.compile(r"jsonde\.(OPT_\w+)").fullmatch


@pytest.mark.parametrize("name", NAMES)
def test_name_is_documented(name):
    """Each name has a section, with an example that uses the name."""
    found = IS_OPTION(name)
    section = OPTIONS[found[1]] if found else REFERENCE[name]
    examples = "".join(re.findall(r"```python\n(.*?)```", section, re.DOTALL))
    assert re.search(rf"\b{name.rsplit('.', 1)[1]}\b", examples)


@pytest.mark.parametrize("name", NAMES)
def test_signature(name):
    """Each section of a function of jsonde has the signature of the function."""
    value = NAMES[name]
    if inspect.isroutine(value) and not name.startswith("jsonde.json."):
        signature = name.rsplit(".", 1)[1] + str(inspect.signature(value))
        assert f"\n`{signature}`\n" in REFERENCE[name]


def test_no_other_names():
    """No section describes a name that does not exist."""
    options = {"jsonde." + title for title in OPTIONS if title.startswith("OPT_")}
    modules = {module.__name__ for module in MODULES}
    titles = {title for title in REFERENCE if title.startswith("jsonde.")}
    assert titles - modules | options == set(NAMES)


def test_count(capsys):
    """The log of the run tells how many names were compared."""
    with capsys.disabled():
        print(f"\ndocs: {len(NAMES)} public names are documented")
    assert len(NAMES) > 70
