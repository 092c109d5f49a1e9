# SPDX-License-Identifier: MIT
"""JSON Lines (NDJSON): one JSON document on each line.

A line ends in a line feed, with or without a carriage return before it. Blank
lines are skipped, and so is a byte order mark at the start. The last line may
lack its line feed.

A path that ends in .gz, .bz2, .xz, .lzma or .zst names a compressed file, which
the standard library opens (.zst from Python 3.14 on).
"""

import contextlib
import errno
import functools
import importlib
import io
import itertools
import operator
import os

from jsonde._implementation import dumps_lines, loads, loads_lines
from jsonde.errors import JSONDecodeError
from jsonde.files import KINDS, Raw, is_path, kind_of, whole_sink

__all__ = [
    *("LineError", "IncompleteLineError", "append_lines", "dump_lines"),
    *("dumps_lines", "iter_lines", "loads_lines", "split"),
]

BLOCK = 1 << 20  # bytes that are read at a time
BATCH = 1024  # objects that are encoded at a time
BLANK = b" \t\r\n"
MARK = b"\xef\xbb\xbf"  # the byte order mark
ON_ERROR = ("raise", "skip", "yield")

# Suffix of a path: the module that opens the compressed file.
OPENERS = {
    ".gz": "gzip",
    ".bz2": "bz2",
    ".xz": "lzma",
    ".lzma": "lzma",
    ".zst": "compression.zstd",
}


class LineError(JSONDecodeError):
    """A line is not JSON. A subclass of jsonde.JSONDecodeError.

    lineno: int, the number of the line, counted from 1.
    offset: int, the bytes (characters of a text file) before the line.
    msg, doc, pos, colno: as in JSONDecodeError, for the line alone.
    """

    def __init__(self, msg, doc, pos):
        super().__init__(msg, doc, pos)
        self.offset: int = 0

    def __str__(self):
        place = f"line {self.lineno} column {self.colno} (offset {self.offset})"
        name = "" if self.filename is None else f": {self.filename!r}"
        return f"{self.msg}: {place}{name}"


class IncompleteLineError(ValueError):
    """The last line of a file has no end, because a writer was interrupted.

    path: the file. offset: int, the bytes before the incomplete line.
    size: int, the bytes of the incomplete line.
    """

    def __init__(self, path, offset, size):
        super().__init__(
            f"the last line of {path!r} has no end, from byte {offset} on: "
            "incomplete='cut' removes it, incomplete='end' ends it"
        )
        self.path = path
        self.offset = offset
        self.size = size

    def __reduce__(self):
        return type(self), (self.path, self.offset, self.size)


# ---------------------------------------------------------------------- reading


def iter_lines(source, *, option=None, on_error="raise", start=0, stop=None):
    """Return an iterator over the values of the lines of a source.

    source: a path (str or os.PathLike), a binary or text file object or a
    descriptor, which stay open, or a bytes-like object with the lines. It is
    read block by block: the memory that is needed depends on the longest line
    and not on the size.
    option: as for jsonde.loads().
    on_error: what happens for a line that is not JSON. "raise" raises its
    LineError, "skip" continues with the next line, "yield" yields the
    LineError in place of the value.
    start, stop: the range of bytes to read, for a path or a bytes-like
    object, as split() returns them. Numbers of lines count from start.

    Raises ValueError for another on_error and for a negative start or stop,
    and OSError for the file, when the iteration begins.
    """
    if on_error not in ON_ERROR:
        raise ValueError("on_error must be 'raise', 'skip' or 'yield'")
    start = place_of("start", start)
    stop = None if stop is None else place_of("stop", stop)
    return values_of(source, option, on_error, start, stop)


def place_of(name, value):
    """Return the argument start or stop as an int that is not negative."""
    try:
        place = operator.index(value)
    except TypeError:
        kind = type(value).__name__
        raise TypeError(f"{name} must be an integer, not {kind}") from None
    if place < 0:
        raise ValueError(f"{name} must not be negative, but is {place}")
    return place


def values_of(source, option, on_error, start, stop):
    """Yield the values of iter_lines()."""
    with opened(source, start, stop) as (read, name):
        line, offset = 1, start
        for block in whole_lines(read):
            values = values_of_block(block, option, line, offset)
            for value in values:
                if type(value) is not LineError:
                    yield value
                    continue
                value.filename = name
                if on_error == "raise":
                    raise value
                if on_error == "yield":
                    yield value
            line += block.count(b"\n" if type(block) is bytes else "\n")
            offset += len(block)


