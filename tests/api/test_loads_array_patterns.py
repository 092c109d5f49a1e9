# SPDX-License-Identifier: MIT
"""loads_array(): pointers with '*', and several pointers, compared with a reference
in plain Python.

JSONDE_EXAMPLES: the number of random documents (default: 1,000).
"""

import array
import gc
import json
import random
import struct

import jsonde
import patterns
import pytest
from arrays import FORMATS, RAGGED, fault_of, grows, values_for
from conftest import child_output, examples, same
from jsonde import OPT_NAN_LITERAL, JSONDecodeError, loads, loads_array

EXAMPLES = examples(1000, 250)
NOWHERE = "the pointer leads nowhere from here"


def read(text, pointer, *arguments, **named):
    return patterns.plain(
        loads_array(text, *arguments, pointer=pointer, **named)
    )


# --------------------------------------------------------------------- results

TEXT = """{
  "rows": [
    {"price": 1.5, "sizes": [1, 2], "name": "a"},
    {"name": "*", "price": 2, "sizes": [3]},
    {"sizes": [], "price": -3e2, "*": [[4, 5], [6, 7]]}
  ],
  "*": {"a": [1, 2], "b": [3, 4]},
  "none": [], "nothing": {}, "one": [[8, 9]]
}"""

RESULTS = {
    "/rows/*/price": ((3,), [1.5, 2, -300]),
    "/rows/*/sizes": [((2,), [1, 2]), ((1,), [3]), ((0,), [])],
    "/rows/*/sizes/*": ((3,), [1, 2, 3]),
    "/rows/1/*": None,
    "/rows/2/~2": ((2, 2), [4, 5, 6, 7]),
    "/rows/2/~2/*": ((2, 2), [4, 5, 6, 7]),
    "/rows/2/~2/*/*": ((4,), [4, 5, 6, 7]),
    "/rows/2/~2/*/1": ((2,), [5, 7]),
    "/~2/*": ((2, 2), [1, 2, 3, 4]),
    "/~2/*/0": ((2,), [1, 3]),
    "/~2/b": ((2,), [3, 4]),
    "/none/*": ((0,), []),
    "/none/*/*/x": ((0,), []),
    "/nothing/*": ((0,), []),
    "/one/*": ((1, 2), [8, 9]),
    "/one/*/*": ((2,), [8, 9]),
}


@pytest.mark.parametrize("pointer", RESULTS)
def test_results(pointer):
    want = RESULTS[pointer]
    for data in (TEXT, TEXT.encode(), bytearray(TEXT.encode())):
        if want is None:
            assert fault_of(data, pointer=pointer)[1] == TEXT.index('"*",')
        else:
            assert read(data, pointer) == want
            assert read(data, [pointer]) == [want]
            assert read(data, (pointer, pointer)) == [want, want]
    assert want is None or patterns.result(TEXT, pointer) == want


def test_several_pointers():
    pointers = [p for p in RESULTS if RESULTS[p] is not None]
    want = [RESULTS[p] for p in pointers]
    assert read(TEXT, pointers) == want
    assert read(TEXT, tuple(pointers[::-1])) == want[::-1]
    assert loads_array(TEXT, pointer=[]) == []
    assert loads_array("5", pointer=()) == []
    assert read("[1, 2]", ["", "/0"]) == [((2,), [1, 2]), ((), [1])]
    assert read("7", [""]) == [((), [7])]


def test_values_inside_of_each_other():
    text = "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]"
    pointers = ["", "/0", "/0/1", "/0/1/0", "/*", "/*/*", "/*/1", "/*/*/*"]
    got = loads_array(text, pointer=pointers)
    value = loads(text)
    assert [view.tolist() for view in got] == [
        *(value, value[0], [3, 4], 3, value, [[1, 2], [3, 4], [5, 6], [7, 8]]),
        *([[3, 4], [7, 8]], [1, 2, 3, 4, 5, 6, 7, 8]),
    ]


