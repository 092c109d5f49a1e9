# SPDX-License-Identifier: MIT
"""load(), and the part of dump() that is not written in C.

A file is a path, a descriptor or a file object. kind_of() tells which, by the
class of the object, and caches the answer.
"""

import codecs
import errno
import io
import os

from jsonde._implementation import dumps_chunks, loads

__all__ = ["load"]

CHUNK = 1 << 16

# Classes of file objects whose read() needs no further checks.
KNOWN = frozenset(
    (io.BufferedReader, io.BufferedRandom, io.BytesIO)
    + (io.TextIOWrapper, io.StringIO)
)


def dump_other(obj, file, default, option, indent, atomic):
    """Write obj to a file whose class dump() does not handle in C."""
    kind = KINDS.get(type(file)) or kind_of(type(file))
    if kind == "any" and not has_text_mode(file):
        dumps_chunks(obj, file.write, default, option, indent, put_rest)
    elif kind == "raw" or kind == "descriptor":
        write = file.write if kind == "raw" else descriptor_sink(file)
        dumps_chunks(obj, write, default, option, indent, put_rest_of_raw)
    elif kind == "path" or kind == "path?" and is_path(file, "write"):
        from jsonde.replace import write_path

        write_path(os.fspath(file), obj, (default, option, indent), atomic)
    else:
        write_object(file, obj, (default, option, indent))


def load(file, /, *, option=None, mmap=False):
    """Read one JSON document from a file and return its value.

    file: a path (str, bytes or os.PathLike), a file descriptor, or a binary
    or text file object. A descriptor or a file object is read from its
    current position to its end, and stays open.
    option: as for loads().
    mmap: map a regular file that a path names, and copy the text from the
    mapping instead of reading the file. If another process truncates the
    file during the copy, the operating system ends this process (SIGBUS).

    Raises the exceptions of loads() and of the file. A JSONDecodeError has
    the name of the file as filename.
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
    except ValueError as error:
        if is_decode_error(error) and error.filename is None:
            error.filename = name_of(file)
        raise


def load_path(path, option, mmap):
    """Read one JSON document from the file at a path and return its value."""
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
    except ValueError as error:
        if is_decode_error(error):
            error.filename = path
        raise


def is_decode_error(error):
    """Tell whether a ValueError is a JSONDecodeError, whose import is slow."""
    from jsonde.errors import JSONDecodeError

    return isinstance(error, JSONDecodeError)


def name_of(file):
    """Return the name of a file object, or None. A descriptor has no name."""
    name = getattr(file, "name", None)
    return name if isinstance(name, (str, bytes)) else None


# ---------------------------------------------------------------------- kinds

# Caches the kind of each class. A program uses few classes.
KINDS = {}
MOST_KINDS = 64


def kind_of(kind):
    """Return the kind of the objects of a class.

    "descriptor": an int.
    "path": str or bytes.
    "path?": has __fspath__(), but may also be a file object.
    "text": a file object that takes str.
    "raw": a file object whose write() may write less, or return None.
    "binary": a file object that takes bytes.
    "any": another file object; takes bytes unless its mode says otherwise.
    """
    found = "path?" if hasattr(kind, "__fspath__") else file_kind(kind)
    if issubclass(kind, int):
        found = "descriptor"
    elif issubclass(kind, (str, bytes)):
        found = "path"
    if len(KINDS) >= MOST_KINDS:
        KINDS.clear()  # the cache must not keep many classes alive
    KINDS[kind] = found
    return found


def file_kind(kind):
    """Return the kind of a class of file objects."""
    text = (io.TextIOBase, codecs.StreamWriter, codecs.StreamReaderWriter)
    if issubclass(kind, text):
        return "text"
    if issubclass(kind, io.RawIOBase):
        return "raw"
    return "binary" if issubclass(kind, io.BufferedIOBase) else "any"


def has_text_mode(file):
    """Tell whether the mode of a file object says that it takes str."""
    mode = getattr(file, "mode", None)
    return isinstance(mode, str) and "b" not in mode


def is_path(file, method):
    """Tell whether an object with __fspath__() is a path and not a file object.

    An object with the method ("read" or "write") is a file object. The paths
    of the library py are an exception: they have both methods, but they have
    open() instead of close().
    """
    if not hasattr(file, method):
        return True
    return hasattr(file, "open") and not hasattr(file, "close")


# ----------------------------------------------------------------------- read


def map_whole(descriptor, size):
    """Return a mapping of a file's bytes, or None if the file has none."""
    import mmap

    if hasattr(mmap, "MAP_PRIVATE"):
        # MAP_POPULATE maps all pages at once, which is faster than page faults.
        flags = mmap.MAP_PRIVATE | getattr(mmap, "MAP_POPULATE", 0)
        ways = {"flags": flags, "prot": mmap.PROT_READ}
    else:  # Windows
        ways = {"access": mmap.ACCESS_READ}
    try:
        return mmap.mmap(descriptor, size, **ways)
    except (OSError, ValueError):
        return None


