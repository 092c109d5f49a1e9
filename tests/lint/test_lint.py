# SPDX-License-Identifier: MIT
"""Plants a breach of each rule, and checks that the lint finds it and finds nothing
without it: python3 test_lint.py [OPTION...] SRCDIR."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile

import lint

HEADER = """/* SPDX-License-Identifier: MIT */
#ifndef JSONDE_{guard}_H
#define JSONDE_{guard}_H
{body}
#endif
"""
MAKEFILE = "# SPDX-License-Identifier: MIT\nEXTRA_DIST = poison.h {names}\n"
SOURCE = "/* SPDX-License-Identifier: MIT */\n{body}\n"

CLEAN = {
    "src/base/base.h": HEADER.format(guard="BASE_BASE", body="int jsd_x;"),
    "src/text/utf8.c": SOURCE.format(body='#include "base/base.h"'),
    "src/text/utf8.h": HEADER.format(guard="TEXT_UTF8", body=""),
    "src/abi/abi.c": SOURCE.format(body="void *p = _PyPrivate;"),
    "src/py/error.c": SOURCE.format(body="int f(void) { PyErr_NoMemory(); }"),
    "src/jsonde/one.py": "# SPDX-License-Identifier: MIT\nimport gc\n",
    "src/abi/gc.c": SOURCE.format(
        body='int f(void) { return PyImport_ImportModule("gc"); }'
    ),
    "src/dec/one.c": SOURCE.format(
        body="static int counted_things;\n\nstatic int\nput_one(void)\n{\n}"
    ),
    "tests/unit/utf8_suite.c": SOURCE.format(body=""),
    "tests/unit/text_suites.h": HEADER.format(
        guard="TEXT_SUITES", body="#define TEXT_SUITES(SUITE) SUITE(utf8)"
    ),
    "tests/api/test_loads.py": "# SPDX-License-Identifier: MIT\n",
    "tests/suites.txt": """