def values_of_block(block, option, line, offset):
    """Return the values of a block, and the LineError of each wrong line."""
    mark = MARK.decode() if type(block) is str else MARK
    has_mark = block.startswith(mark)
    # loads_lines() skips the mark of any text. Here only the first block may have
    # one, and loads() refuses the mark of a line.
    if offset == 0 or not has_mark:
        try:
            return loads_lines(block, option=option)
        except JSONDecodeError:
            pass
    if offset == 0 and has_mark:
        offset = len(mark)
        block = block[offset:]
    return by_line(block, option, line, offset)


def by_line(block, option, line, offset):
    """Yield the values of a block, and the LineError of each wrong line."""
    feed, blank = ("\n", BLANK.decode()) if type(block) is str else (b"\n", BLANK)
    for text in block.split(feed):
        if text.strip(blank):
            try:
                yield loads(text, option=option)
            except JSONDecodeError as error:
                yield line_error(error, line, offset)
        line += 1
        offset += len(text) + 1


def line_error(error, line, offset):
    """Return the error of one line as a LineError."""
    made = LineError(error.msg, error.doc, error.pos)
    made.incomplete = error.incomplete
    made.lineno = line
    made.offset = offset
    return made


@contextlib.contextmanager
def opened(source, start, stop):
    """Give (a function that reads so many bytes or characters, the name)."""
    kind = KINDS.get(type(source)) or kind_of(type(source))
    if isinstance(source, str) or kind == "path?" and is_path(source, "read"):
        with open_path(source) as file:
            if start:
                file.seek(start)
            yield limited(file.read, start, stop), os.fspath(source)
    elif kind == "descriptor" or hasattr(source, "read"):
        if start or stop is not None:
            raise ValueError("start and stop need a path or a buffer")
        if kind != "descriptor":
            yield source.read, getattr(source, "name", None)
            return
        with open(source, "rb", buffering=0, closefd=False) as file:
            yield file.read, None
    else:
        with memoryview(source) as view, view.cast("B") as data:
            yield reader_of(data[start:stop]), None


def reader_of(view):
    """Return a function that reads so many bytes of a memoryview."""
    place = 0

    def read(size):
        nonlocal place
        part = bytes(view[place : place + size])
        place += len(part)
        return part

    return read


def limited(read, start, stop):
    """Return a function that reads up to the byte stop, or None for the end."""
    if stop is None:
        return read
    left = max(stop - start, 0)

    def read_less(size):
        nonlocal left
        part = read(min(size, left))
        left -= len(part)
        return part

    return read_less


def whole_lines(read):
    """Yield blocks of whole lines, as bytes or str."""
    parts = []
    while True:
        part = plain_part(read(BLOCK))
        if not part:
            break
        if parts and type(part) is not type(parts[0]):
            was, now = type(parts[0]).__name__, type(part).__name__
            raise TypeError(f"read() returned {now}, but {was} before")
        end = part.rfind("\n" if type(part) is str else b"\n") + 1
        if end:
            yield joined([*parts, part[:end]])
            parts.clear()
        parts.append(part[end:])
    rest = joined(parts)
    if rest:
        yield rest


def plain_part(part):
    """Return the result of a read(), bytes-like or str, as bytes or str."""
    if type(part) is bytes or type(part) is str:
        return part
    if part is None:
        raise BlockingIOError(errno.EAGAIN, "the file would block")
    if isinstance(part, str):
        return str.__add__(part, "")  # not str(part), which may run __str__()
    try:
        view = memoryview(part)
    except TypeError:
        kind = type(part).__name__
        raise TypeError(
            f"read() must return a bytes-like object or str, not {kind}"
        ) from None
    with view:
        return view.tobytes()


def joined(parts):
    """Return the parts, bytes or str, as one."""
    if len(parts) == 1:
        return parts[0]
    return ("" if parts and type(parts[0]) is str else b"").join(parts)


def compression(path):
    """Return the suffix of a compressed file, or None for another path."""
    suffix = os.path.splitext(os.fsdecode(path))[1]
    return suffix if suffix in OPENERS else None


def opener_of(suffix):
    """Return the function that opens compressed files with a suffix. It takes a
    path or a file object, and the mode "rb" or "wb"."""
    name = OPENERS[suffix]
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        raise ValueError(
            f"this Python has no module {name}, which {suffix} files need"
        ) from error
    if suffix == ".lzma":
        return functools.partial(open_lzma, module)
    return module.open


def open_lzma(lzma, file, mode):
    """Open a .lzma file by the module lzma, which writes .xz files if it is not
    told otherwise. It recognises both formats when it reads."""
    written = lzma.FORMAT_ALONE if mode == "wb" else None
    return lzma.open(file, mode, format=written)


def open_path(path):
    """Open a file for reading, uncompressed."""
    suffix = compression(path)
    if suffix is None:
        return open(path, "rb", buffering=0)
    return opener_of(suffix)(path, "rb")


