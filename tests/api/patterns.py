# SPDX-License-Identifier: MIT
"""A reference implementation of the pointers of loads_array(), for the tests. It
parses a valid document into nodes with positions, and follows the tokens from
there."""

import json
import re

import arrays

SPACE = re.compile(r"[ \t\r\n]*")
# A long integer stays text.
SCALARS = json.JSONDecoder(parse_int=str, parse_float=str)


class Node:
    """A value: where it starts and ends; items or members if it is a container."""

    def __init__(self, start):
        self.start = start
        self.end = start
        self.items = None
        self.members = None


def skip(text, at):
    return SPACE.match(text, at).end()


def node_at(text, at):
    """Returns the Node of the value at a position, which is not white space."""
    node = Node(at)
    if text[at] == "[":
        node.items = []
        at = skip(text, at + 1)
        while text[at] != "]":
            node.items.append(node_at(text, skip(text, at)))
            at = skip(text, node.items[-1].end)
            at += text[at] == ","
        node.end = at + 1
    elif text[at] == "{":
        node.members = []
        at = skip(text, at + 1)
        while text[at] != "}":
            key, at = SCALARS.raw_decode(text, skip(text, at))
            at = skip(text, skip(text, at) + 1)
            node.members.append((key, node_at(text, at)))
            at = skip(text, node.members[-1][1].end)
            at += text[at] == ","
        node.end = at + 1
    else:
        node.end = SCALARS.raw_decode(text, at)[1]
    return node


def inner(node, token):
    """Returns the nodes that a token names in another, or None: it names none."""
    if token == "*":
        if node.items is not None:
            return node.items
        if node.members is not None:
            return [value for _, value in node.members]
        return None
    key = token.replace("~2", "*").replace("~1", "/").replace("~0", "~")
    if node.members is not None:
        return [value for k, value in node.members if k == key][-1:] or None
    if node.items is not None and re.fullmatch("0|[1-9][0-9]*", key):
        # A list has no index of many digits.
        index = int(key) if len(key) < 9 else len(node.items)
        return node.items[index : index + 1] or None
    return None


def follow(node, tokens):
    """Yields ("found", node) or ("nowhere", node), in the order of the document."""
    if not tokens:
        yield "found", node
        return
    nodes = inner(node, tokens[0])
    if nodes is None:
        yield "nowhere", node
        return
    for one in nodes:
        yield from follow(one, tokens[1:])


def is_pattern(pointer):
    return "*" in pointer.split("/")


def read(text, pointer):
    """Returns [(shape, tokens of numbers)], or ("fault", position)."""
    root = node_at(text, skip(text, 0))
    parts = []
    for what, node in follow(root, pointer.split("/")[1:]):
        if what == "nowhere":
            return "fault", node.start
        try:
            shape, tokens = arrays.read(text[node.start : node.end])
        except arrays.Fault as fault:
            return "fault", node.start + fault.args[1]
        parts.append((shape, [token for token, _ in tokens]))
    return parts


def nested(items, shape):
    """Returns the flat items as nested lists."""
    if not shape:
        return items[0]
    size = len(items) // shape[0] if shape[0] else 0
    return [
        nested(items[i * size : (i + 1) * size], shape[1:])
        for i in range(shape[0])
    ]


def joined(pointer, parts):
    """Returns one (shape, items), or a list of them: as loads_array() joins its
    parts."""
    if not is_pattern(pointer):
        return parts[0]
    shapes = {shape for shape, _ in parts} or {()}
    if len(shapes) > 1:
        return parts
    items = [item for _, items in parts for item in items]
    return (len(parts), *shapes.pop()), items


def result(text, pointer, of=float):
    """Returns what plain() makes of the result of loads_array(), or a fault."""
    parts = read(text, pointer)
    if type(parts) is tuple:
        return parts
    made = joined(
        pointer, [(shape, [of(t) for t in tokens]) for shape, tokens in parts]
    )
    return made if type(made) is list else tuple(made)


def plain(made):
    """Returns (shape, flat items) of a view, and a list of them for a list."""
    if type(made) is list:
        return [plain(one) for one in made]
    flat = made.cast("B").cast(made.format) if made.nbytes else []
    return made.shape, list(flat)