base/*  utf8_suite  all
text/*  utf8_suite  all
abi/*   utf8_suite  all
num/[dis]*  utf8_suite  all
simd/*  utf8_suite  all
dec/*   test_loads  all
""",
    "tests/selection.txt": "python 3.9 whole\npython 3.15 whole\n",
    "m4/jsonde_python.m4": "python3 python3.15 python3.9",
    "src/num/itoa.h": HEADER.format(guard="NUM_ITOA", body=""),
    "src/simd/sideways.h": HEADER.format(guard="SIMD_SIDEWAYS", body=""),
    "src/dec/dec.c": SOURCE.format(body='#include "text/utf8.h"'),
}

LONG = "void\nf(void)\n{\n" + "    x();\n" * 90 + "}\n"

SYMBOL = "int f(void) {\n    return jsd_abi.symbols.generic_get_dict(o, c);\n}"
ACQUIRE = "int f(void) {\n    return jsd_buffer_acquire(o, 0, v);\n}"
GET = "int f(void) {\n    return jsd_abi.symbols.get_buffer(o, v, 0);\n}"
# Only the first of two calls passes the gate.
SECOND = (
    "int f(void) {\n    return JSD_GATED(g, PyObject_Str(PyObject_Type(o)));\n}"
)

NEW_ISA = (
    "#ifndef JSONDE_SIMD_ISA_LIST_H\n#define JSONDE_SIMD_ISA_LIST_H\n"
    "#define JSD_ISA_LIST(X) X(NEW, new, 1, scalar, new)\n#endif"
)

# (rule, file, contents): each in its own tree.
PLANTED = [
    ("floors", "src/base/up.c", '#include "text/utf8.h"'),
    ("floors", "src/text/sideways.c", '#include "num/itoa.h"'),
    ("floors", "src/enc/sideways.c", '#include "dec/dec.h"'),
    ("floors", "src/abi/up.c", '#include "py/state.h"'),
    ("floors", "src/simd/sideways.c", '#include "text/utf8.h"'),
    ("floors", "src/isa/kernels_x.c", '#include "enc/engine.h"'),
    ("floors", "src/isa/up.c", '#include "module/dump.h"'),
    ("intrinsics", "src/enc/block.c", "__m256i x;"),
    ("intrinsics", "src/num/digits.c", "int f(void) { return _mm_cvt(x); }"),
    ("python.h", "src/base/python.c", "#include <Python.h>"),
    ("python.h", "src/enc/python.c", "#include <Python.h>"),
    ("private", "src/enc/private.c", "void *p = _PyLong_AsByteArray;"),
    ("mirror", "src/enc/mirror.c", "void *f(O *o) { return o->ob_item; }"),
    ("mirror", "src/dec/mirror.c", "int n = jsd_abi.offsets.at[3];"),
    ("mirror", "src/py/mirror.c", "int n = jsd_load_int(o, JSD_LIST_OB_ITEM);"),
    ("exception", "src/enc/raise.c", "void f(void) { PyErr_NoMemory(); }"),
    ("exception", "src/module/raise.c", 'int x = PyErr_Format(e, "no");'),
    ("exception", "src/dec/text.c", "int s = jsd_status_text(3);"),
    ("poison", "src/enc/incref.c", "void f(void *o) { Py_INCREF(o); }"),
    ("poison", "src/py/type.c", "void *t(void *o) { return Py_TYPE(o); }"),
    ("poison", "src/dec/item.c", "void f(void *o) { PyList_SET_ITEM(o); }"),
    ("gate", "src/enc/bare.c", "int f(void) {\n    return PyDict_New(x);\n}"),
    ("gate", "src/py/drop.c", "void f(void) {\n    Py_DecRef(x);\n}"),
    ("gate", "src/dec/drop.c", "void f(void) {\n    Py_DecRef(x);\n}"),
    ("gate", "src/enc/symbol.c", SYMBOL),
    ("gate", "src/py/acquire.c", ACQUIRE),
    ("buffer", "src/module/get.c", GET),
    ("buffer", "src/abi/release.c", "int x = jsd_abi.symbols.release_buffer(b);"),
    ("unfinished", "src/module/list.c", "void *list = PyList_New(n);"),
    ("environment", "src/abi/choice.c", 'char *x = getenv("JSONDE_SIMD");'),
    ("gate", "src/enc/ours.c", "void f(void) {\n    jsd_raise_type(s, t);\n}"),
    ("gate", "src/py/unknown.c", "int f(void) {\n    return PyNew_Api(x);\n}"),
    ("gate", "src/py/second.c", SECOND),
    ("parts", "src/enc/enc_part.c", "char *\nput_a(E *e)\n{\n    PyErr_Occurred();\n}"),
    ("parts", "src/enc/enc_sort.c", "char *\nput_a(E *e)\n{\n    JSD_GATED(g, f());\n}"),
    ("names", "src/enc/word.c", "static int\nrun(void)\n{\n}"),
    ("names", "src/enc/type.c", "typedef struct word {\n    int x;\n} word;"),
    ("names", "src/enc/macro.c", "#define TEN 10"),
    ("names", "src/enc/twice.c", "static int\nput_one(void)\n{\n}"),
    ("names", "src/enc/again.c", "static int counted_things;"),
    ("retired", "src/enc/comment.c", "/* The usual case. */\nint x;"),
    ("retired", "src/enc/part.c", "int road_count;"),
    ("retired", "src/enc/local.c", "int count_far;"),
    ("retired", "src/jsonde/comment.py", "# The usual case."),
    ("size", "src/enc/long.c", LONG),
    ("size", "src/enc/many.c", "int x;\n" * 501),
    ("size", "src/jsonde/long.py", "def f():\n" + "    x = 1\n" * 90),
    ("head", "src/enc/bare.c", None),
    ("head", "src/enc/guard.h", "#ifndef OTHER_H"),
    ("bundle", "src/abi/import.c", 'void *m = PyImport_ImportModule("x.y");'),
    ("suites", "src/num/other.c", "int x;"),
    ("suites", "tests/unit/other_suite.c", "int x;"),
    ("suites", "tests/api/test_orphan.py", "x = 1"),
    ("listed", "src/enc/unlisted.c", "int x;"),
    ("listed", "tests/local.mk", "EXTRA_DIST += %D%/missing.py"),
    ("versions", "tests/selection.txt", "python 3.99 whole"),
    ("versions", "m4/jsonde_python.m4", "python3.8"),
    ("isa", "src/simd/isa_list.h", NEW_ISA),
    ("options", "src/py/option_table.def", "JSD_OPTION(NEW, 44, x, y)"),
    ("documented", "src/jsonde/lines.pyi", '__all__ = [\n    "undocumented",\n]'),
    ("docs", "docs/page.md", "See `enc/gone.c`."),
    ("docs", "README.md", "See `gone_NAME.h` of `text/utf8.c`."),
    ("foreign", "tests/path.py", "x = '/wo" "rk/main'"),
    ("foreign", "src/enc/host.c", "// pypi.o" "rg"),
]


