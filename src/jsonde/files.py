# SPDX-License-Identifier: MIT
"""Documents from and to files."""

import codecs
import errno
import io
import os
import stat

from jsonde._jsonde import dumps_chunks, loads

__all__ = ["dump", "load"]

CHUNK = 1 << 16

# The classes whose write() always takes all bytes that it is given.
WHOLE = frozenset((io.BufferedWriter, io.BufferedRandom, io.BytesIO))


def dump(obj, file, default=None, option=None, *, indent=None, atomic=True):
    """Write obj as JSON to a file, in chunks of some 64 KiB.

    file: a path (str, bytes or os.PathLike), a file descriptor, or a file
    object, binary or text.
    default, option, indent: as those of dumps().
    atomic: replace the regular file that a path names in one step, when all is
    written; if anything fails, the old file stays as it was. With False the
    file is written in place, as open(path, "wb") would. Devices, pipes and
    links to open files (/dev/stdout) are written in place in any case.

    Raises JSONEncodeError, and whatever the file raises. What was written to a
    descriptor or a file object by then stays there.
    """
    if type(file) in WHOLE:
        dumps_chunks(obj, file.write, default, option, indent=indent)
    elif isinstance(file, int):
        sink = binary_sink(lambda chunk: os.write(file, chunk), True)
        dumps_chunks(obj, sink, default, option, indent=indent)
    elif is_path(file, "write"):
        from jsonde.replace import write_path

        write_path(
            os.fspath(file),
            lambda sink: dumps_chunks(
                obj, sink, default, option, indent=indent
            ),
            atomic,
        )
    else:
        dumps_chunks(obj, sink_of(file), default, option, indent=indent)


def load(file, /, *, option=None, mmap=False):
    """Read one JSON document from a file, and return what it means.

    file: a path (str, bytes or os.PathLike), a file descriptor, or a file
    object, binary or text; the last two are read from where they stand to
    their end, and stay open.
    option: that of loads().
    mmap: map a regular file that a path names, and copy it from there, instead
    of reading it. If another process truncates the file meanwhile, the
    operating system ends this one (SIGBUS).

    Raises what loads() raises, and whatever the file raises.
    """
    if isinstance(file, int):
        return loads(read_all(file, CHUNK), option=option)
    if not is_path(file, "read"):
        return loads(read_object(file), option=option)
    path = os.fspath(file)
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            code = errno.EISDIR
            raise IsADirectoryError(code, os.strerror(code), path)
        if mmap and stat.S_ISREG(status.st_mode) and status.st_size:
            view = map_whole(descriptor, status.st_size)
            if view is not None:
                with view:
                    return loads(view, option=option)
        size = status.st_size + 1 if status.st_size else CHUNK
        return loads(read_all(descriptor, size), option=option)
    finally:
        os.close(descriptor)


def is_path(file, method):
    """Tells whether file names a file, and is none itself.

    An object with the method of a file ("read" or "write") is a file even if
    it has __fspath__() too. The paths of the library py have both methods,
    and open() instead of close().
    """
    if isinstance(file, (str, bytes)):
        return True
    if not hasattr(type(file), "__fspath__"):
        return False
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


def read_object(file):
    """What is left of a file object, as that gives it."""
    data = file.read()
    if data is None:
        raise BlockingIOError("the file would block")
    return data


# ---------------------------------------------------------------------- write


def sink_of(file):
    """Returns what takes bytes and writes all of them to a file object."""
    if is_text(file):
        return text_sink(file.write)
    return binary_sink(file.write, isinstance(file, io.RawIOBase))


def is_text(file):
    """Whether a file object takes str. Of one that does not say, no."""
    text = (io.TextIOBase, codecs.StreamWriter, codecs.StreamReaderWriter)
    if isinstance(file, text):
        return True
    if isinstance(file, (io.RawIOBase, io.BufferedIOBase)):
        return False
    mode = getattr(file, "mode", None)
    return "b" not in mode if isinstance(mode, str) else False


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


def binary_sink(write, is_raw):
    """Returns what takes bytes and gives all of them to write().

    is_raw: write() is that of a raw file, which takes any buffer and returns
    None where it would block.
    """

    def put(chunk):
        taken = write(chunk)
        if taken is None and is_raw:
            raise BlockingIOError(errno.EAGAIN, "the file would block")
        if is_part(taken, len(chunk)):
            write_rest(write, is_raw, chunk[some(taken) :])

    return put


def some(taken):
    """Returns taken, unless write() would never take anything."""
    if taken <= 0:
        raise OSError(errno.EIO, f"the file's write() returned {taken}")
    return taken


def write_rest(write, is_raw, rest):
    """Lets io.BufferedWriter call write() as often as it takes."""
    raw = Raw(write if is_raw else lambda view: write(bytes(view)))
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
