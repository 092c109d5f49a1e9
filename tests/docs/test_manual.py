# SPDX-License-Identifier: MIT
"""Compares the manual page jsonde(3) with the pages that it is made of."""

import importlib.util
import pathlib
import sys

import pytest

MAKER = pathlib.Path(__file__).resolve().parents[2] / "src/jsonde/make_manual.py"


@pytest.fixture(name="maker")
def load_maker(monkeypatch):
    # At the end, because its package json is not the standard library's.
    monkeypatch.setattr(sys, "path", [*sys.path, str(MAKER.parent)])
    spec = importlib.util.spec_from_file_location("make_manual", MAKER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_manual_is_new(maker):
    """After a change of the pages, run src/jsonde/make_manual.py."""
    assert maker.MANUAL.read_text("utf-8") == maker.manual()


def test_conversion(maker):
    text = "# T\n\n## A-b\n\nUse `x.y` of\n[this](z.md).\n\n```python\n.a\n\\n\n```\n"
    assert "".join(maker.converted(text)) == (
        '.SH "A\\-B"\n'
        ".PP\nUse \\fBx.y\\fR of\nthis.\n"
        ".PP\n.RS 4\n.nf\n\\&.a\n\\en\n.fi\n.RE\n"
    )


def test_table_is_refused(maker):
    with pytest.raises(ValueError):
        list(maker.converted("| a | b |\n|---|---|\n"))
