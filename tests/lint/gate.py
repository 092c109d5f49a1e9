# SPDX-License-Identifier: MIT
"""The rule of the gate (src/py/gate.h): functions that run no Python code.

In enc/, py/ and dec/ a call that may run Python code is written JSD_GATED(gate,
call), unless INERT has the function's name. That holds for CPython's API and for
our functions without a gate of their own. The reason in INERT holds for every
version from 3.9 on. Up to 3.11 each allocation of a container, an exception or a
memoryview may start the collector, which runs callbacks and finalizers. So no
function that makes one is inert.
"""

import re

ROOMS = ("enc/", "py/", "dec/")

# reason: names
INERT = {
    "reads a field, or counts": """
        PyCFunction_GetFunction PyCFunction_GetSelf
        Py_IncRef PyType_GetFlags PyType_GetSlot PyType_IsSubtype
        PyModule_GetState PyErr_Occurred PyErr_ExceptionMatches PyIter_Check
        PyDict_Size PyList_Size PyTuple_Size PyBytes_Size PyByteArray_Size
        PyUnicode_GetLength""",
    "gives what an exact container has, without a comparison": """
        PyList_GetItem PyTuple_GetItem PyDict_Next PyBytes_AsString
        PyByteArray_AsString PyUnicode_ReadChar PyUnicode_FindChar""",
    "fills a new container of ours, and replaces nothing": """
        PyList_SetItem PyTuple_SetItem""",
    "makes a str, bytes, int or float, which the collector does not count": """
        PyUnicode_FromString PyUnicode_FromStringAndSize PyUnicode_FromOrdinal
        PyUnicode_FromFormat PyUnicode_InternFromString PyUnicode_Substring
        PyBytes_FromString PyBytes_FromStringAndSize PyLong_FromLong
        PyLong_FromSsize_t PyLong_FromSize_t PyLong_FromLongLong
        PyLong_FromUnsignedLongLong PyFloat_FromDouble PyBool_FromLong
        PyObject_Malloc PyObject_Free PyMem_Realloc""",
    "makes an exact str of a str": """
        PyUnicode_FromObject PyUnicode_Replace
        PyUnicode_CompareWithASCIIString""",
    "decodes valid text, or with the handler 'replace', which is C": """
        PyUnicode_DecodeUTF8 PyUnicode_DecodeLatin1 PyUnicode_DecodeUTF16
        PyUnicode_DecodeUTF32""",
    "reads an int, or an instance of a subclass, by its digits": """
        PyLong_AsLongLongAndOverflow PyLong_AsSsize_t PyLong_AsSize_t
        PyLong_AsLong PyLong_AsUnsignedLongLongMask PyFloat_AsDouble""",
    "puts an exception aside as it is, and back": "PyErr_Fetch PyErr_Restore",
    "takes the GIL, or visits for the collector": """
        PyEval_RestoreThread Py_VISIT Py_EnterRecursiveCall
        Py_LeaveRecursiveCall PyDoc_STRVAR""",
}

# Our functions without a gate that may run Python code.
OPEN = re.compile(
    r"jsd_raise_\w+|jsd_raised_(?:locate|text)|jsd_unlock"
    r"|jsd_buffer_(?:acquire\w*|release|write)|jsd_collector_(?:pause|resume)"
    r"|jsd_memblock_view|jsd_moment_read_slow|jsd_(?:date|time|datetime)_read"
    r"|jsd_timedelta_read|jsd_slot_learn|jsd_ndarray_learn|jsd_output_grow"
)

# Functions of py/ that enc/ calls. dec/ has nothing borrowed when it calls them.
OPEN_IN_ENC = re.compile(r"jsd_input_(?:acquire|release)\w*")

# Files whose callers pass the gate for them, or borrow nothing.
EXEMPT = {
    "py/error.c": "callers pass their gate: the functions are OPEN",
    "py/error.h": "declares them",
    "py/state.c": "at import nothing is open",
    "py/options.c": "arguments are read before anything is open",
    "py/memblock.c": "a block is made and ended where nothing is borrowed",
    "dec/keycache.c": "the seed is read at import",
    "py/output.c": "grows behind JSD_GATED_FAILURE; else a call is at its end",
    "py/unlocked.h": "jsd_unlock() is OPEN",
    "py/gate.h": "the gate itself",
    "enc/enc_hostile.c": "is the Python code that a gate expects",
    "enc/enc_raise.c": "is the gate of the encoder's errors",
}

CALL = re.compile(
    r"\b(Py[A-Z]\w*|Py_[A-Z]\w*|jsd_\w+|(?<=symbols\.)\w+)\s*\("
)
GATED = re.compile(r"\bJSD_GATED(?:_FAILURE|_ALLOCATION)?\s*\(\s*[^,()]*(?:\([^()]*\))?[^,()]*,\s*"
                   r"(?:jsd_abi\s*\.\s*symbols\s*\.\s*)?$")
# Optional symbols that run no Python code.
INERT_SYMBOLS = {"gc_disable", "gc_enable", "unicode_new", "ref_tracer",
                 "bytes_resize"}


def inert_names():
    return {name for names in INERT.values() for name in names.split()}


def is_refused(name, before, room):
    """Returns whether a call needs the gate. before is the code before the call."""
    if re.search(r"symbols\s*\.\s*$", before):
        return name not in INERT_SYMBOLS
    if name.startswith("jsd_"):
        if room == "enc" and OPEN_IN_ENC.fullmatch(name):
            return True
        return OPEN.fullmatch(name) is not None
    return name not in inert_names()


def declared(code, start):
    """Returns whether the name at start begins a declaration or definition."""
    line = code[code.rfind("\n", 0, start) + 1 : start]
    return line == "" or re.match(r"(?:JSD_|static|void|int|char|PyObj)", line)


def bare_calls(code, room=""):
    """Yields (position, name) of each call without the gate that it needs."""
    for match in CALL.finditer(code):
        name, start = match.group(1), match.start(1)
        before = code[max(0, start - 200) : start]
        if not is_refused(name, before, room) or declared(code, start):
            continue
        if not GATED.search(before):
            yield start, name


def check_gate(tree, blank_comments, line_of):
    for path, text in tree.sources():
        if not path.startswith(ROOMS) or path in EXEMPT:
            continue
        code = blank_comments(text)
        for position, name in bare_calls(code, path.split("/")[0]):
            at = f"src/{path}:{line_of(code, position)}"
            yield "gate", f"{at}: {name} may run Python code; write JSD_GATED"
