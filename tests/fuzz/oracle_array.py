# SPDX-License-Identifier: MIT
"""Checks loads_array(): all forms of a text give equal results. A reference agrees
on shape, numbers and the position of the first error. loads() reads equal numbers,
also at a pointer. A second reference follows pointers with '*', and several."""

import re
import struct
from fractions import Fraction

import jsonde
import patterns
from arrays import FORMATS, Fault, limits, nearest, read
from jsonde import JSONDecodeError, loads, loads_array
from oracle import (
    decoded,
    demand,
    demand_no_leak,
    demand_same,
    exact,
    forms_of,
    is_deep,
    outcome,
)

# Exact fractions of numbers with a larger exponent take too long.
EXPONENT = re.compile(r"[eE][+-]?([0-9]+)")
MALFORMED = re.compile("[-+.eE0-9]*")
WRONG = "no such value"


def item_of(token, format):
    """Returns the item of a number's text; WRONG: invalid; None: not decided."""
    code = format[-1]
    if code in "efd":
        exponent = EXPONENT.search(token)
        if len(token) > 400 or exponent and len(exponent.group(1)) > 3:
            return None
        value = nearest(Fraction(token), code)
        if value is None:
            return WRONG
        zero = -0.0 if token[0] == "-" else 0.0
        return float(value) or zero
    if not re.fullmatch("-?[0-9]+", token) or len(token) > 25:
        return WRONG
    low, high = limits(format)
    return int(token) if low <= int(token) <= high else WRONG


def flat(value):
    """Returns (shape, leaves) of nested lists with a regular shape."""
    shape = []
    level = [value]
    while level and type(level[0]) is list:
        shape.append(len(level[0]))
        level = [item for inner in level for item in inner]
    return tuple(shape), level


def items_of(view, format):
    """Reads items with struct, which knows more formats than memoryview."""
    count = len(view.tobytes()) // struct.calcsize(format)
    return struct.unpack(f"{format[:-1]}{count}{format[-1]}", view.tobytes())


def check_reference(text, format, got):
    try:
        shape, tokens = read(text)
    except Fault as fault:
        demand(got[0] == "error", "a fault", fault.args, got)
        kind, at = fault.args
        # The position of the error is inside of a malformed number.
        last = MALFORMED.match(text, at).end()
        demand(got[2].pos <= last, kind, at, got)
        if got[2].pos < at:
            demand(
                "range" in got[2].msg
                or "integer" in got[2].msg
                or "dimensions" in got[2].msg,
                kind,
                at,
                got,
            )
        return
    want = [item_of(token, format) for token, _ in tokens]
    if WRONG in want:
        at = tokens[want.index(WRONG)][1]
        demand(got[0] == "error" and got[2].pos <= at, "value", at, got)
        demand(None in want or got[2].pos == at, "value", at, got)
        return
    if len(shape) > 64:
        demand(got[0] == "error", "dimensions", got)
        return
    if None in want:
        return
    demand(got[0] == "value", "accepted", shape, want, got)
    demand(got[2].shape == shape, "shape", shape, got)
    items = items_of(got[2], format)
    demand(exact(list(items)) == exact(want), "items", want, items)


def check_bools(text, got):
    """Compares with loads(). Both raise equal errors for arrays of literals."""
    want = outcome(loads, text)
    if got[0] == "value":
        demand(want[0] == "value", "loads()", want, got)
        shape, leaves = flat(want[2])
        demand(shape == got[2].shape, "shape", shape, got)
        items = list(items_of(got[2], "?"))
        demand(items == leaves, "items", leaves, items)
        demand(all(type(leaf) is bool for leaf in leaves), "words", leaves)


def check_into(raw, format, got):
    """A buffer of the right size is filled. A smaller one is refused, and nothing
    after the items is written."""
    if got[0] == "error":
        return
    data = got[2].tobytes()
    room = bytearray(data) + b"#####"
    room[: len(data)] = bytes(len(data))
    shape = loads_array(raw, format, into=room)
    demand(shape == got[2].shape, "shape into", shape, got)
    demand(room == data + b"#####", "items into", room, data)
    if data:
        small = outcome(
            loads_array, raw, format, into=bytearray(len(data) - 1)
        )
        demand(small[1][0] is BufferError, "small buffer", small)


def resolve(value, pointer):
    """Returns the value at a pointer's tokens, or raises KeyError."""
    for token in pointer.split("/")[1:]:
        token = token.replace("~2", "*").replace("~1", "/").replace("~0", "~")
        if type(value) is dict:
            value = value[token]
        elif type(value) is list and re.fullmatch("0|[1-9][0-9]*", token):
            if len(token) > 9 or int(token) >= len(value):
                raise KeyError(token)
            value = value[int(token)]
        else:
            raise KeyError(token)
    return value


