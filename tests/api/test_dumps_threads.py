# SPDX-License-Identifier: MIT
"""dumps() while other threads change the same containers, or encode them too. Each
container in the output is one that existed (with the capability `lock`), no call waits
for another for ever, and nothing is read after it was freed. On free-threaded builds the threads run
concurrently; elsewhere they take turns after few instructions."""

import io
import itertools
import json
import os
import sys
import threading
import time

import jsonde
import pytest
from conftest import FREE_THREADED, SLOW, by_profile
from jsonde import JSONEncodeError

SECONDS = by_profile(1.5, 0.4) * (4 if SLOW else 1)
FOREVER = 120

# Without locks and without a GIL, items are read one by one.
AS_A_WHOLE = not FREE_THREADED or jsonde.layout()["capabilities"]["lock"] == "direct"


# The engine for plain output, and the one for all other output: unsorted, with a call
# of write() for each chunk, and sorted.
STYLES = {
    "plain": {},
    "indented": {"option": jsonde.OPT_INDENT_2},
    "chunks": {},
    "sorted": {"option": jsonde.OPT_SORT_KEYS},
}
style = "plain"


# With the GIL, threads take turns in the same functions for each style.
TESTED = list(STYLES) if FREE_THREADED else by_profile(list(STYLES), ["plain"])


@pytest.fixture(params=TESTED, autouse=True)
def each_style(request):
    global style
    style = request.param
    yield
    style = "plain"


def dumps(value, default=None, option=0):
    """Encodes in the style of this test. Returns the compact text."""
    option |= STYLES[style].get("option", 0)
    if style == "plain":
        return jsonde.dumps(value, default, option)
    if style == "chunks":
        file = io.BytesIO()
        jsonde.dump(value, file, default, option)
        text = file.getvalue()
    else:
        text = jsonde.dumps(value, default, option)
    return json.dumps(json.loads(text), separators=(",", ":")).encode()


