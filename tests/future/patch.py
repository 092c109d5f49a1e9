# SPDX-License-Identifier: MIT
"""Makes a CPython that does not exist yet out of the source of 3.15: a higher
version, and other layouts of structs that jsonde reads in place.

    python3 patch.py SOURCE      changes the unpacked source
    python3 patch.py --check     run by the new Python, with jsonde: are exactly the
                                 capabilities public whose structs were changed?
"""

import os
import sys

# (file, text that occurs once, what stands in its place)
CHANGES = [
    ("Include/patchlevel.h", "PY_MINOR_VERSION        15", "PY_MINOR_VERSION        16"),
    ("Include/patchlevel.h", '"3.15.0rc2"', '"3.16.0a0"'),
    ("configure", "\nVERSION=3.15\n", "\nVERSION=3.16\n"),
    # A new field before those that were first.
    (
        "Include/cpython/memoryobject.h",
        "    int flags;          /* state flags */",
        "    void *mbuf_future;\n    int flags;          /* state flags */",
    ),
    (
        "Include/cpython/memoryobject.h",
        "    Py_hash_t hash;               /* hash value",
        "    void *view_future;\n    Py_hash_t hash;               /* hash value",
    ),
    # Bits of the state in another order.
    (
        "Include/cpython/unicodeobject.h",
        "    unsigned int compact:1;",
        "    unsigned int future:2;\n    unsigned int compact:1;",
    ),
    (
        "Include/cpython/unicodeobject.h",
        "    Py_ssize_t length;          /* Number of code points in the string */\n"
        "    Py_hash_t hash;             /* Hash value; -1 if not set */\n",
        "    Py_hash_t hash;\n    Py_ssize_t length;\n",
    ),
    # A longer head of the table of keys.
    (
        "Include/internal/pycore_dict.h",
        "    Py_ssize_t dk_nentries;\n",
        "    Py_ssize_t dk_nentries;\n    Py_ssize_t dk_future;\n",
    ),
    (
        "Objects/dictobject.c",
        "        0, /* dk_nentries */\n",
        "        0, /* dk_nentries */\n        0, /* dk_future */\n",
    ),
    # Two fields that have changed places.
    (
        "Include/cpython/listobject.h",
        "    /* Vector of pointers to list elements.",
        "    Py_ssize_t allocated;\n    /* Vector of pointers to list elements.",
    ),
    (
        "Include/cpython/listobject.h",
        "    Py_ssize_t allocated;\n} PyListObject;",
        "} PyListObject;",
    ),
]

# The capabilities that read these structs. What makes such objects depends on them.
AFFECTED = {
    "copy-dict",
    "dict",
    "grow-list",
    "list",
    "make-str",
    "managedbuffer",
    "memoryview",
    "str",
}


def patch(source):
    for name, old, new in CHANGES:
        path = os.path.join(source, name)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if text.count(old) != 1:
            sys.exit(f"{name}: {text.count(old)} places have {old!r}, not one")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))


def check():
    import jsonde

    assert sys.version_info[:2] == (3, 16), sys.version
    states = jsonde.layout()["capabilities"]
    public = {name: why for name, why in states.items() if why != "direct"}
    for name, why in public.items():
        print(f"{name}: {why}")
    if set(public) != AFFECTED:
        sys.exit(f"public: {sorted(public)}; affected: {sorted(AFFECTED)}")
    print(f"future: exactly {len(public)} of {len(states)} capabilities are public")


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        check()
    else:
        patch(sys.argv[1])