def is_pointer(pointer):
    well = re.fullmatch(r"(?s)(/([^~/]|~[012])*)*", pointer)
    return well is not None


def check_pointer(text, format, pointer, got):
    """Compares with the value of loads() there, written and read alone."""
    if not is_pointer(pointer):
        demand(got[0] == "error", "no pointer", pointer, got)
        return
    whole = outcome(loads, text)
    if whole[0] == "error":
        demand(got[0] == "error", "no document", whole, got)
        return
    try:
        value = resolve(whole[2], pointer)
    except KeyError:
        demand(got[0] == "error", "nothing there", pointer, got)
        return
    alone = outcome(jsonde.dumps, value)
    if alone[0] == "error":
        return
    want = outcome(loads_array, alone[2], format)
    demand(want[0] == got[0], "alone", alone, want, got)
    # loads() reads -0 as an int, and a rounded float is rounded again.
    if want[0] == "value" and format[-1] in "dbBhHiIqQ?":
        items = items_of(got[2], format)
        demand(items == items_of(want[2], format), "alone", want, got)


def check_patterns(text, format, pointers, got):
    """Compares with the reference. pointers: a list, or one str."""
    names = pointers if type(pointers) is list else [pointers]
    if not all(map(is_pointer, names)):
        demand(got[0] == "error", "no pointer", pointers, got)
        return
    whole = outcome(loads, text)
    if whole[0] == "error":
        demand(got[0] == "error", "no document", whole, got)
        return
    wants = []
    for name in names:
        parts = patterns.read(text, name)
        if type(parts) is tuple:
            demand(got[0] == "error", "a fault", name, parts, got)
            return
        items = [
            (shape, [item_of(token, format) for token in tokens])
            for shape, tokens in parts
        ]
        wants.append(patterns.joined(name, items))
    check_items(format, wants, got, type(pointers) is list)


def check_items(format, wants, got, is_list):
    """Compares (shape, items), or a list of them, with each view."""
    flat = [
        part
        for want in wants
        for part in (want if type(want) is list else [want])
    ]
    items = [item for _, items in flat for item in items]
    is_wrong = WRONG in items or any(len(shape) > 63 for shape, _ in flat)
    if got[0] == "error" or is_wrong:
        demand(got[0] == "error", "values", flat, got)
        demand(is_wrong or None in items, "accepted", flat, got)
        return
    if None in items:
        return
    results = got[2] if is_list else [got[2]]
    demand(len(results) == len(wants), "results", wants, got)
    for want, result in zip(wants, results):
        views = result if type(want) is list else [result]
        parts = want if type(want) is list else [want]
        demand(len(views) == len(parts), "parts", want, result)
        for view, (shape, values) in zip(views, parts):
            demand(view.shape == tuple(shape), "shape", shape, view.shape)
            read = list(items_of(view, format))
            demand(exact(read) == exact(values), "items", values, read)


def pointers_of(head, several):
    """Returns the argument pointer that the first line of the data spells."""
    pointer = head.decode("utf-8", "surrogateescape")
    return pointer.split(" ")[:8] if several else pointer


def forms_and_str(raw):
    text = decoded(raw)
    return forms_of(raw) + ([] if text is None else [("str", text)])


def check(data):
    if len(data) < 2:
        return
    format = FORMATS[data[0] % len(FORMATS)]
    raw, pointer = data[2:], ""
    if data[1] & 1:
        head, _, raw = raw.partition(b"\n")
        pointer = pointers_of(head, data[1] & 2)
    got = outcome(loads_array, raw, format, pointer=pointer)
    for name, form in forms_and_str(raw):
        again = outcome(loads_array, form, format, pointer=pointer)
        demand_same(got, again, name, format, pointer)
    demand_no_leak(loads_array, raw, format, pointer=pointer)
    text = decoded(raw)
    if text is None:
        demand(got[0] == "error", "no UTF-8", got)
    elif pointer:
        is_str = type(pointer) is str
        if is_deep(text):
            return
        if is_str and not patterns.is_pattern(pointer):
            check_pointer(text, format, pointer, got)
        elif format[-1] != "?":
            check_patterns(text, format, pointer, got)
    else:
        check_into(raw, format, got)
        if format[-1] == "?":
            check_bools(text, got)
        else:
            check_reference(text, format, got)
    if got[0] == "error":
        demand(
            isinstance(got[2], (JSONDecodeError, ValueError)), "error", got
        )
