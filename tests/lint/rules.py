# SPDX-License-Identifier: MIT
"""The tables of the lint: the floors, names that only one room may use, and limits.
lint.py applies them."""

# The floor of each room. Rooms of one floor do not include each other.
FLOORS = {
    "base": 0,
    "text": 1,
    "num": 1,
    "simd": 1,
    "abi": 2,
    "py": 3,
    "enc": 4,
    "dec": 4,
    "isa": 5,
    "module": 6,
}
FIRST_FLOOR_WITH_PYTHON = FLOORS["abi"]

# (room, room or header): the first may include the second although they share a
# floor. The two headers are the grammar of JSON's scalars.
NEIGHBOURS = {
    ("text", "simd"),
    ("num", "simd"),
    ("text", "num/number.h"),
    ("num", "text/json_scalar.h"),
}

# Files of a room with Python that are compiled without it: they know floors 0 and
# 1 alone.
PURE_FILES = r"isa/kernels_\w+\.c"

# Headers that only a compiler for some processors can read: the predefined macros
# of which one is needed.
PROCESSOR_HEADERS = [
    (r"simd/\w*_(?:sse2|avx2|avx512)\.h", ["__x86_64__", "__i386__"]),
    (r"simd/\w*_neon\.h", ["__aarch64__"]),
]

# The one file that may include Python.h.
PYTHON_DOOR = "abi/limited.h"

# (rule, pattern, files that may use it: a room or a file).
PATTERNS = [
    (
        "intrinsics",
        r"\b_mm(?:256|512)?_\w+|\b__m(?:128|256|512)i\b|\bv\w+q_[us]\d+\b"
        r"|\b(?:[a-z]mm|arm_)(?:intrin|neon)\b",
        ["simd/"],
    ),
    ("private", r"\b_Py[A-Za-z]\w*", ["abi/"]),
    (
        "mirror",
        r"\bjsd_load_\w+|\bjsd_field_at\b|\bjsd_abi\s*\.\s*offsets\b"
        r"|(?:->|\.)\s*(?:ob_type|ob_refcnt|ob_size|ob_item|ob_digit|ob_sval"
        r"|ob_fval|ob_start|lv_tag|ma_keys|ma_used|ma_values|mbuf)\b",
        ["abi/"],
    ),
    (
        "exception",
        r"\bPyErr_(?:Set\w*|Format\w*|NoMemory|BadArgument|BadInternalCall"
        r"|NewException\w*|Restore|Warn\w*)\b",
        ["abi/", "py/error.c", "py/state.c"],
    ),
    ("exception", r"\bjsd_status_text\b", ["base/", "py/error.c"]),
    (
        "buffer",
        r"\bsymbols\s*\.\s*(?:get_buffer|release_buffer)\b",
        ["abi/buffer.c", "abi/buffer.h", "abi/probe_memoryview.c"],
    ),
    # A list with empty places, which the garbage collector may show to other code.
    ("unfinished", r"\bPyList_New\s*\((?!0\))[^)]*\)", ["abi/"]),
    (
        "environment",
        r"\bgetenv\b",
        ["module/environment_posix.c", "enc/enc_hostile.c"],
    ),
]

# CPython's inline functions that access an object's head, in any version's headers.
POISON_FILE = "abi/poison.h"

# A module that C code imports by a literal name.
C_IMPORT = r"\bPyImport_Import\w*\(\s*\"([^\"]+)\""

EXPORTS = {"PyInit__jsonde", "PyModExport__jsonde"}

# (names, files): each of these files has its own definition of these names, because
# it is compiled for another instruction set or layout, or tests a feature.
VARIANTS = [
    (r"jsd_block\w*|JSD_ISA\w*", r"simd/block_(?:scalar|sse2|avx2|avx512|neon)\.h"),
    (r"\w+", r"simd/(?:\w+_kernel|\w+_avx2|\w+_avx512)\.h"),
    (r"STYLED_\w+|styled_put_\w+", r"enc/engine_styled(?:_isa)?\.h"),
    (r"jsd_block_ascii_x4", r"simd/(?:ascii_run|block_avx2)\.h"),
    (r"JSD_OPTION", r"py/options\.[ch]"),
    (r"_GNU_SOURCE", r".*"),
]

# Words with a better one in docs/glossary.md. Files of src/ use them neither in
# comments nor in names.
RETIRED_WORDS = (
    "sweep press pressed usual team gather gathered loose begun misled road roads"
    " foretold moment moments heir unplain unspace news torn"
).split()

# Plain English in a comment, and unclear as a name or a part of one.
RETIRED_NAMES = "past beyond near far odd led".split()

# Terms of the literature that contain a retired word: rounding to odd.
TERMS = {"round_to_odd"}

FUNCTION_LINES = 80
FILE_LINES = 500
GENERATED = "_table"

# Paths of a developer's machine, and hosts of package registries.
FOREIGN = (
    r"/wo" r"rk/|/ro" r"ot/|/ho" r"me/\w+/|deb\.deb" r"ian\.org|pypi\.o" r"rg"
    r"|files\.pytho" r"nhosted"
)
