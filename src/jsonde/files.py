# SPDX-License-Identifier: MIT
"""Documents from and to files."""

import codecs
import errno
import io
import os
from functools import partial

from jsonde._jsonde import JSONDecodeError, dumps_chunks, loads

__all__ = ["load"]

CHUNK = 1 << 16

# The classes of file objects that are not asked what they are.
KNOWN = frozenset(
    (io.BufferedReader, io.BufferedRandom, io.BytesIO)
    + (io.TextIOWrapper, io.StringIO)
)


def dump_other(obj, file, default, option, indent, atomic):
    """What dump() does with a file of no class that it knows in C."""
    kind = KINDS.get(type(file)) or kind_of(type(file))
    if kind == "any" and not has_text_mode(file):
        dumps_chunks(obj, file.write, default, option, indent, put_rest)
    elif kind == "raw" or kind == "descriptor":
        write = file.write if kind == "raw" else partial(os.write, file)
        dumps_chunks(obj, write, default, option, indent, put_rest_of_raw)
    elif kind == "path" or kind == "path?" and is_path(file, "write"):
        from jsonde.replace import write_path

        write_path(os.fspath(file), obj, (default, option, indent), atomic)
    else:
        write_object(file, obj, (default, option, indent))


def load(file, /, *, option=None, mmap=False):
    """Read one JSON document from a file, and return what it means.

    file: a path (str, bytes or os.PathLike), a file descriptor, or a file
    object, binary or text; the last two are read from where they stand to
    their end, and stay open.
    option: that of loads().
    mmap: map a regular file that a path names, and copy it from there, instead
    of reading it. If another process truncates the file meanwhile, the
    operating system ends this one (SIGBUS).

    Raises what loads() raises, and whatever the file raises. A JSONDecodeError
    has the name of the file as filename.
    """
    try:
        if type(file) in KNOWN:
            data = file.read()
        else:
            kind = KINDS.get(type(file)) or kind_of(type(file))
            if kind == "path" or kind == "path?" and is_path(file, "read"):
                return load_path(os.fspath(file), option, mmap)
            if kind == "descriptor":
                data = read_all(file, CHUNK)
            else:
                data = file.read()
            if data is None:
                raise BlockingIOError(errno.EAGAIN, "the file would block")
        return loads(data) if option is None else loads(data, option=option)
    except JSONDecodeError as error:
        if error.filename is None:
            error.filename = name_of(file)
        raise


