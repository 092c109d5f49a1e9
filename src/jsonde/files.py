# SPDX-License-Identifier: MIT
"""Documents from and to files."""

import codecs
import io
import os
import stat

from jsonde._jsonde import dumps_chunks


def dump(obj, file, default=None, option=None, *, indent=None):
    """Write obj as JSON to a file, in chunks of some 64 KiB.

    file: a path (str, bytes or os.PathLike), a file descriptor, or a file
    object, binary or text. What a path names is replaced only when all is
    written, in one step; it keeps its mode. When that fails, it stays as it
    was.
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
    mode = mode_of(path)
    if mode is not None and not stat.S_ISREG(mode):
        with open(path, "wb", buffering=0) as file:
            produce(lambda chunk: write_all(file.fileno(), chunk))
        return
    path = os.path.realpath(path)
    descriptor, beside = create_beside(path)
    try:
        try:
            if mode is not None:
                os.fchmod(descriptor, stat.S_IMODE(mode))
            produce(lambda chunk: write_all(descriptor, chunk))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def mode_of(path):
    """st_mode, or None where nothing is."""
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def create_beside(path):
    """(descriptor, path) of a new file in the same folder, with the mode that
    open() gives a new file."""
    folder = os.path.dirname(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    while True:
        name = f".jsonde-{os.urandom(8).hex()}"
        beside = os.path.join(
            folder, os.fsencode(name) if isinstance(folder, bytes) else name
        )
        try:
            return os.open(beside, flags, 0o666), beside
        except FileExistsError:
            continue
