# SPDX-License-Identifier: MIT
"""A tour of the memoryview, from what the probe of jsonde has proven.

    python memoryview_tour.py

The tour reads the struct of a memoryview by ctypes, at the offsets of
jsonde.layout(), and compares each field with the public attribute. It then shows what
jsonde does with slices, casts and released views. Where the probe has not proven the
struct, jsonde uses the public API, and the tour says so.
"""

import array
import ctypes
import pickle

import jsonde

# Field of Py_buffer: the type in C, and the public value of a view.
FIELDS = {
    "len": (ctypes.c_ssize_t, lambda view: view.nbytes),
    "itemsize": (ctypes.c_ssize_t, lambda view: view.itemsize),
    "readonly": (ctypes.c_int, lambda view: view.readonly),
    "ndim": (ctypes.c_int, lambda view: view.ndim),
    "format": (ctypes.c_char_p, lambda view: view.format.encode()),
}


def fields(view, structs):
    """Print the fields of the Py_buffer inside a memoryview."""
    start = id(view) + structs["PyMemoryViewObject"]["view"]
    for name, (kind, public) in FIELDS.items():
        read = kind.from_address(start + structs["Py_buffer"][name]).value
        assert read == public(view), name
        print(f"  {name}: {read}, as the public attribute")
    for name in ("shape", "strides"):
        address = ctypes.c_void_p.from_address(start + structs["Py_buffer"][name]).value
        read = tuple((ctypes.c_ssize_t * view.ndim).from_address(address))
        assert read == getattr(view, name)
        print(f"  {name}: {read}, as the public attribute")


def exports(view, structs):
    """Print how many exports a memoryview has, which no public attribute says."""
    place = id(view) + structs["PyMemoryViewObject"]["exports"]
    read = ctypes.c_ssize_t.from_address
    before = read(place).value
    with_export = pickle.PickleBuffer(view)
    print(f"  exports: {before}, and {read(place).value} while a PickleBuffer has one")
    with_export.release()


def main():
    """Make the tour."""
    found = jsonde.layout()
    print("memoryview:", found["capabilities"]["memoryview"])
    view = memoryview(array.array("i", range(12))).cast("B").cast("i", (3, 4))
    if found["capabilities"]["memoryview"] == "direct":
        fields(view, found["structs"])
        exports(view, found["structs"])
    for name, part in (("whole", view), ("last row", view[2:]), ("back", view[::-1])):
        text = jsonde.dumps(part, option=jsonde.OPT_SERIALIZE_BUFFER).decode()
        print(f"{name}: {text}")
    text = memoryview(b'  {"a": [1, 2]} ')
    print("loads of a slice:", jsonde.loads(text[2:15]))
    text.release()
    try:
        jsonde.loads(text)
    except ValueError as error:
        print("loads of a released view: ValueError:", error)
    try:
        jsonde.dumps(text, option=jsonde.OPT_SERIALIZE_BUFFER)
    except ValueError as error:
        print("dumps of a released view: ValueError:", error)


if __name__ == "__main__":
    main()