def test_equal_keys():
    """A name is that of the last equal key; '*' takes every member."""
    for text, pointer, want in (
        ('{"a": [1], "b": [2], "a": [3]}', "/*", ((3, 1), [1, 2, 3])),
        ('{"a": [1, 2], "a": [3]}', "/a/*", ((1,), [3])),
        ('{"a": [1, 2], "a": []}', "/a/*", ((0,), [])),
        ('{"a": "x", "a": [1, 2]}', "/a/*", ((2,), [1, 2])),
        ('{"a": [[1], "x"], "a": [[2], [3]]}', "/a/*", ((2, 1), [2, 3])),
        ('[{"a": 1, "a": 2}, {"a": 3}]', "/*/a", ((2,), [2, 3])),
        ('[{"a": [1], "a": 2}, {"a": 3}]', "/*/a", ((2,), [2, 3])),
        ('[{"a": "", "a": 2}, {"\\u0061": "", "a": 3}]', "/*/a", ((2,), [2, 3])),
        ('[{"a": {"b": 1}, "a": {"b": 2}}]', "/*/a/b", ((1,), [2])),
        ('[{"a": {}, "a": {"b": 2}}]', "/*/a/b", ((1,), [2])),
        ('[{"a": 5, "a": {"b": 2}}]', "/*/a/b", ((1,), [2])),
        ('[[1], {"0": [[2, 3], [4]], "0": [[5], [6]]}]', "/*/0", None),
    ):
        if want is not None:
            assert read(text, pointer) == want, text
        assert same(read(text, pointer), patterns.result(text, pointer)), text
    text = '[{"a": {"b": 2}, "a": {}}]'
    assert fault_of(text, pointer="/*/a/b") == (NOWHERE, text.index("{}"))
    text = '{"a": {"a": 1}, "a": 2, "a": 3}'
    assert fault_of(text, pointer="/a/*") == (NOWHERE, text.index("3"))


def test_many_equal_keys():
    """Numbers that are taken back take no time."""
    row = '{"a":[1],"a":[1,2],"a":7,"a":[3]}'
    text = f"[{','.join([row] * 5000)}]"
    assert read(text, "/*/a") == ((5000, 1), [3] * 5000)
    rows = '{"a":[[1],[2,2]],"a":[[3],[4,4]]}'
    text = f"[{','.join([rows] * 5000)}]"
    got = loads_array(text, pointer="/*/a/*")
    assert [view.tolist() for view in got] == [[3], [4, 4]] * 5000


# ---------------------------------------------------------------------- random


def random_value(numbers, depth):
    kind = numbers.randrange(8)
    if depth == 0 or kind == 0:
        leaves = ["1", "-2.5", "1e2", "0", "12"]
        return numbers.choice(leaves + ['"x"', "null"] * (depth % 2))
    space = numbers.choice(["", " ", "\n "])
    if kind < 3:
        n = numbers.randrange(4)
        row = ",".join(numbers.choice("123456") for _ in range(n))
        return f"[{row}]"
    items = [random_value(numbers, depth - 1) for _ in range(numbers.randrange(4))]
    if kind < 6:
        return f"[{space}{f',{space}'.join(items)}{space}]"
    keys = ["a", "b", "*", "0", "\\u0061", "~"]
    members = [f'"{numbers.choice(keys)}":{space}{item}' for item in items]
    return "{" + space + f"{space},".join(members) + space + "}"


def random_pointer(numbers):
    tokens = ["*", "*", "*", "a", "b", "0", "1", "~2", "~0", "01"]
    count = numbers.randrange(4)
    return "".join("/" + numbers.choice(tokens) for _ in range(count))


def check(text, pointers):
    """Compares several pointers, and each pointer, with the reference."""
    wants = [patterns.result(text, pointer) for pointer in pointers]
    faults = [i for i, want in enumerate(wants) if want[:1] == ("fault",)]
    for pointer, want in zip(pointers, wants):
        try:
            got = read(text, pointer)
        except JSONDecodeError as error:
            got = "fault", error.pos
        assert same(got, want), (text, pointer, got, want)
    try:
        got = read(text, pointers)
    except JSONDecodeError as error:
        assert faults, (text, pointers, error)
        assert error.pos == wants[faults[0]][1], (text, pointers)
        name = f" (pointer {pointers[faults[0]]!r})"
        assert error.msg.endswith(name), (error.msg, name)
    else:
        assert not faults, (text, pointers, got)
        assert same(got, wants), (text, pointers, got, wants)


def test_random_documents():
    numbers = random.Random(18)
    found = 0
    for _ in range(EXAMPLES):
        text = random_value(numbers, numbers.randrange(1, 6))
        pointers = [random_pointer(numbers) for _ in range(4)]
        check(text, pointers)
        found += any(
            type(patterns.result(text, p)) is list for p in pointers
        )
    assert found > EXAMPLES // 100


