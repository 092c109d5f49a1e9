# SPDX-License-Identifier: MIT
"""dump() to file objects and descriptors with partial writes, non-blocking writes,
errors or a path."""

import codecs
import errno
import inspect
import io
import json
import os
import tempfile
import threading

import jsonde
import pytest
from conftest import child_output
from jsonde import dump, dumps

VALUE = {"a": [1, 2.5, "\u20ac", None], "b": "x" * 50}
DATA = dumps(VALUE)
LONG = [f"\u20ac{i}" for i in range(50000)]
UNIX = os.name == "posix"


def test_file_objects(tmp_path):
    binary, text = io.BytesIO(), io.StringIO()
    dump(LONG, binary)
    dump(LONG, text)
    assert binary.getvalue() == text.getvalue().encode() == dumps(LONG)
    for mode, named in (
        ("wb", {}),
        ("wb", {"buffering": 0}),
        ("w", {"encoding": "utf-8"}),
        ("r+", {"encoding": "utf-8"}),
    ):
        with open(tmp_path / "file", mode, **named) as file:
            dump(LONG, file)
        assert (tmp_path / "file").read_bytes() == dumps(LONG)
    with open(tmp_path / "file", "w", encoding="utf-16") as file:
        dump(LONG, file)
    assert (tmp_path / "file").read_text("utf-16") == dumps(LONG).decode()
    for mode in ("w+", "w+b"):
        named = {} if "b" in mode else {"encoding": "utf-8"}
        for make in (tempfile.TemporaryFile, tempfile.SpooledTemporaryFile):
            with make(mode=mode, **named) as file:
                dump(LONG, file)
                file.seek(0)
                got = file.read()
            assert got in (dumps(LONG), dumps(LONG).decode())


def test_codecs():
    for encoding in ("utf-8", "utf-16"):
        binary = io.BytesIO()
        dump(VALUE, codecs.getwriter(encoding)(binary))
        assert json.loads(binary.getvalue().decode(encoding)) == VALUE


class Slow(io.RawIOBase):
    """A raw file that writes less than it is given, sometimes nothing."""

    def __init__(self, size=1000):
        self.got, self.size = b"", size

    def writable(self):
        return True

    def write(self, chunk):
        taken = bytes(chunk[: self.size])
        self.got += taken
        return len(taken)


@pytest.mark.parametrize("size", [1, 1000, 65536, 10**9])
def test_short_writes(size):
    file = Slow(size)
    value = LONG[:2000] if size == 1 else LONG
    dump(value, file)
    assert file.got == dumps(value)


class Part:
    """Not a class of io. It accepts a part of bytes or, with a mode, of str."""

    def __init__(self, size, text=False):
        self.got, self.size = [], size
        if text:
            self.mode = "w"
        self.kind = str if text else bytes

    def write(self, chunk):
        assert type(chunk) is self.kind
        self.got.append(chunk[: self.size])
        return len(self.got[-1])


class PartOfBuffered(Part, io.BufferedIOBase):
    pass


class PartOfText(Part, io.TextIOBase):
    pass


@pytest.mark.parametrize("size", [1, 1000, 65536, 10**9])
def test_short_writes_of_any_object(size):
    value = LONG[:2000] if size == 1 else LONG
    for file in (Part(size), PartOfBuffered(size)):
        dump(value, file)
        assert b"".join(file.got) == dumps(value)
    for file in (Part(size, True), PartOfText(size, True)):
        dump(value, file)
        assert "".join(file.got) == dumps(value).decode()


@pytest.mark.parametrize("told", [None, True, False, "all", 10**9, 2.5])
def test_what_write_returns_is_no_part(told):
    """If write() returns something other than a count, it took all."""

    class File:
        got = b""

        def write(self, chunk):
            self.got += chunk
            return told

    file = File()
    dump(LONG, file)
    assert file.got == dumps(LONG)


@pytest.mark.parametrize("told", [0, -1, [1000, 0], [1000, -5], [1000, 10**9]])
def test_file_that_takes_nothing(told):
    """This must raise an error, not loop forever."""
    for kind in (object, io.RawIOBase, io.BufferedIOBase, io.TextIOBase):
        results = iter(told if isinstance(told, list) else [told])
        if kind is io.TextIOBase and told == [1000, 10**9]:
            continue  # a count above the length of the text is not a partial write

        class File(kind):
            def write(self, chunk):
                return next(results)

        file = File()
        with pytest.raises(OSError):
            dump(LONG[:3000], file)
        assert next(results, None) is None
        assert not getattr(file, "closed", False)


SHORT = """
import jsonde, os, resource, signal, sys, tempfile
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))
value = "x" * 120000
kept = tempfile.TemporaryFile(buffering=0)
def files():
    yield tempfile.NamedTemporaryFile(buffering=0)
    yield tempfile.TemporaryFile(buffering=0)
    yield kept.fileno()
    yield open(sys.argv[1], "wb", buffering=0)
    yield os.open(sys.argv[1], os.O_WRONLY)
for file in files():
    try:
        jsonde.dump(value, file)
    except OSError as error:
        size = os.stat(file if type(file) is int else file.fileno()).st_size
        print(error.errno, size, getattr(file, "closed", False))
    if type(file) is not int:
        file.close()
kept.close()
"""


@pytest.mark.skipif(not UNIX, reason="no limits of files")
def test_size_limit(tmp_path):
    said = child_output(SHORT, str(tmp_path / "file"))
    assert said == "27 100000 False\n" * 5


