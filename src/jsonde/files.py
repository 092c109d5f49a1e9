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


def dump(obj, file, default=None, option=None, *, indent=None):
    """Write obj as JSON to a file, in chunks of some 64 KiB.

    file: a path (str, bytes or os.PathLike), a file descriptor, or a file
    object, binary or text. What a path names is replaced only when all is
    written, in one step; it keeps its mode, without the set-user-ID and
    set-group-ID bits. When that fails, it stays as it was.
    default, option, indent: as those of dumps().

    Raises JSONEncodeError, and whatever the file raises. What was written to a
    descriptor or a file object by then stays there.
    """
    keywords = {"default": default, "option": option, "indent": indent}
    if isinstance(file, int):
        dumps_chunks(obj, lambda chunk: write_all(file, chunk), **keywords)
    elif isinstance(file, (str, bytes, os.PathLike)):
        replace(file, lambda sink: dumps_chunks(obj, sink, **keywords))
    else:
        dumps_chunks(obj, sink_of(file), **keywords)


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
    if not isinstance(file, (str, bytes, os.PathLike)):
        return loads(read_object(file), option=option)
    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            code = errno.EISDIR
            raise IsADirectoryError(code, os.strerror(code), file)
        if mmap and stat.S_ISREG(status.st_mode) and status.st_size:
            view = map_whole(descriptor, status.st_size)
            if view is not None:
                with view:
                    return loads(view, option=option)
        size = status.st_size + 1 if status.st_size else CHUNK
        return loads(read_all(descriptor, size), option=option)
    finally:
        os.close(descriptor)


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
    """What is left of a file, as bytes; it has probably less than size."""
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


def write_all(descriptor, chunk):
    """os.write() as often as it takes."""
    with memoryview(chunk) as rest:
        while rest.nbytes:
            rest = rest[os.write(descriptor, rest) :]


def sink_of(file):
    """What takes bytes and writes them to a file object."""
    write = file.write
    if is_text(file):
        return lambda chunk: write(str(chunk, "utf-8"))
    if isinstance(file, io.RawIOBase):
        return lambda chunk: write_raw(write, chunk)
    return write


def write_raw(write, chunk):
    """As often as it takes, as a raw file may write a part only."""
    with memoryview(chunk) as rest:
        while rest.nbytes:
            written = write(rest)
            if written is None:
                raise BlockingIOError("the file would block")
            rest = rest[written:]


def is_text(file):
    """Whether a file object takes str. Of one that does not say, no."""
    text = (io.TextIOBase, codecs.StreamWriter, codecs.StreamReaderWriter)
    if isinstance(file, text):
        return True
    if isinstance(file, (io.RawIOBase, io.BufferedIOBase)):
        return False
    mode = getattr(file, "mode", None)
    return "b" not in mode if isinstance(mode, str) else False


def replace(path, produce):
    """Calls produce(sink) with a new file beside path, which then takes its
    place. A symbolic link goes on pointing where it did; what is no ordinary
    file (a pipe, a device) is written as it is."""
    status = status_of(path)
    mode = 0 if status is None else status.st_mode
    if status is not None and not stat.S_ISREG(mode):
        with open(path, "wb", buffering=0) as file:
            produce(lambda chunk: write_all(file.fileno(), chunk))
        return
    path = os.path.realpath(path)
    private = 0o666 if status is None else mode & 0o600
    descriptor, beside = create_beside(path, private)
    try:
        try:
            produce(lambda chunk: write_all(descriptor, chunk))
            if status is not None:
                os.fchmod(descriptor, mode_for(descriptor, status))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def status_of(path):
    """That of os.stat(), or None where nothing is."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def mode_for(descriptor, status):
    """The mode of an open file that takes the place of one with this status.
    It also gets its group; where that is refused, the group of the new file
    may do no more than others might before."""
    mode = status.st_mode & 0o1777
    if os.fstat(descriptor).st_gid != status.st_gid:
        try:
            os.fchown(descriptor, -1, status.st_gid)
        except OSError:
            mode &= ~0o070 | (mode & 0o007) << 3
    return mode


def create_beside(path, mode):
    """(descriptor, path) of a new file in the same folder. It never
    has a permission that mode lacks."""
    folder = os.path.dirname(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    while True:
        name = f".jsonde-{os.urandom(8).hex()}"
        beside = os.path.join(
            folder, os.fsencode(name) if isinstance(folder, bytes) else name
        )
        try:
            return os.open(beside, flags, mode), beside
        except FileExistsError:
            continue