def test_cut_everywhere():
    """A truncated text has the errors of loads(), whatever the pointers."""
    for pointer in ["/rows/*/sizes", "/*", "/none"], ["/rows/*/price"], []:
        for i in range(len(TEXT)):
            with pytest.raises(JSONDecodeError) as want:
                loads(TEXT[:i])
            for data in (TEXT[:i], TEXT[:i].encode()):
                try:
                    loads_array(data, pointer=pointer)
                except JSONDecodeError as error:
                    assert same(
                        (error.msg, error.pos, error.incomplete),
                        (want.value.msg, want.value.pos, want.value.incomplete),
                    ), i
                else:
                    raise AssertionError(i)


# ---------------------------------------------------------------------- errors


def test_errors_have_positions():
    for text, pointer, message, at in (
        ("[[1],[2,[3]],[[]]]", "/*", RAGGED, 8),
        ("[[1],[2],[[1],2]]", "/*", RAGGED, 14),
        ('[[1],["x"]]', "/*", "expected a number or an array, found '\"'", 6),
        ('[1,{"a":2}]', "/*", "expected a number or an array, found '{'", 3),
        ('[{"a":1},{"b":2}]', "/*/a", NOWHERE, 9),
        ('[{"a":1},null]', "/*/a", NOWHERE, 9),
        ('[{"a":1}, [7] ]', "/*/a", NOWHERE, 10),
        (" 5", "/*", NOWHERE, 1),
        ('{"a":[]}', "/b/*", NOWHERE, 0),
        ("[[1],[]]", "/*/0", NOWHERE, 5),
        ("[[1,[2]],[3]] x", "/*", "unexpected content after the document", 14),
    ):
        for data in (text, text.encode(), memoryview(text.encode())):
            assert fault_of(data, pointer=pointer) == (message, at), text
        named = f"{message} (pointer {pointer!r})"
        if "document" in message:
            named = message
        assert fault_of(text, pointer=[pointer]) == (named, at)


def test_range():
    text = "[[1],[-1],[300]]"
    message = "number is beyond the range of the format"
    assert fault_of(text, "B", pointer="/*") == (message, 6)
    assert fault_of(text, "b", pointer="/*/0") == (message, 11)
    message = "number is beyond the range of a double"
    assert fault_of("[[1],[1e999]]", pointer=["/*"]) == (message, 6)


def test_error_of_the_first_pointer():
    text = '[{"a": 1, "b": [1, [2]]}, {"a": "x"}]'
    both = fault_of(text, pointer=["/*/a", "/*/b"])
    assert both[1] == text.index('"x"')
    assert both[0].endswith("(pointer '/*/a')")
    both = fault_of(text, pointer=["/*/b", "/*/a"])
    assert both == (f"{RAGGED} (pointer '/*/b')", text.index("[2]"))
    assert fault_of("[1", pointer=["/x", "/y"]) == ("unexpected end of data", 2)
    name = "/\u4e2d'\ud800"
    assert fault_of("[1]", pointer=["/0", name])[0].endswith(
        f"(pointer {name!r})"
    )


def test_no_json_counts_first():
    text = '[[1,[2]],{"a":nul}]'
    assert fault_of(text, pointer=["/0", "/*"]) == ("invalid literal", 17)


def test_pointers_of_other_types():
    for wrong in (1, b"/a", {"/a"}, iter(["/a"]), [1], ["/a", None], ([],)):
        with pytest.raises(TypeError, match="^pointer must be a str, or a list"):
            loads_array("[1]", pointer=wrong)
    for wrong in ("a", "/~", "/~3", "/*~"):
        with pytest.raises(ValueError, match="^pointer must be '' or"):
            loads_array("[1]", pointer=wrong)
        with pytest.raises(ValueError) as error:
            loads_array("[1]", pointer=["/0", wrong])
        assert str(error.value).endswith(f", not {wrong!r}")


class Names(list):
    def __iter__(self):
        return iter(["/0", "/1"])


class Text(str):
    def __repr__(self):
        raise AssertionError("called")


def test_subclasses():
    assert [view.tolist() for view in loads_array("[5, 6]", pointer=Names())] == [5, 6]
    assert read("[5, 6]", Text("/*")) == ((2,), [5, 6])
    assert "'/2'" in fault_of("[5, 6]", pointer=[Text("/2")])[0]
    with pytest.raises(ValueError, match="not 'x'"):
        loads_array("[5, 6]", pointer=[Text("x")])


# ---------------------------------------------------------------------- limits


