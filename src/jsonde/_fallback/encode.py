# SPDX-License-Identifier: MIT
"""The encoder: Python objects to JSON text, without recursion.

Each open container is a Frame on a stack. The steps of a frame are a generator:
it writes what is simple and yields the objects that the main loop must write.
The stack holds no C stack, so documents may be as deep as the native module
allows, and after an error it tells the path to the value that failed.
src/enc/ does the same in C.
"""

import sys

from jsonde._fallback import string_text
from jsonde._fallback.encode_plain import leaves_of
from jsonde._fallback.errors import (
    JSONEncodeError,
    extend,
    locate,
    pointer_part,
)
from jsonde._fallback.facts import plain_integer, plain_str
from jsonde._fallback.options import (
    OPT_APPEND_NEWLINE,
    OPT_CANONICAL,
    OPT_INDENT_2,
    OPT_SKIP_NONE,
    SORT_OPTIONS,
)

MAX_DEPTH = 1024  # containers inside each other
MAX_DEFAULT = 255  # calls of default inside each other
MOST_SPACES = 16
MOST_INDENT = 255
CHUNK = 64 * 1024  # bytes that a sink gets at once

# --------------------------------------------------------------------- style


def read_indent(indent, options):
    """Returns one level of indentation (str), or None for one line."""
    if indent is None:
        return "  " if options & OPT_INDENT_2 else None
    if options & OPT_INDENT_2:
        raise JSONEncodeError("indent contradicts OPT_INDENT_2")
    if options & OPT_CANONICAL:
        raise JSONEncodeError("indent contradicts OPT_CANONICAL")
    if isinstance(indent, str):
        if str.__len__(indent) > MOST_INDENT:
            raise JSONEncodeError("indent must have at most 255 characters")
        if any(c not in " \t\n\r" for c in str.__iter__(indent)):
            raise JSONEncodeError("indent must be JSON white space")
        return plain_str(indent)
    if isinstance(indent, int) and type(indent) is not bool:
        if not 0 <= plain_integer(indent) <= MOST_SPACES:
            raise JSONEncodeError("indent must be 0 to 16 spaces")
        return " " * plain_integer(indent)
    raise JSONEncodeError("indent must be an int, a str or None")


# ------------------------------------------------------------------- encoder


class Sink:
    """What takes the text in chunks: the callable write, and rest, which is
    called with target, chunk and result where that is not the length."""

    def __init__(self, write, rest=None, is_text=False):
        self.write = write
        self.rest = rest
        self.is_text = is_text

    def put(self, chunk):
        """Gives a chunk (bytes or str) to the sink. Runs user code."""
        done = self.write(chunk)
        whole = type(done) is int and done == len(chunk)
        if self.rest is not None and not whole:
            self.rest(self.write, chunk, done)


class Frame:
    """An open container, or a value in the place of another one.

    part: the key or index that is being written, or None; container and
    source: the objects that it stands for; noted: the object whose value this
    is; is_value: it counts as a call of default.
    """

    __slots__ = (
        *("steps", "part", "container", "source", "noted", "is_value"),
        "is_container",
    )

    def __init__(self):
        self.part = self.container = self.source = self.noted = None
        self.is_value = self.is_container = False
        self.steps = None


