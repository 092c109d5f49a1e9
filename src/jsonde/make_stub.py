#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Copy the docstrings of the built package into __init__.pyi, and those of the native
module into _fallback/docstrings.py.

Editors look for docstrings in the stub. Run it after a build, with
PYTHONPATH=stage. tests/api/test_docstrings.py compares them.
"""

import ast
import inspect
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
STUB = HERE / "__init__.pyi"
FALLBACK = HERE / "_fallback" / "docstrings.py"
FALLBACK_HEAD = """# SPDX-License-Identifier: MIT
# Made by make_stub.py
\"\"\"The docstrings of the native module, which its functions in Python have, too.\"\"\"

DOCSTRINGS = {
"""


def definitions(text):
    """Yield the public functions and classes of a stub.

    Of an overloaded function, yield the first definition.
    """
    seen = set()
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            if node.name not in seen and not node.name.startswith("_"):
                yield node
            seen.add(node.name)


def as_docstring(text):
    """Return the lines of a docstring in a stub."""
    lines = text.replace("\\", "\\\\").split("\n")
    end = ['"""'] if len(lines) > 1 else []
    lines[0] = '"""' + lines[0]
    if not end:
        lines[0] += '"""'
    return [f"    {line}".rstrip() + "\n" for line in lines + end]


def with_docstring(lines, node, doc):
    """Replace the docstring or the three dots of a definition in lines."""
    first = node.body[0]
    start, end = first.lineno - 1, first.end_lineno
    if not isinstance(first, ast.Expr):  # the first attribute of a class
        lines[start:start] = as_docstring(doc)
        return
    if lines[start].rstrip().endswith(": ..."):
        lines[start] = lines[start].rstrip()[: -len(" ...")] + "\n"
        start += 1
    lines[start:end] = as_docstring(doc)


def native_docstrings():
    """The docstrings of the native module as a module of Python."""
    from jsonde import _jsonde

    yield FALLBACK_HEAD
    for name, value in sorted(vars(_jsonde).items()):
        if callable(value):
            first, *rest = as_docstring(inspect.getdoc(value))
            yield f'    "{name}": {first.strip()}'
            yield "".join("\n" + line[4:].rstrip() for line in rest) + ",\n"
    yield "}\n"


def main():
    # The package json of this directory is not the standard library's.
    sys.path.remove(str(HERE))
    import jsonde

    FALLBACK.write_text("".join(native_docstrings()), "utf-8")
    text = STUB.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    for node in reversed(list(definitions(text))):
        doc = inspect.getdoc(getattr(jsonde, node.name))
        with_docstring(lines, node, doc)
    STUB.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