def split(path, n):
    """Return n or fewer ranges of bytes that together are the file at path.

    Each is a tuple (start, stop) for iter_lines(), and ends behind a line
    feed or at the end of the file. So processes or threads can each read one.
    A compressed file cannot be split: it is one range.
    """
    if n < 1:
        raise ValueError("n must be at least 1")
    if compression(path) is not None:
        return [(0, None)]
    with open(path, "rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        cuts = {line_end(file, size * i // n, size) for i in range(1, n)}
    cuts = sorted(cuts | {0, size})
    return list(zip(cuts, cuts[1:]))


def line_end(file, place, size):
    """Return the first place from `place` on that is behind a line feed, or
    the size."""
    place = max(place - 1, 0)
    file.seek(place)
    while True:
        part = file.read(BLOCK >> 4)
        found = part.find(b"\n")
        if found >= 0:
            return place + found + 1
        if not part:
            return size
        place += len(part)


# ---------------------------------------------------------------------- writing


def batches(iterable, default, option):
    """Yield the lines of an iterable, many at a time, as bytes."""
    iterator = iter(iterable)
    while True:
        batch = list(itertools.islice(iterator, BATCH))
        if not batch:
            return
        yield dumps_lines(batch, default, option)


def dump_lines(iterable, file, default=None, option=None, *, atomic=True):
    """Write each object of an iterable as a line of JSON to a file.

    file: a path (str, bytes or os.PathLike), a file descriptor, or a binary or
    text file object, which gets whole lines in each write().
    default, option: as for dumps_lines().
    atomic: as for jsonde.dump(). If the iterable or the encoder raises an
    exception, or the process is killed, the old file at a path is unchanged.
    """
    lines = batches(iterable, default, option)
    kind = KINDS.get(type(file)) or kind_of(type(file))
    if kind == "path" or kind == "path?" and is_path(file, "write"):
        from jsonde.replace import produce_path

        path = os.fspath(file)
        produce_path(path, lambda raw: write_lines(raw, path, lines), atomic)
    else:
        write_each(lines, whole_sink(file))


def write_each(lines, write):
    """Write bytes by a function that writes them completely."""
    for text in lines:
        write(text)


def write_lines(raw, path, lines):
    """Write lines to a raw file, compressed as the suffix of path says."""
    suffix = compression(path)
    if suffix is None:
        write_each(lines, whole_sink(raw))
        return
    with io.BufferedWriter(Raw(raw.write)) as buffered:
        with opener_of(suffix)(buffered, "wb") as file:
            write_each(lines, file.write)


def append_lines(
    iterable, path, default=None, option=None, *, sync=True, incomplete="raise"
):
    """Append each object of an iterable as a line of JSON to the file at path.

    The lines are encoded first, so that an exception of the iterable or the
    encoder appends nothing. If the write fails, what it wrote is removed. The
    file is created if it does not exist. Return the number of bytes appended.
    default, option: as for dumps_lines().
    sync: wait until the lines are on the disk (os.fsync).
    incomplete: what happens if the last line of the file has no end. "raise" raises
    IncompleteLineError, "cut" removes that line, "end" appends a line feed to it.

    Raises ValueError for a compressed file, which cannot be appended to.
    """
    if incomplete not in ("raise", "cut", "end"):
        raise ValueError("incomplete must be 'raise', 'cut' or 'end'")
    suffix = compression(path)
    if suffix is not None:
        raise ValueError(f"append_lines() cannot append to a {suffix} file")
    data = b"".join(batches(iterable, default, option))
    with open(path, "a+b", buffering=0) as file:
        lock(file)
        mend_last_line(file, path, incomplete)
        put_durably(file, data, sync)
    return len(data)


def lock(file):
    """Lock a file until it is closed, so that other callers of append_lines()
    wait. Where the system has no such locks, there must be no other callers."""
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX)


def put_durably(file, data, sync):
    """Append bytes, or remove again what was appended of them."""
    before = file.seek(0, os.SEEK_END)
    try:
        whole_sink(file)(data)
        if sync:
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            file.truncate(before)
        raise


def mend_last_line(file, path, incomplete):
    """Handle a last line without an end, as append_lines() says."""
    size = file.seek(0, os.SEEK_END)
    start = last_line(file, size)
    if start == size:
        return
    if incomplete == "raise":
        raise IncompleteLineError(path, start, size - start)
    if incomplete == "cut":
        file.truncate(start)
    else:
        whole_sink(file)(b"\n")


def last_line(file, size):
    """Return the place behind the last line feed of a file, or 0."""
    place = size
    while place > 0:
        first = max(place - (BLOCK >> 4), 0)
        file.seek(first)
        found = file.read(place - first).rfind(b"\n")
        if found >= 0:
            return first + found + 1
        place = first
    return 0