def slow_reader(descriptor, size, got):
    """Drains a full pipe again and again."""
    while True:
        piece = os.read(descriptor, size)
        if not piece:
            return
        got.append(piece)


@pytest.mark.parametrize("kind", ["raw", "descriptor"])
def test_short_writes_of_a_pipe(kind):
    """A signal handler interrupts a write, and Python resumes it."""
    reader, writer = os.pipe()
    got = []
    thread = threading.Thread(target=slow_reader, args=(reader, 777, got))
    thread.start()
    with os.fdopen(writer, "wb", buffering=0) as file:
        dump(LONG, file if kind == "raw" else file.fileno())
        assert not file.closed
    thread.join()
    os.close(reader)
    assert b"".join(got) == dumps(LONG)


@pytest.mark.parametrize("kind", ["raw", "descriptor", "buffered", "path"])
def test_file_that_would_block(kind):
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        with os.fdopen(writer, "wb", buffering=0) as raw:
            file = raw
            if kind == "descriptor":
                file = raw.fileno()
            elif kind == "buffered":
                file = io.BufferedWriter(raw)
            elif kind == "path":
                file = f"/dev/fd/{raw.fileno()}"
            if kind == "path":  # opened again, and so blocking
                got = []
                arguments = (reader, 777, got)
                thread = threading.Thread(target=slow_reader, args=arguments)
                thread.start()
                dump(LONG, file)
                raw.close()
                thread.join()
                assert b"".join(got) == dumps(LONG)
                return
            with pytest.raises(BlockingIOError) as caught:
                dump(LONG, file)
            assert caught.value.errno == errno.EAGAIN
            if kind == "buffered":
                with pytest.raises(BlockingIOError):
                    file.close()
    finally:
        os.close(reader)


def test_signature():
    said = "(obj, file, default=None, option=None, *, indent=None, atomic=True)"
    assert str(inspect.signature(dump)) == said and dump.__doc__
    for arguments, named in (
        *(((), {}), ((1,), {}), ((1, io.BytesIO(), None, None, None), {})),
        *(((1, io.BytesIO()), {"file": 2}), ((1, io.BytesIO()), {"x": 2})),
    ):
        with pytest.raises(TypeError):
            dump(*arguments, **named)
    for file in (io.BytesIO(), io.StringIO(), Part(10**9)):
        with pytest.raises(jsonde.JSONEncodeError):
            dump(1, file, option=1 << 60)
        with pytest.raises(jsonde.JSONEncodeError):
            dump(1, file, indent="x")
        dump(default=str, option=None, indent=1, obj=[1j], file=file)


def test_fragment_that_is_no_text():
    for length in (1, 100000):
        value = ["x" * length, jsonde.Fragment(b'"\xff"')]
        file = io.BytesIO()
        dump(value, file)
        assert file.getvalue().endswith(b'"\xff"]')
        for value in (value, [value, LONG]):
            with pytest.raises(jsonde.JSONEncodeError, match="UTF-8"):
                dump(value, io.StringIO())


def test_classes_that_end(tmp_path):
    """The cache of file classes keeps few of them alive and stays correct."""
    import jsonde.files

    for i in range(200):
        base = (io.RawIOBase, io.TextIOBase, object)[i % 3]

        class File(base):
            got = "" if base is io.TextIOBase else b""

            def write(self, chunk):
                self.got += chunk[:1000]
                return len(chunk[:1000])

        file = File()
        dump(LONG[:500], file)
        want = dumps(LONG[:500])
        assert file.got == (want.decode() if i % 3 == 1 else want)
        assert len(jsonde.files.KINDS) <= jsonde.files.MOST_KINDS


class Both(io.BytesIO):
    """A file object that has a path as well."""

    def __init__(self, path, data=b""):
        super().__init__(data)
        self.path = path

    def __fspath__(self):
        return str(self.path)


class OnlyWrites:
    def __init__(self, path):
        self.got, self.path = b"", path

    def write(self, chunk):
        self.got += chunk

    def __fspath__(self):
        return str(self.path)


class LocalPath:
    """Like the classes of the library py: a path with read() and write()."""

    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return str(self.path)

    def open(self, mode="r"):
        return open(self.path, mode)

    def write(self, data, mode="w"):
        raise AssertionError("it is a path")

    read = write


def test_file_object_with_a_path(tmp_path):
    """The file is not opened again: earlier and later writes stay."""
    for kind, path in ((Both, tmp_path / "none"), (OnlyWrites, "none/none")):
        file = kind(path)
        file.write(b"#")
        dump(LONG, file)
        file.write(b"#")
        got = file.getvalue() if kind is Both else file.got
        assert got == b"#%s#" % dumps(LONG)
    assert os.listdir(tmp_path) == []

    class Text(io.TextIOWrapper):
        def __fspath__(self):
            return str(tmp_path / "none")

    with Text(open(tmp_path / "file", "wb"), encoding="utf-8") as file:
        file.write("#")
        dump(LONG, file)
    assert (tmp_path / "file").read_bytes() == b"#" + dumps(LONG)
    file = Both(tmp_path / "file", DATA)
    assert jsonde.load(file) == VALUE and not file.read()


def test_path_that_reads_and_writes(tmp_path):
    dump(VALUE, LocalPath(tmp_path / "file"))
    assert (tmp_path / "file").read_bytes() == DATA
    assert jsonde.load(LocalPath(tmp_path / "file")) == VALUE