def read_all(descriptor, size):
    """Return the rest of a file as bytes. size: more than the expected length.

    os.read() raises BlockingIOError if the descriptor would block. The
    classes of io would return a part without an error.
    """
    chunks = [os.read(descriptor, size)]
    while chunks[-1]:
        chunks.append(os.read(descriptor, CHUNK))
    return chunks[0] if len(chunks) <= 2 else b"".join(chunks)


# ---------------------------------------------------------------------- write


def kind_of_file(file):
    """Return the kind of a file object: "text", "raw" or another one."""
    kind = KINDS.get(type(file)) or kind_of(type(file))
    if kind == "path?":
        kind = file_kind(type(file))
    return "text" if kind == "any" and has_text_mode(file) else kind


def write_object(file, obj, arguments):
    """Write obj as JSON to a file object.

    arguments: default, option and indent.
    """
    kind = kind_of_file(file)
    if kind == "text":
        dumps_chunks(obj, text_sink(file.write), *arguments, None)
    elif kind == "raw":
        dumps_chunks(obj, file.write, *arguments, put_rest_of_raw)
    else:
        dumps_chunks(obj, file.write, *arguments, put_rest)


def is_part(taken, size):
    """Tell whether the result of a write() means that it wrote less than size.

    Objects that are not raw files may return anything, such as None or True.
    """
    is_count = isinstance(taken, int) and not isinstance(taken, bool)
    return is_count and taken < size


def whole_sink(file):
    """Return a function that writes a chunk of UTF-8 completely to a file object
    or a descriptor."""
    kind = kind_of_file(file)
    if kind == "text":
        return text_sink(file.write)
    write = descriptor_sink(file) if kind == "descriptor" else file.write
    put = put_rest_of_raw if kind in ("raw", "descriptor") else put_rest
    return lambda chunk: put(write, chunk, write(chunk))


def descriptor_sink(descriptor):
    """Return a function that writes a chunk to a file descriptor."""
    return lambda chunk: os.write(descriptor, chunk)


def text_sink(write):
    """Return a function that writes a chunk of UTF-8 completely, as str."""

    def put(chunk):
        text = str(chunk, "utf-8")
        taken = write(text)
        while is_part(taken, len(text)):
            text = text[require_progress(taken) :]
            taken = write(text)

    return put


def put_rest(write, chunk, taken):
    """Write the rest of a chunk, after write() has returned taken."""
    if is_part(taken, len(chunk)):
        rest = chunk[require_progress(taken) :]
        write_rest(lambda view: write(bytes(view)), rest)


def put_rest_of_raw(write, chunk, taken):
    """Write the rest of a chunk to a raw file, after write() returned taken.

    The write() of a raw file takes any buffer. It returns None if it would
    block.
    """
    if taken is None:
        raise BlockingIOError(errno.EAGAIN, "the file would block")
    if is_part(taken, len(chunk)):
        write_rest(write, chunk[require_progress(taken) :])


def require_progress(taken):
    """Return taken. Raise OSError if write() made no progress."""
    if taken <= 0:
        raise OSError(errno.EIO, f"the file's write() returned {taken}")
    return taken


def write_rest(write, rest):
    """Write all of rest with as many calls of write() as needed."""
    raw = Raw(write)
    try:
        writer = io.BufferedWriter(raw)
        writer.write(rest)
        writer.flush()
    finally:
        raw.close()  # the writer must not write again when it is freed


class Raw(io.RawIOBase):
    """A raw file that calls write(). Closing it leaves the user's file open."""

    def __init__(self, write):
        self.put = write

    def writable(self):
        return True

    def write(self, view):
        taken = self.put(view)
        return taken if taken is None else require_progress(taken)