class Encoder:
    """One call of dumps() or of a function like it.

    A subclass adds what depends on classes: dispatch(), by_default(),
    key_text(), sorted_pairs() and find_options().
    """

    def __init__(self, default, options, indent, sink=None):
        self.default = default
        self.indent = read_indent(indent, options)
        self.options = options
        self.leaves = leaves_of(options)
        self.out = []
        self.sink = sink
        self.size = self.flushes = 0
        self.write = self.out.append if sink is None else self.write_sized
        self.frames = []
        self.depth = self.default_depth = 0
        self.is_none = self.is_too_deep = self.sink_failed = False
        self.one_line = False  # a line feed of a Fragment becomes a space
        self.before = ()  # parts of the path before those of the frames
        self.extra = ()  # parts of the path behind those of the frames

    # ---------------------------------------------------------------- output

    def write_sized(self, text):
        """Adds text to the output, whose size counts."""
        self.out.append(text)
        self.size += len(text if text.isascii() else to_bytes(text))

    def flush_if_full(self):
        """Gives the output to the sink when it is a chunk. Runs user code."""
        if self.size >= CHUNK and self.sink is not None:
            self.flush()

    def flush(self):
        """Gives the output to the sink. Runs user code."""
        text = "".join(self.out)
        self.out.clear()
        self.size = 0
        self.flushes += 1
        chunk = to_str(text) if self.sink.is_text else to_bytes(text)
        try:
            self.sink.put(chunk)
        except BaseException:
            self.sink_failed = True
            raise

    def text(self):
        """Returns all of the output that no sink has."""
        return "".join(self.out)

    # ------------------------------------------------------------- main loop

    def run(self, value):
        """Writes a value. Raises JSONEncodeError with its path, and whatever
        user code raises that is no Exception."""
        try:
            self.put(value)
            self.loop()
            if self.options & OPT_APPEND_NEWLINE:
                self.write("\n")
            if self.sink is not None:
                self.flush()
        except JSONEncodeError as error:
            if not self.sink_failed:
                self.explain(error)
            raise
        finally:
            self.close()

    def close(self):
        """Ends what an error has left open. Frames and their steps refer to
        each other."""
        while self.frames:
            steps, self.frames[-1].steps = self.frames[-1].steps, None
            self.frames.pop()
            if hasattr(steps, "close"):
                steps.close()
        self.write = None

    def loop(self):
        """Writes until no frame is open."""
        frames = self.frames
        while frames:
            frame = frames[-1]
            for child in frame.steps:
                self.put(child)
                if frames[-1] is not frame:
                    break
            else:
                frames.pop()
                self.depth -= frame.is_container
                self.default_depth -= frame.is_value

    def put(self, value):
        """Writes an object, or begins to."""
        kind = type(value)
        leaf = self.leaves.get(kind)
        if leaf is not None:
            self.write(leaf(value))
        elif kind is dict:
            put_dict(self, value)
        elif kind is list:
            put_list(self, value)
        elif kind is tuple:
            put_tuple(self, value)
        else:
            self.dispatch(value)

    # ---------------------------------------------------------------- frames

    def enter(self, container, source=None):
        """Opens a container and returns its frame, whose steps are to be set.

        source: the object that the container was made of, or None.
        """
        if self.depth >= MAX_DEPTH:
            self.fail_too_deep()
        self.depth += 1
        frame = Frame()
        frame.is_container = True
        frame.container, frame.source = container, source
        self.frames.append(frame)
        return frame

    def begin_value(self, message):
        """Counts a value that takes the place of another one."""
        if self.default_depth >= MAX_DEFAULT:
            self.fail_too_deep(message)
        self.default_depth += 1

    def put_value(self, value, noted):
        """Writes a value that takes the place of the object noted."""
        self.is_none = value is None
        frame = Frame()
        frame.is_value = True
        frame.noted = noted
        frame.steps = iter((value,))
        self.frames.append(frame)

    def line_break(self, depth):
        """Returns the line break before what stands at a depth."""
        return "" if self.indent is None else "\n" + self.indent * depth

    def brackets(self, begin, end):
        """Returns the text before the first item of the container that was
        entered last, that before the others, and that behind the last one."""
        line = self.line_break(self.depth)
        return begin + line, "," + line, self.line_break(self.depth - 1) + end

    # ---------------------------------------------------------------- errors

    def fail_too_deep(self, message="Recursion limit reached"):
        """Raises the error for containers or values that are too deep."""
        self.is_too_deep = True
        raise JSONEncodeError(message)

    def explain(self, error):
        """Gives an error its path, and tells of an object that lies in
        itself."""
        parts = [f.part for f in self.frames if f.part is not None]
        parts.extend(self.extra)
        again = self.find_cycle() if self.is_too_deep else None
        if again is not None:
            extend(error, ": circular reference")
            del parts[again:]
        parts[:0] = self.before
        path = "".join(pointer_part(str(part)) for part in parts)
        locate(error, path)

    def find_cycle(self):
        """Returns the number of parts that lead to the place where an open
        object comes for the second time, or None."""
        found = []
        containers, sources, noted = set(), set(), set()
        parts = 0
        for frame in self.frames:
            if frame.is_container:
                again = id(frame.container) in containers
                containers.add(id(frame.container))
                if frame.source is not None:
                    again = again or id(frame.source) in sources
                    sources.add(id(frame.source))
            else:
                again = frame.noted is not None and id(frame.noted) in noted
                noted.add(id(frame.noted))
            if again:
                found.append(parts)
            parts += frame.part is not None
        return min(found) if found else None


def to_bytes(text):
    """Returns text as UTF-8. A Fragment may have bytes that are none."""
    return text.encode("utf-8", "surrogateescape")


def to_str(text):
    """Returns text, in which a Fragment may have bytes that are no UTF-8."""
    if not text.isascii() and string_text.LONE.search(text):
        try:
            return to_bytes(text).decode()
        except UnicodeDecodeError:
            pass
        raise JSONEncodeError("a Fragment is not valid UTF-8")
    return text


