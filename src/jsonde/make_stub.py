#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write the docstrings of the built package into __init__.pyi, where editors look
for them: PYTHONPATH=stage make_stub.py. tests/api/test_docstrings.py compares the two.
"""

import ast
import inspect
import pathlib

STUB = pathlib.Path(__file__).resolve().parent / "__init__.pyi"


def definitions(text):
    """The public functions and classes of a stub; of an overloaded one the
    first."""
    seen = set()
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            if node.name not in seen and not node.name.startswith("_"):
                yield node
            seen.add(node.name)


def as_docstring(text):
    lines = text.replace("\\", "\\\\").split("\n")
    end = ['"""'] if len(lines) > 1 else []
    lines[0] = '"""' + lines[0]
    if not end:
        lines[0] += '"""'
    return [f"    {line}".rstrip() + "\n" for line in lines + end]


def with_docstring(lines, node, doc):
    """Puts it in place of the old one, or of the three dots."""
    first = node.body[0]
    start, end = first.lineno - 1, first.end_lineno
    if not isinstance(first, ast.Expr):  # the first attribute of a class
        lines[start:start] = as_docstring(doc)
        return
    if lines[start].rstrip().endswith(": ..."):
        lines[start] = lines[start].rstrip()[: -len(" ...")] + "\n"
        start += 1
    lines[start:end] = as_docstring(doc)


def main():
    import jsonde

    text = STUB.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    for node in reversed(list(definitions(text))):
        doc = inspect.getdoc(getattr(jsonde, node.name))
        with_docstring(lines, node, doc)
    STUB.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