def test_dimensions():
    """The dimension for all values of a pointer is one of 64."""
    deep = "[" * 63 + "7" + "]" * 63
    assert loads_array(f"[{deep},{deep}]", "B", pointer="/*").shape == (
        (2,) + (1,) * 63
    )
    text = f"[{deep},[{deep}]]"
    assert fault_of(text, "B", pointer="/*") == (
        "nested too deeply: an array has 64 dimensions",
        text.index(",") + 64,
    )
    assert loads_array(text, "B", pointer="/1").ndim == 64


def test_numbers_beside_arrays():
    """Numbers without dimensions, whose sizes take no memory."""
    for text, shapes in (
        (b"[[4], 2]", [(1,), ()]),
        (b"[[4], 2, 3, [[5]]]", [(1,), (), (), (1, 1)]),
        (b"[4, 2, [3], 5]", [(), (), (1,), ()]),
        (b"[[], 7, 8]", [(0,), (), ()]),
    ):
        views = loads_array(text, "q", pointer="/*")
        assert [view.shape for view in views] == shapes
        assert [view.tolist() for view in views] == json.loads(text)


def test_depth():
    deep = "[" * 1023 + "[1]" + "]" * 1023
    assert loads_array(deep, pointer="/*" * 1023).tolist() == [[1]]
    assert loads_array(deep, pointer="/*" * 1024).tolist() == [1]
    assert fault_of(deep, pointer="/*" * 5000) == (NOWHERE, deep.index("1"))
    wide = f"[{deep}]"
    assert fault_of(wide, pointer="/*" * 1025) == fault_of(wide, pointer="/1")


def test_many_pointers():
    text = json.dumps([{"a": [i, i + 1]} for i in range(500)])
    pointers = [f"/{i}/a" for i in range(500)]
    got = loads_array(text, "i", pointer=pointers)
    assert [view.tolist() for view in got] == [[i, i + 1] for i in range(500)]


@pytest.mark.parametrize("n", [1, 1000, 60000])
def test_growing_memory(n):
    numbers = random.Random(n)
    lengths = [numbers.randrange(4) for _ in range(n)]
    rows = [[i % 200] * length for i, length in enumerate(lengths)]
    text = json.dumps({"rows": rows, "x": ["y" * 100] * 100})
    got = loads_array(text, "B", pointer=["/rows/*", "/rows/*/*"])
    flat = [item for row in rows for item in row]
    views = got[0] if n > 1 else [got[0]]
    assert b"".join(view.tobytes() for view in views) == bytes(flat)
    assert [view.nbytes for view in views] == [len(row) for row in rows]
    assert got[1].tolist() == flat


# --------------------------------------------------------------------- formats


@pytest.mark.parametrize("format", FORMATS)
def test_formats(format):
    """Each part has the bytes of its text alone."""
    values = json.dumps(values_for(format))
    one = loads_array(values, format)
    equal = loads_array(f"[{values}, {values}]", format, pointer="/*")
    assert (equal.shape, equal.format) == ((2, *one.shape), one.format)
    assert equal.tobytes() == one.tobytes() * 2
    first = json.dumps(values_for(format)[:1])
    head = loads_array(first, format)
    got = loads_array(f"[{values},{first},{values}]", format, pointer="/*")
    for view, want in zip(got, (one, head, one)):
        assert (view.shape, view.format, view.itemsize) == (
            *(want.shape, want.format),
            want.itemsize,
        )
        assert view.tobytes() == want.tobytes()


def test_words():
    text = "[[1, NaN], [-Infinity, null]]"
    got = loads_array(text, pointer="/*", option=OPT_NAN_LITERAL)
    assert struct.pack("4d", *got.cast("B").cast("d")) == got.tobytes()
    assert repr(got.tolist()) == "[[1.0, nan], [-inf, nan]]"
    for data in ("[[1], [2, NaN]]", "[[1], [2, -Infinity]]"):
        for pointer in ("/*", "/1", "/*/*"):
            message, at = fault_of(data, pointer=pointer)
            assert ("OPT_NAN_LITERAL" in message, at) == (True, 10)
            message, at = fault_of(data, pointer=["/0", pointer])
            assert message.endswith(f"(pointer {pointer!r})")
        assert "OPT" not in fault_of(data, pointer="/0")[0]


# --------------------------------------------------------------------- buffers


def test_views_of_one_block():
    """The views keep their memory, do not overlap, and can be written to."""
    views = loads_array("[[1, 2], [3], [], [[4]]]", pointer="/*")
    assert [view.readonly for view in views] == [False] * 4
    views[0][1] = 9
    assert [view.tolist() for view in views] == [[1, 9], [3], [], [[4]]]
    last = views.pop()
    del views
    gc.collect()
    junk = [loads_array(f"[{i}, 7, 7, 7, 7]") for i in range(100)]
    assert last.tolist() == [[4]]
    owner = last.obj
    last.release()
    assert memoryview(owner).tobytes() == struct.pack("d", 4)
    assert len(junk) == 100