# ---------------------------------------------------------- lists and tuples


def put_list(e, o):
    """Writes a list, which may change meanwhile, or a subclass of list."""
    frame = e.enter(o)
    frame.steps = put_items(e, frame, list.__iter__(o))


def put_tuple(e, o):
    """Writes a tuple, or a subclass of tuple."""
    frame = e.enter(o)
    frame.steps = put_items(e, frame, tuple.__iter__(o))


def put_items(e, frame, items):
    """Writes an array, whose items no user code makes."""
    write, leaves, has_sink = e.write, e.leaves, e.sink is not None
    before, comma, end = e.brackets("[", "]")
    i = 0
    for item in items:
        frame.part = i
        write(before)
        before = comma
        leaf = leaves.get(type(item))
        if leaf is None:
            yield item
        else:
            write(leaf(item))
        if has_sink:
            e.flush_if_full()
        i += 1
    frame.part = None
    write(end if i else "[]")


# --------------------------------------------------------------------- dicts


def put_dict(e, o):
    """Writes a dict, or a subclass of dict."""
    put_made_dict(e, o, None, False)


def put_made_dict(e, o, source, visible):
    """Writes a dict that was made of source, or of nothing.

    visible: without the keys that begin with "_", and in its own order.
    """
    frame = e.enter(o, source)
    if e.options & SORT_OPTIONS and not visible:
        frame.steps = put_sorted(e, frame, o)
    else:
        frame.steps = put_members(e, frame, o, visible)


def dict_changed(frame):
    """Raises the error for a dict that user code has resized."""
    frame.part = None
    raise JSONEncodeError("dict changed its size while it was being encoded")


def copied_items(o):
    """Yields the items of a dict, which user code may change meanwhile.

    On PyPy an iterator of a dict that loses items may end the process.
    """
    for key, value in [pair for pair in dict.items(o)]:  # noqa: C416
        if type(key) is str:
            value = dict.get(o, key, value)
        yield key, value


IS_PYPY = sys.implementation.name == "pypy"
live_items = copied_items if IS_PYPY else dict.items


def put_members(e, frame, o, visible):
    """Writes an object in the order of a dict."""
    size = dict.__len__(o)
    member = Members(e, frame)
    try:
        for key, value in live_items(o):
            if type(key) is not str:
                frame.part = None
                key = e.key_text(key)
            elif visible and key[:1] == "_":
                continue
            yield from member(key, value)
            if dict.__len__(o) != size:
                dict_changed(frame)
    except RuntimeError as error:
        if error.__traceback__.tb_next is not None:
            raise  # it is not the iterator's
    else:
        member.end()
        return
    dict_changed(frame)


def put_sorted(e, frame, o):
    """Writes an object in the order of its keys."""
    member = Members(e, frame)
    # Without list(), which asks a subclass for its length on PyPy.
    pairs = [pair for pair in dict.items(o)]  # noqa: C416
    for key, value in e.sorted_pairs(frame, pairs):
        yield from member(key, value)
    member.end()


class Members:
    """Writes the members of an object, one after another."""

    def __init__(self, e, frame):
        self.e = e
        self.frame = frame
        self.before, self.comma, self.last = e.brackets("{", "}")
        self.colon = ":" if e.indent is None else ": "
        self.is_empty = True
        self.skips = e.options & OPT_SKIP_NONE

    def __call__(self, key, value):
        """Writes a member, whose key is an exact str; yields its value, unless
        that is plain."""
        e = self.e
        self.frame.part = key
        if self.skips:
            yield from self.optional(key, value)
            return
        quote = e.leaves[str]
        e.write(f"{self.before}{quote(key)}{self.colon}")
        self.before, self.is_empty = self.comma, False
        leaf = e.leaves.get(type(value))
        if leaf is None:
            yield value
        else:
            e.write(leaf(value))
        e.flush_if_full()

    def optional(self, key, value):
        """Writes a member, unless its value is or becomes None."""
        e = self.e
        if value is None:
            return
        e.is_none = False
        mark, flushes, size = len(e.out), e.flushes, e.size
        e.write(f"{self.before}{e.leaves[str](key)}{self.colon}")
        yield value
        if e.is_none and flushes == e.flushes:
            if "".join(e.out[mark + 1 :]) == "null":
                del e.out[mark:]
                e.size = size
                return
        self.before, self.is_empty = self.comma, False
        e.flush_if_full()

    def end(self):
        """Closes the object."""
        self.frame.part = None
        self.e.write("{}" if self.is_empty else self.last)
