# SPDX-License-Identifier: MIT
"""Mappings, collections and iterators. src/enc/enc_collection.c does the same
in C."""

from jsonde._fallback import encode, facts, known
from jsonde._fallback.errors import JSONEncodeError, raise_from
from jsonde._fallback.options import OPT_CANONICAL


def put_mapping(e, o):
    """Writes a mapping, which is read first. Runs user code."""
    copy = {}
    try:
        for key in list(o.keys()):
            copy[key] = o[key]
    except BaseException as error:
        raise_from("a mapping cannot be read", error)
    encode.put_made_dict(e, copy, o, False)


def put_iterable(e, o):
    """Writes a collection or an iterator item by item. Runs user code."""
    try:
        is_sorted = e.options & OPT_CANONICAL and known.is_set(o)
        iterator = iter(o)
    except BaseException as error:
        raise_from("a collection cannot be iterated", error)
    frame = e.enter(iterator, o)
    if is_sorted:
        frame.steps = put_set(e, frame, iterator)
    else:
        frame.steps = put_iterator(e, frame, iterator)


END = object()


def next_item(iterator):
    """Returns the next item of an iterator, or END. Runs user code."""
    if not facts.defines(type(iterator), "__next__"):
        raise JSONEncodeError("an iterator is none any more")
    try:
        return next(iterator)
    except StopIteration:
        return END
    except BaseException as error:
        raise_from("an iterator has failed", error)


def put_iterator(e, frame, iterator):
    """Writes the items of an iterator as an array."""
    before, comma, end = e.brackets("[", "]")
    i = frame.part = 0
    item = next_item(iterator)
    while item is not END:
        e.write(before)
        before = comma
        leaf = e.leaves.get(type(item))
        if leaf is None:
            yield item
        else:
            e.write(leaf(item))
        e.flush_if_full()
        i = frame.part = i + 1
        item = next_item(iterator)
    frame.part = None
    e.write(end if i else "[]")


def put_set(e, frame, iterator):
    """Writes the elements of a set, sorted by the bytes of their text.

    None of it goes to the sink before it is sorted.
    """
    sink, e.sink = e.sink, None
    first, texts = len(e.out), []
    frame.part = 0
    item = next_item(iterator)
    while item is not END:
        yield item
        texts.append("".join(e.out[first:]))
        del e.out[first:]
        frame.part += 1
        item = next_item(iterator)
    frame.part = None
    texts.sort(key=encode.to_bytes)
    e.sink = sink
    e.write(f"[{','.join(texts)}]")