def test_numpy():
    numpy = pytest.importorskip("numpy")
    text = '{"data": [{"v": [1, 2]}, {"v": [3, 4]}]}'
    made = numpy.asarray(loads_array(text, "f", pointer="/data/*/v"))
    assert made.dtype == numpy.float32 and made.tolist() == [[1, 2], [3, 4]]
    views = loads_array("[[1, 2], [[3]]]", numpy.int16, pointer="/*")
    rows = [numpy.asarray(view) for view in views]
    assert [row.shape for row in rows] == [(2,), (1, 1)]
    assert all(row.dtype == numpy.int16 for row in rows)


def test_into():
    room = array.array("d", [0] * 5)
    assert loads_array("[[1, 2], [3, 4]]", pointer="/*", into=room) == (2, 2)
    assert room.tolist() == [1, 2, 3, 4, 0]
    assert loads_array("[[5], 6]", pointer="/*", into=room) == [(1,), ()]
    assert room.tolist() == [5, 6, 3, 4, 0]
    assert loads_array("[]", pointer="/*", into=room) == (0,)
    assert grows(room)
    small = bytearray(b"####")
    for pointer in ("/*", "/*/*"):
        with pytest.raises(BufferError, match="^5 bytes are needed in a buffer of 4"):
            loads_array("[[1, 2], [3, 4, 5]]", "B", pointer=pointer, into=small)
    part = memoryview(bytearray(b"#" * 9))
    assert loads_array("[[1], [2, 3]]", "B", pointer="/*", into=part[2:6]) == [
        *((1,), (2,))
    ]
    assert bytes(part) == b"##\1\2\3####"
    with pytest.raises(TypeError, match="^into takes the arrays of one pointer"):
        loads_array("[[1]]", pointer=["/0"], into=room)


def test_into_takes_back():
    """Values of earlier equal keys are overwritten, in and behind a buffer."""
    text = '{"a": [[1, 1, 1], [2, 2, 2, 2]], "a": [[3], [4, 5]]}'
    for size in (3, 4, 5, 100):
        room = bytearray(size)
        got = loads_array(text, "B", pointer="/a/*", into=room)
        assert (got, bytes(room[:3])) == ([(1,), (2,)], b"\3\4\5")
    with pytest.raises(BufferError, match="^3 bytes"):
        loads_array(text, "B", pointer="/a/*", into=bytearray(2))
    long = '{"a": [%s], "a": [[7]]}' % ",".join(["[1, 2]"] * 2000)
    room = bytearray(1)
    assert loads_array(long, "B", pointer="/a/*", into=room) == (1, 1)
    assert room == b"\7"
    assert fault_of('{"a": [[1], ["x"]]}', pointer="/a/*", into=bytearray(9))


def test_nothing_holds_the_source():
    data = bytearray(b"[[1], [2, 3]]")
    views = loads_array(data, pointer="/*")
    assert grows(data)
    with pytest.raises(JSONDecodeError):
        loads_array(data, pointer=["/0/x"])
    assert grows(data) and len(views) == 2


def test_without_the_lock():
    """From 64 KiB of text on, the arrays are read without the GIL."""
    text = json.dumps({"data": [{"v": [i, i]} for i in range(9000)]})
    assert len(text) > 64 * 1024
    got = loads_array(text, "q", pointer="/data/*/v")
    assert got.shape == (9000, 2) and got[8999, 1] == 8999
    with pytest.raises(JSONDecodeError, match="pointer '/data/4/w'"):
        loads_array(text, pointer=["/data/*/v", "/data/4/w"])


VISITED = """
import gc, jsonde
text = "[" + ",".join(str([0] * (n % 5)) for n in range(37)) + "]"
def look(phase, info):
    for thing in gc.get_objects():
        if type(thing) is list:
            list(thing)
gc.collect()
gc.freeze() # older objects
gc.callbacks.append(look)
gc.set_threshold(1, 1, 1)
for pointer in ("/*", ["/*"] * 7):
    jsonde.loads_array(text, pointer=pointer)
print("done")
"""


def test_no_list_is_visible_before_it_is_complete():
    """Up to CPython 3.11 the collector may run while a list of results is made."""
    assert child_output(VISITED) == "done\n"