def plant(top, files):
    for name, text in files.items():
        path = os.path.join(top, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def found_in(srcdir, extra, options=()):
    """Returns the rules that a tree breaks."""
    with tempfile.TemporaryDirectory() as top:
        plant(top, CLEAN)
        names = [os.path.basename(path) for path in {**CLEAN, **extra}]
        if "src/enc/unlisted.c" in extra:
            names.remove("unlisted.c")
        plant(top, {"src/local.mk": MAKEFILE.format(names=" ".join(names))})
        shutil.copy(
            os.path.join(srcdir, "src", "abi", "poison.h"),
            os.path.join(top, "src", "abi"),
        )
        plant(top, extra)
        given = lint.arguments([*options, top])
        return {rule for rule, _ in lint.breaches(given)}


def check_planted(options):
    """Yields the rows of the table that failed."""
    if found_in(options.srcdir, {}):
        yield "the clean tree has breaches"
    for rule, path, body in PLANTED:
        text = "int x;\n"
        if body is not None:
            text = ("# " if path.endswith(".py") else "") + SOURCE.format(body=body)
        found = found_in(options.srcdir, {path: text})
        if found != {rule}:
            yield f"{path}: expected {rule}, found {sorted(found)}"


def build(options, source, folder):
    """Builds a module from one source, for nm."""
    path = os.path.join(folder, "planted.c")
    plant(folder, {"planted.c": source})
    module = os.path.join(folder, "planted.so")
    command = [*options.cc.split(), "-shared", "-fPIC", path, "-o", module]
    subprocess.run(command, check=True)
    return module


ENTRIES = "void PyInit__jsonde(void) {%s} void PyModExport__jsonde(void) {}\n"
MODULES = [
    (set(), ENTRIES % ""),
    ({"exports"}, ENTRIES % "" + "void jsd_leaked(void) {}\n"),
    ({"exports"}, "void PyInit__jsonde(void) {}\n"),
    (set(), "void PyList_New(int);\n" + ENTRIES % "PyList_New(0);"),
    ({"imports"}, "void PyUnicode_New(int);\n" + ENTRIES % "PyUnicode_New(0);"),
]


def check_modules(options):
    for rule, source in MODULES:
        with tempfile.TemporaryDirectory() as folder:
            options.module = build(options, source, folder)
            found = {rule for rule, _ in lint.check_module(options)}
        if found != rule:
            yield f"module: expected {sorted(rule)}, found {sorted(found)}"


def check_compiler(options):
    """The lint notices a missing fence of the floors, and a missing poison."""
    fence = options.pure_cppflags
    options.pure_cppflags = options.py_cppflags
    tree = lint.Tree(options.srcdir)
    if "python.h" not in {rule for rule, _ in lint.check_compiler(options, tree)}:
        yield "compiler: a file of floor 0 with Python.h was not noticed"
    options.pure_cppflags = fence
    tree.files["src/abi/poison.h"] = "#pragma GCC poison Py_IncRef\n"
    if "poison" not in {rule for rule, _ in lint.check_compiler(options, tree)}:
        yield "compiler: an inline that is not poisoned was not noticed"


FORMATTED = "/* SPDX-License-Identifier: MIT */\nint x;\n"
# A clang-format of another version.
OTHER_VERSION = "#!/bin/sh\necho clang-format version 99.0.0\n"


def style_breaches(top, **environment):
    """Returns the breaches of the format below top with this environment."""
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        with contextlib.redirect_stdout(io.StringIO()) as output:
            found = list(lint.style.check_style(top))
    finally:
        os.environ.clear()
        os.environ.update(before)
    return len(found), output.getvalue()


def check_style(options):
    """Yields what the rule about the format misses, or finds without cause."""
    with tempfile.TemporaryDirectory() as top:
        shutil.copy(os.path.join(options.srcdir, ".clang-format"), top)
        other = os.path.join(top, "clang-format-99")
        plant(top, {"src/good.c": FORMATTED, "clang-format-99": OTHER_VERSION})
        os.chmod(other, 0o755)
        if style_breaches(top, CLANG_FORMAT=other, CI="true")[0] != 1:
            yield "format: another version of clang-format passes in CI"
        count, warning = style_breaches(top, CLANG_FORMAT=other, CI="")
        if count or "NOT CHECKED" not in warning:
            yield "format: another version of clang-format is not reported"
        if lint.style.find_formatter()[0] is None:
            return
        if style_breaches(top)[0]:
            yield "format: a formatted file is refused"
        plant(top, {"src/bad.c": "int  x ;\n", "src/x_table.c": "int  x ;\n"})
        if style_breaches(top)[0] != 1:
            yield "format: a file in another format was not noticed"


def check_alone(options):
    """A header that needs another one before it is noticed, and no other is."""
    needs = HEADER.format(guard="TEXT_NEEDS", body="jsd_unknown text_field;")
    with tempfile.TemporaryDirectory() as top:
        plant(top, {**CLEAN, "src/text/needs.h": needs})
        found = list(lint.check_alone(options, lint.Tree(top)))
    if [what.split(":")[0] for _, what in found] != ["src/text/needs.h"]:
        yield f"alone: expected src/text/needs.h, found {found}"


def main():
    options = lint.arguments()
    wrong = [
        *check_planted(options),
        *check_style(options),
        *check_compiler(options),
        *check_alone(options),
        *check_modules(options),
    ]
    for line in wrong:
        print(f"test_lint: {line}")
    count = len(PLANTED) + 2 + 4 + sum(1 for rule, _ in MODULES if rule)
    print(f"lint: {count} planted breaches, {count - len(wrong)} caught")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