@pytest.fixture(autouse=True)
def frequent_turns():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def together(*works):
    """Repeats each work(i), with rising i, in a thread of its own. Fails if one of
    them fails or does not end."""
    barrier, failures, end = threading.Barrier(len(works)), [], []

    def run(work):
        try:
            barrier.wait()
            end.append(time.monotonic() + SECONDS)
            for i in itertools.count():
                work(i)
                if time.monotonic() > end[0]:
                    return
        except BaseException as error:
            failures.append(error)
            raise

    threads = [
        threading.Thread(target=run, args=[work], daemon=True) for work in works
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(FOREVER)
        assert not thread.is_alive(), "a thread waits for ever"
    assert not failures


def fresh(i):
    """Returns new objects, which nothing else keeps alive."""
    return [f"text {i} \u20ac", i + 0.5, 10**12 + i, [f"{i}"], {f"key {i}": f"{i}"}]


def encode(value, *arguments, **named):
    """Returns the decoded output, or None if a dict changed its size."""
    try:
        return json.loads(dumps(value, *arguments, **named))
    except JSONEncodeError as error:
        assert "changed" in str(error), error
        return None


@pytest.mark.parametrize("item", ["a", 2**70])
def test_a_list_is_in_a_state_that_it_had(item):
    """A large int is written by a function that may fail, and locks are opened."""
    states = [[item] * n + [[n], {"n": n}, n] for n in (1, 3, 40, 200)]
    value = list(states[0])

    def read(i):
        got = encode({"k": [value]}, option=jsonde.OPT_BIG_INTEGER)["k"][0]
        assert got in states or not AS_A_WHOLE

    together(
        read,
        read,
        lambda i: value.__setitem__(slice(None), states[i % len(states)]),
    )


def test_items_are_replaced():
    value = [None] * 64

    def write(i):
        value[i % 64] = fresh(i)[i % 5]

    def read(i):
        assert len(encode([value, value])[1]) == 64

    together(read, read, write)


def test_lists_grow_and_shrink():
    value = [[], [[]], {}]

    def write(i):
        target = value[i % 2]
        if len(target) < 300:
            target.extend(fresh(i))
        else:
            target.clear()
        value[2] = {"k": [f"{i}"]}

    together(lambda i: encode(value), lambda i: encode([value, 1]), write)


def test_members_are_replaced():
    value = {f"key {i}": None for i in range(40)}

    def write(i):
        value[f"key {i % 40}"] = fresh(i)[i % 5]

    def read(i):
        assert set(encode([value])[0]) == set(value)

    together(read, read, write)


def test_members_come_and_go():
    value = {"first": {}, "last": [1]}

    def write(i):
        value["first"][f"{i % 50}"] = fresh(i)
        if i % 3 == 0:
            value["first"].pop(f"{i * 7 % 50}", None)
        if i % 1000 == 0:
            value["first"] = {}

    def read(i):
        got = encode(value)
        assert got is None or list(got) == ["first", "last"]

    together(read, read, write)


def test_a_list_is_sorted():
    """sort() empties the list while it works."""
    value = [f"{i:03}" for i in range(100)]
    states = [[], value[:], value[::-1]]

    def write(i):
        value.sort(key=lambda text: text, reverse=i % 2 == 1)

    def read(i):
        got = encode([value])[0]
        assert got in states or (not AS_A_WHOLE and set(got) <= set(states[1]))

    together(read, read, write)


def test_instance_dicts_change():
    class Instance:
        pass

    value = Instance()
    value.a = value.b = "text"

    def write(i):
        value.a = f"{i}"
        value.b = [f"{i}"]

    def read(i):
        assert list(encode([value.__dict__])[0]) == ["a", "b"]

    together(read, read, write)


def test_a_list_changes_between_two_chunks():
    """The text so far is passed to write() while the list is open. After Python code
    has run, the rest is written as it is then."""
    text = "text" * 50
    states = [[{"k": [f"{n}", n, text]}] * 1000 for n in range(3)]
    value = list(states[0])

    def read(i):
        for part in encode({"k": [value, value]})["k"]:
            if style == "chunks" or not AS_A_WHOLE:
                assert all([item] * 1000 in states for item in part)
            else:
                assert part in states

    together(read, lambda i: value.__setitem__(slice(None), states[i % len(states)]))


def test_threads_encode_the_same_object():
    value = [{"k": [[i, (i, f"{i}")], {}, []]} for i in range(300)]
    want = dumps(value)

    def read(i):
        assert dumps(value) == want

    together(*[read] * 4)


def test_threads_meet_from_both_ends():
    """Each thread opens the containers in the order of its own root."""
    first, second = {"k": 1}, ["text"]
    a, b = [first, [second]], [second, [first]]

    def read_a(i):
        assert dumps(a) == b'[{"k":1},[["text"]]]'

    def read_b(i):
        assert dumps(b) == b'[["text"],[{"k":1}]]'

    together(read_a, read_b, read_a, read_b)


def test_cycles_through_both_roots():
    a, b = [1], {"k": 2}
    a.append(b)
    b["a"] = a

    def read(value):
        with pytest.raises(JSONEncodeError, match="circular|nested too deep"):
            dumps(value)

    together(lambda i: read(a), lambda i: read(b), lambda i: read([b, a]))


def test_default_changes_what_is_open():
    """No lock is held while default() runs."""

    class Thing:
        pass

    value = [Thing(), "text", [Thing()], {"k": Thing(), "z": "text"}]

    def default(thing):
        value[1] = f"{id(thing)}"
        value[3]["z"] = [value[1]]
        value[2].append("text")
        del value[2][1:]
        return "thing"

    def read(i):
        got = encode(value, default)
        assert got[0] == "thing" and got[2][0] == "thing"

    together(read, read, lambda i: value.__setitem__(1, f"{i}"))


def test_an_error_opens_all_locks():
    value = [{"k": [["text", object()]]}]

    def read(i):
        with pytest.raises(JSONEncodeError) as info:
            dumps(value)
        assert info.value.path == "/0/k/0/1"

    together(read, read)
    value[0]["k"][0][1] = "text"
    value[0]["k"].append("more")
    value.append(1)
    assert dumps(value) == b'[{"k":[["text","text"],"more"]},1]'


def test_objects_move_to_other_threads():
    """loads() makes objects for its thread; others change and free them."""
    text = dumps([{"k": [1.5, "text", 10**10, {"a": f"{i}"}]} for i in range(50)])
    made = [jsonde.loads(text) for _ in range(8)]

    def work(i):
        mine = made.pop()
        made.append(jsonde.loads(text))
        for item in mine:
            assert item["k"][1] == "text" and item["k"][2] == 10**10
            item["k"].append(f"{i}")
            item[f"{i}"] = item["k"].pop(0)
        mine.clear()

    together(*[work] * 4)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork is POSIX")
@pytest.mark.skipif(not AS_A_WHOLE, reason="threads queue for CPython's own locks")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_finds_all_locks_open():
    value = [{"k": [[i], f"{i}"]} for i in range(200)]
    want = dumps(value)

    def fork(i):
        child = os.fork()
        if child == 0:
            os._exit(0 if dumps(value) == want and not value.append(1) else 1)
        end = time.monotonic() + FOREVER
        done = 0
        while not done and time.monotonic() < end:
            done, status = os.waitpid(child, os.WNOHANG)
        assert done and status == 0

    together(lambda i: dumps(value), lambda i: dumps(value), fork)


def test_a_tuple_is_shared():
    """A tuple needs no lock: threads that share one do not wait for each other."""
    shared = ((), (1, ("text",)))
    want = dumps([[shared, {"k": shared}]])

    def read(i):
        assert dumps([[shared, {"k": shared}]]) == want

    together(*[read] * 4)


def test_the_caller_holds_the_lock():
    """CPython locks a container while it calls Python code of its user."""
    value, table, seen = [1, 2, 3], {"k": 1}, []

    def more():
        for i in range(2):
            seen.append(dumps({"k": value}))
            yield i

    class Key(str):
        def __eq__(self, other):
            seen.append(dumps([value, table]))
            return str.__eq__(self, other)

        def __hash__(self):
            return hash("k")

    value.extend(more())
    assert value == [1, 2, 3, 0, 1] and seen.pop(0) == b'{"k":[1,2,3]}'
    value.sort(key=lambda item: (seen.append(dumps([value])), item))
    value.append(Key("k"))
    value.remove("k")
    table.update({Key("k"): 2})
    table[Key("k")] = 3
    assert table == {"k": 3} and seen.pop() == b'[[0,1,1,2,3],{"k":2}]'
    assert table.pop(Key("k")) == 3 and not table
