# SPDX-License-Identifier: MIT
"""The rule of parts (src/enc/enc_parallel.h): threads that write call no CPython.

In THREAD_FILES, whose functions such a thread runs, each function that calls CPython
or passes a gate first asks jsd_enc_gives_up(), unless ASKED_BEFORE has its name.
"""

import re

THREAD_FILES = tuple(
    f"enc/{name}"
    for name in """engine.h engine_leaf.h engine_str.h engine_styled.h
    engine_styled_isa.h enc_batch.c enc_entry.h enc_estimate.c enc_number.c
    enc_open.c enc_part.c enc_plan.c enc_raise.c enc_sort.c enc_str.c""".split()
)

# function: why it needs not ask
ASKED_BEFORE = {
    "own_batch": "belongs to the gate",
    "jsd_enc_own": "is the function of the gate",
    "jsd_enc_let_go": "a part owns no container",
    "jsd_enc_batch_drop": "a part owns no batch",
    "jsd_enc_enter_owned": "its callers were dispatched",
    "take_members": "a part takes no snapshot",
    "escape_pointer_part": "jsd_enc_failed_at() has asked",
    "prepend_path": "jsd_enc_failed_at() and jsd_enc_failed_at_index() have asked",
    "key_repr": "jsd_enc_raise_key() has asked",
    "jsd_enc_forgive": "an exception is set",
    "convert_key": "rank_keys() has asked",
    "compare_texts": "rank_keys() has asked for each key that is not ASCII",
    "utf8_of": "by_utf8() has asked",
}

FUNCTION = re.compile(r"^(\w+)\([^;{}]*\)\n\{\n(.*?)^\}", re.M | re.S)
CALL = re.compile(
    r"\b(?:JSD_GATED\w*|jsd_gate_\w+|jsd_raise\w*|jsd_drop_inert|Py_?[A-Z]\w*)\s*\("
)


def unasked_calls(code):
    """Yields (position, function, call) for each function that must ask."""
    for function in FUNCTION.finditer(code):
        name, body = function.groups()
        call = CALL.search(body)
        if call is None or name in ASKED_BEFORE:
            continue
        asked = body.find("jsd_enc_gives_up(")
        if not 0 <= asked < call.start():
            yield function.start(2) + call.start(), name, call.group()


def check_parts(tree, blank_comments, line_of):
    for path, text in tree.sources():
        if path not in THREAD_FILES:
            continue
        code = blank_comments(text)
        for position, name, call in unasked_calls(code):
            at = f"src/{path}:{line_of(code, position)}"
            yield "parts", f"{at}: {name} must ask jsd_enc_gives_up() before {call}"