def load_path(path, option, mmap):
    """Does what load() does with a path."""
    try:
        with open(path, "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            view = map_whole(file.fileno(), size) if mmap and size else None
            if view is None:
                data = read_all(file.fileno(), size + 1 if size else CHUNK)
                return loads(data, option=option)
            with view:
                return loads(view, option=option)
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = path
        raise
    except JSONDecodeError as error:
        error.filename = path
        raise


def name_of(file):
    """Returns the name of a file object, or None. Descriptors have none."""
    name = getattr(file, "name", None)
    return name if isinstance(name, (str, bytes)) else None


# ---------------------------------------------------------------------- kinds

# The kinds of classes that were seen: those of a program are few.
KINDS = {}
MOST_KINDS = 64


def kind_of(kind):
    """Returns what the objects of a class are, as their class tells it.

    "descriptor", "path"; "path?" if it has __fspath__(), and may be a file all
    the same; "text" takes str; "raw" takes a part, or None of it; "binary"
    takes bytes, and "any" too, unless its mode says otherwise.
    """
    found = "path?" if hasattr(kind, "__fspath__") else file_kind(kind)
    if issubclass(kind, int):
        found = "descriptor"
    elif issubclass(kind, (str, bytes)):
        found = "path"
    if len(KINDS) >= MOST_KINDS:
        KINDS.clear()  # classes must be able to end
    KINDS[kind] = found
    return found


def file_kind(kind):
    """Returns the kind of a class of file objects."""
    text = (io.TextIOBase, codecs.StreamWriter, codecs.StreamReaderWriter)
    if issubclass(kind, text):
        return "text"
    if issubclass(kind, io.RawIOBase):
        return "raw"
    return "binary" if issubclass(kind, io.BufferedIOBase) else "any"


def has_text_mode(file):
    """Tells whether a file object says that it takes str, as wrappers do."""
    mode = getattr(file, "mode", None)
    return isinstance(mode, str) and "b" not in mode


def is_path(file, method):
    """Tells whether an object with __fspath__() names a file, and is none.

    An object with the method of a file ("read" or "write") is a file. The
    paths of the library py have both methods, and open() instead of close().
    """
    if not hasattr(file, method):
        return True
    return hasattr(file, "open") and not hasattr(file, "close")


# ----------------------------------------------------------------------- read


def map_whole(descriptor, size):
    """An mmap of a file's bytes, or None where it cannot be had."""
    import mmap

    # All pages at once, where that is known: one by one they cost more.
    flags = mmap.MAP_PRIVATE | getattr(mmap, "MAP_POPULATE", 0)
    try:
        return mmap.mmap(descriptor, size, flags=flags, prot=mmap.PROT_READ)
    except (OSError, ValueError):
        return None


def read_all(descriptor, size):
    """Returns what is left of a file, as bytes; it has probably less than size.

    The classes of io stop where a descriptor would block, without an error:
    os.read() raises BlockingIOError.
    """
    chunks = [os.read(descriptor, size)]
    while chunks[-1]:
        chunks.append(os.read(descriptor, CHUNK))
    return chunks[0] if len(chunks) <= 2 else b"".join(chunks)


# ---------------------------------------------------------------------- write


def write_object(file, obj, arguments):
    """Writes obj as JSON to a file object.

    arguments: default, option and indent.
    """
    kind = KINDS.get(type(file)) or kind_of(type(file))
    if kind == "path?":
        kind = file_kind(type(file))
    if kind == "any" and has_text_mode(file):
        kind = "text"
    if kind == "text":
        dumps_chunks(obj, text_sink(file.write), *arguments, None)
    elif kind == "raw":
        dumps_chunks(obj, file.write, *arguments, put_rest_of_raw)
    else:
        dumps_chunks(obj, file.write, *arguments, put_rest)


def is_part(taken, size):
    """Tells whether a result of write() says that it took less than size.

    Objects that are no raw files return what they like: None, or True.
    """
    is_count = isinstance(taken, int) and not isinstance(taken, bool)
    return is_count and taken < size


def text_sink(write):
    """Returns what takes bytes of UTF-8 and writes all of them as str."""

    def put(chunk):
        text = str(chunk, "utf-8")
        taken = write(text)
        while is_part(taken, len(text)):
            text = text[some(taken) :]
            taken = write(text)

    return put


def put_rest(write, chunk, taken):
    """Gives the rest of a chunk to write(), which has returned taken."""
    if is_part(taken, len(chunk)):
        rest = chunk[some(taken) :]
        write_rest(lambda view: write(bytes(view)), rest)


def put_rest_of_raw(write, chunk, taken):
    """Does the same where write() is that of a raw file, which takes any
    buffer and returns None where it would block.
    """
    if taken is None:
        raise BlockingIOError(errno.EAGAIN, "the file would block")
    if is_part(taken, len(chunk)):
        write_rest(write, chunk[some(taken) :])


def some(taken):
    """Returns taken, unless write() would never take anything."""
    if taken <= 0:
        raise OSError(errno.EIO, f"the file's write() returned {taken}")
    return taken


def write_rest(write, rest):
    """Lets io.BufferedWriter call write() as often as it takes."""
    raw = Raw(write)
    try:
        writer = io.BufferedWriter(raw)
        writer.write(rest)
        writer.flush()
    finally:
        raw.close()  # the writer must not write again when it ends


class Raw(io.RawIOBase):
    """A raw file for BufferedWriter in place of the user's, which stays open."""

    def __init__(self, write):
        self.put = write

    def writable(self):
        return True

    def write(self, view):
        taken = self.put(view)
        return taken if taken is None else some(taken)
