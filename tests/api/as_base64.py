# SPDX-License-Identifier: MIT
"""A reference for OPT_BUFFER_BASE64: the object that dumps() writes for a buffer,
and the buffer that loads() returns for it. JSONDE_EXAMPLES: the number of random
arrays and documents."""

import base64
import random
import struct
import sys

import jsonde
from conftest import examples

EXAMPLES = examples(100)
OPTION = jsonde.OPT_BUFFER_BASE64
ORDERS = ["", "@", "=", "<", ">", "!"]
LITTLE = sys.byteorder == "little"
CODES = "?bBhHiIlLqQnNefdc"
# The format code that loads() returns, by dtype without byte order.
BACK = {"b1": "?", "S1": "c", "f2": "e", "f4": "f", "f8": "d"}
BACK.update({f"i{struct.calcsize(c)}": c for c in "bhiq"})
BACK.update({f"u{struct.calcsize(c)}": c for c in "BHIQ"})


def write(value, option=0, **keywords):
    return jsonde.dumps(value, None, OPTION | option, **keywords)


def read(data, option=0):
    return jsonde.loads(data, option=OPTION | option)


def order_of(form, size):
    if size == 1:
        return "|"
    if form[0] in "<>!":
        return "<" if form[0] == "<" else ">"
    return "<" if LITTLE else ">"


def dtype_of(form):
    """Returns numpy's name of a format."""
    size = struct.calcsize(form)
    kind = {"?": "b", "c": "S"}.get(form[-1])
    if kind is None:
        kind = "f" if form[-1] in "efd" else "u" if form[-1].isupper() else "i"
    return f"{order_of(form, size)}{kind}{size}"


def code_of(dtype):
    """Returns the format of the resulting memoryview."""
    foreign = ">" if LITTLE else "<"
    return (foreign if dtype[0] == foreign else "") + BACK[dtype[1:]]


def bytes_of(view, form):
    """Returns the bytes of a memoryview's items in C's order."""
    if view.ndim < 2 or sys.implementation.name == "cpython":
        return view.tobytes()
    # PyPy's tobytes() gives too few bytes of a slice of several dimensions.
    items = view.tolist()
    for _ in view.shape[1:]:
        items = [item for row in items for item in row]
    return struct.pack(f"{form[:-1]}{len(items)}{form[-1]}", *items)


def as_object(exporter, form):
    with memoryview(exporter) as view:
        return {
            "dtype": dtype_of(form),
            "shape": list(view.shape),
            "data": base64.b64encode(bytes_of(view, form)).decode(),
        }


def check(exporter, form):
    """Checks that dumps() writes the object and loads() returns the buffer."""
    want = as_object(exporter, form)
    text = write(exporter)
    assert text == jsonde.dumps(want)
    back = read(text)
    assert type(back) is memoryview and not back.readonly
    assert back.format == code_of(want["dtype"])
    assert list(back.shape) == want["shape"] and back.c_contiguous
    assert back.tobytes() == memoryview(exporter).tobytes()
    assert write(back) == text
    if form[-1] not in "efd":
        assert back == memoryview(exporter)


def items_of(form, count, seed=1):
    """Returns random values of a format."""
    size = struct.calcsize(form)
    data = random.Random(seed).getrandbits(8 * size * count or 1)
    data = data.to_bytes(size * count or 1, "little")
    if form[-1] == "?":
        data = bytes(byte & 1 for byte in data)
    return list(struct.unpack(f"{form[:-1]}{count}{form[-1]}", data[: size * count]))
