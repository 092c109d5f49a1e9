# SPDX-License-Identifier: MIT
"""load() from a path, a descriptor and a file object, and from special files."""

import contextlib
import errno
import gzip
import inspect
import io
import mmap
import os
import pathlib
import pickle
import socket
import tempfile
import threading

import jsonde
import jsonde.files
import pytest
from conftest import options
from jsonde import JSONDecodeError, dump, dumps, load, loads

VALUE = {"a": [1, 2.5, "\u20ac", None], "caf\xe9": "x" * 50}
DATA = dumps(VALUE)
LONG = [f"\u20ac{i}" for i in range(100000)]
LONG_DATA = dumps(LONG)
LINUX = os.name == "posix" and os.path.exists("/proc/self/status")
KINDS = [str, os.fsencode, pathlib.Path, type("Str", (str,), {})]


class PathLike:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


def is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def count_open():
    """Returns the number of open descriptors."""
    if os.name == "nt":
        return sum(map(is_open, range(256)))
    return len(os.listdir("/proc/self/fd" if LINUX else "/dev/fd"))


@contextlib.contextmanager
def nothing_stays_open():
    before = count_open()
    yield
    assert count_open() == before


@contextlib.contextmanager
def writer(make, data, piece=10**9):
    """Writes data to a file in pieces in another thread, and closes it."""

    def run():
        with make() as file:
            for i in range(0, len(data), piece):
                file.write(data[i : i + piece])
                file.flush()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield
    thread.join(60)
    assert not thread.is_alive()


@pytest.fixture(params=[True, False], ids=["mapped", "read"])
def mapped(request):
    """Both values of `map`: regular files are mapped, or read."""
    return request.param


def failed(file, option=None, mmap=False):
    with pytest.raises(JSONDecodeError) as caught:
        load(file, option=option, mmap=mmap)
    return caught.value


# ----------------------------------------------------------------------- paths


@pytest.mark.parametrize("kind", [*KINDS, PathLike])
@pytest.mark.parametrize("data", [DATA, LONG_DATA], ids=["short", "long"])
def test_path(tmp_path, kind, data, mapped):
    path = tmp_path / "caf\xe9.json"
    path.write_bytes(data)
    with nothing_stays_open():
        for _ in range(2):
            assert load(kind(str(path)), mmap=mapped) == loads(data)
    assert path.read_bytes() == data


def test_relative_path_and_link(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    dump(VALUE, "file")
    os.symlink("file", "link")
    assert load("file") == load(b"./link") == VALUE


def test_signature():
    assert str(inspect.signature(load)) == "(file, /, *, option=None, mmap=False)"
    assert load.__doc__ and "load" in jsonde.__all__
    for arguments, named in (((), {}), ((), {"file": "a"}), (("a", None), {})):
        with pytest.raises(TypeError):
            load(*arguments, **named)


def test_options(tmp_path):
    (tmp_path / "a").write_bytes(b'{"a": 1.50, "b": NaN, } // ')
    option = options("DECIMAL NAN_LITERAL JSONC")
    want = repr(loads((tmp_path / "a").read_bytes(), option=option))
    with open(tmp_path / "a", "rb") as file:
        for source in (tmp_path / "a", file.fileno(), io.BytesIO(file.read())):
            file.seek(0)
            assert repr(load(source, option=option)) == want
    with pytest.raises(ValueError, match="does not take OPT_INDENT_2"):
        load(tmp_path / "a", option=options("INDENT_2"))
    with pytest.raises(ValueError, match="option must be an int or None"):
        load(tmp_path / "a", option="DECIMAL")


SIZES = [n * mmap.PAGESIZE + d for n in (1, 2, 16) for d in (-1, 0, 1)]


@pytest.mark.parametrize("size", SIZES)
def test_file_that_ends_where_a_page_does(tmp_path, size, mapped):
    """Ends with a string, number, literal, white space or nothing, up to the last
    byte."""
    path = tmp_path / "a"
    for start, fill, end in (
        *(
            (b'["', b"x", b'"]'),
            (b'"', b"\xe9", b'"'),
            (b"[1,", b" ", b"12345]"),
        ),
        *((b"[0.", b"1", b"]"), (b"", b" ", b"true"), (b"1", b"\n", b"")),
        *((b'"', b"x", b""), (b'["a', b"\\", b""), (b"[", b" ", b"tru")),
    ):
        data = start + fill * (size - len(start) - len(end)) + end
        path.write_bytes(data)
        try:
            want = loads(data)
        except JSONDecodeError as error:
            got = failed(path, mmap=mapped)
            assert (got.msg, got.pos) == (error.msg, error.pos)
            assert got.incomplete == error.incomplete
            continue
        assert load(path, mmap=mapped) == want


def test_mapped_only_when_asked(tmp_path, monkeypatch):
    """Another process that truncates a mapped file ends this process by a signal."""
    path = tmp_path / "a"
    path.write_text('"%s"' % ("x" * (1 << 22)))
    seen = []
    make = jsonde.files.map_whole
    monkeypatch.setattr(
        jsonde.files, "map_whole", lambda *a: seen.append(a) or make(*a)
    )
    with nothing_stays_open():
        assert load(path) == "x" * (1 << 22)
        assert load(str(path), mmap=False) == "x" * (1 << 22)
        assert not seen
        assert load(path, mmap=True) == "x" * (1 << 22)
        assert len(seen) == 1
    with open(path, "rb") as file:
        assert load(file, mmap=True) == "x" * (1 << 22)
    assert len(seen) == 1


def test_what_cannot_be_mapped(tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    assert failed(tmp_path / "empty", mmap=True).doc == ""
    assert failed(os.devnull, mmap=True).doc == ""
    with pytest.raises(IsADirectoryError):
        load(tmp_path, mmap=True)


def test_value_outlives_the_file(tmp_path, mapped):
    """No value and no exception refers to the mapped pages."""
    path = tmp_path / "a"
    for data in (LONG_DATA, LONG_DATA[:-1], b'"%s"' % (b"x" * 10**6)):
        path.write_bytes(data)
        try:
            value = load(path, mmap=mapped)
        except JSONDecodeError as error:
            value = error.doc
        with open(path, "r+b") as file:
            file.write(bytes(len(data)))
        if isinstance(value, str) and value[0] != "x":
            assert value == data.decode()
        else:
            assert value == loads(data)
        os.truncate(path, 0)
        assert len(repr(value)) >= len(data.decode())


@pytest.mark.parametrize("kind", KINDS)
def test_no_such_file(tmp_path, kind):
    with nothing_stays_open():
        with pytest.raises(FileNotFoundError) as caught:
            load(kind(str(tmp_path / "none")))
        assert os.fsdecode(caught.value.filename) == str(tmp_path / "none")
        with pytest.raises(IsADirectoryError):
            load(kind(str(tmp_path)))
        with pytest.raises(NotADirectoryError):
            (tmp_path / "file").write_bytes(b"1")
            load(kind(str(tmp_path / "file" / "none")))
        with pytest.raises(ValueError):
            load(kind("a\0b"))
        with pytest.raises(OSError):
            load(kind("x" * 5000))


def test_wrong_documents(tmp_path, mapped):
    path = tmp_path / "a"
    with nothing_stays_open():
        for data in (
            *(b"", b" ", b"[1", b"\xef\xbb\xbf1", '"\xe9"'.encode("utf-16")),
            *(b'"\xff"', LONG_DATA[:-1], LONG_DATA + b"]", b"\0" * 5000),
        ):
            path.write_bytes(data)
            with pytest.raises(JSONDecodeError) as caught:
                loads(data)
            for source in (path, str(path), io.BytesIO(data)):
                got, want = failed(source, mmap=mapped), caught.value
                assert (got.msg, got.pos, got.doc) == (
                    *(want.msg, want.pos, want.doc),
                )
                assert got.incomplete == want.incomplete
                assert (got.lineno, got.colno) == (want.lineno, want.colno)


class Named(io.BytesIO):
    def __init__(self, name):
        super().__init__(b"[1")
        self.name = name


def test_errors_have_the_name(tmp_path, mapped):
    path = str(tmp_path / "caf\xe9.json")
    pathlib.Path(path).write_bytes(b'[1, "\n"]')
    with open(path, "rb") as binary, open(path, encoding="utf-8") as text:
        for file, name in (
            *((kind(path), os.fspath(kind(path))) for kind in KINDS),
            *((PathLike(path), path), (binary, path), (text, path)),
            *((Named(path), path), (Named(b"a"), b"a")),
        ):
            error = failed(file, mmap=mapped)
            assert error.filename == name and type(error.filename) is type(name)
            assert str(error).endswith(f" (char {error.pos}): {name!r}")
            assert str(error).startswith(error.msg + ": line ")
            if type(name) not in (str, bytes):
                continue
            again = pickle.loads(pickle.dumps(error))
            assert str(again) == str(error) and again.filename == name
    for file in (Named(None), Named(3), Named(["a"]), io.StringIO("[")):
        error = failed(file)
        assert error.filename is None and str(error).endswith(")")
    with pytest.raises(JSONDecodeError) as caught:
        loads("[")
    assert caught.value.filename is None


def test_errors_of_reading_have_the_path(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"[]")

    def fail(*_):
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(os, "read", fail)
    with pytest.raises(OSError, match="no") as caught:
        load(tmp_path / "a")
    assert caught.value.filename == str(tmp_path / "a")


# ----------------------------------------------------------------- descriptors


@pytest.mark.parametrize("data", [DATA, LONG_DATA], ids=["short", "long"])
def test_descriptor(tmp_path, data):
    path = tmp_path / "a"
    path.write_bytes(b"# 1\n" + data)
    with open(path, "rb", buffering=0) as file, nothing_stays_open():
        os.lseek(file.fileno(), 4, os.SEEK_SET)
        assert load(file.fileno()) == loads(data)
        assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == 4 + len(data)
        error = failed(file.fileno())
        assert (error.msg, error.doc) == ("Input is a zero-length, empty document", "")
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        error = failed(file.fileno())
        assert (error.pos, error.doc) == (0, (b"# 1\n" + data).decode())
        os.lseek(file.fileno(), 10**7, os.SEEK_SET)
        assert failed(file.fileno()).doc == ""
        os.fstat(file.fileno())  # the file is still open


def test_descriptor_that_is_none(tmp_path):
    for closed in (10**6, -1, 2**31 - 1):
        with pytest.raises(OSError):
            load(closed)
    for large in (2**31, 2**64, -(2**40)):
        with pytest.raises((OSError, OverflowError, ValueError, TypeError)):
            load(large)
    with open(tmp_path / "a", "wb") as file, pytest.raises(OSError):
        load(file.fileno())


@pytest.mark.parametrize("piece", [1, 7, 5000, 10**9])
def test_pipe(piece):
    data = DATA if piece < 10 else LONG_DATA
    reader, end = os.pipe()
    file = os.fdopen(end, "wb")
    with writer(lambda: file, data, piece):
        assert load(reader) == loads(data)
    assert os.read(reader, 1) == b""
    os.close(reader)


@pytest.mark.parametrize(
    "data", [DATA, LONG_DATA, b""], ids=["short", "long", "empty"]
)
def test_fifo(tmp_path, data):
    os.mkfifo(tmp_path / "fifo")
    with writer(lambda: open(tmp_path / "fifo", "wb"), data):
        if data:
            assert load(tmp_path / "fifo") == loads(data)
        else:
            assert failed(tmp_path / "fifo").doc == ""


def test_socket():
    ours, theirs = socket.socketpair()
    file = theirs.makefile("wb")
    theirs.close()  # the export ends with the file
    with ours, writer(lambda: file, DATA):
        assert load(ours.fileno()) == VALUE


@pytest.mark.skipif(not LINUX, reason="no /proc")
def test_files_without_a_size():
    """Regular files of size 0 that have contents, as in /proc."""
    for name in ("/proc/self/status", "/proc/meminfo"):
        first = pathlib.Path(name).read_text().split()[0]
        with nothing_stays_open():
            assert failed(name).doc.split()[0] == first
            with open(name, "rb") as file:
                assert failed(file.fileno()).doc.split()[0] == first
    whole = pathlib.Path("/proc/filesystems").read_text()
    assert failed("/proc/filesystems").doc == whole


def test_devices():
    assert failed(os.devnull).msg == "Input is a zero-length, empty document"
    with open(os.devnull, "rb") as file:
        assert failed(file.fileno()).incomplete is True


# ---------------------------------------------------------------- file objects


def test_file_objects(tmp_path):
    path = tmp_path / "a"
    for data in (DATA, LONG_DATA):
        value = loads(data)
        path.write_bytes(b"#\n" + data)
        for named in (
            {"mode": "rb"},
            {"mode": "rb", "buffering": 0},
            {"mode": "r", "encoding": "utf-8"},
            {"mode": "r+b"},
        ):
            with open(path, **named) as file:
                file.readline() if "b" not in named["mode"] else file.read(2)
                assert load(file) == value
                assert not file.closed and not file.read()
                assert failed(file).doc == ""
        for file in (io.BytesIO(data), io.StringIO(data.decode())):
            assert load(file) == value and not file.closed


def test_other_file_objects(tmp_path):
    path = tmp_path / "a"
    with open(path, "w", encoding="utf-16") as file:
        file.write(DATA.decode())
    with open(path, encoding="utf-16") as file:
        assert load(file) == VALUE
    with gzip.open(path, "wb") as file:
        file.write(DATA)
    with gzip.open(path, "rb") as file:
        assert load(file) == VALUE
    for make in (tempfile.TemporaryFile, tempfile.SpooledTemporaryFile):
        with make() as file:
            file.write(DATA)
            file.seek(0)
            assert load(file) == VALUE
    with open(path, "wb+") as file:
        file.write(DATA)
        file.seek(0)
        os.unlink(path)
        assert load(file) == VALUE


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, str])
def test_anything_that_reads(kind):
    class File:
        def read(self):
            return DATA.decode() if kind is str else kind(DATA)

    assert load(File()) == VALUE


def test_reading_fails(tmp_path):
    class Failing:
        def read(self):
            raise KeyError("why")

    with pytest.raises(KeyError, match="why"):
        load(Failing())
    for file in (None, 1.5, [], object(), load):
        with pytest.raises((TypeError, AttributeError)):
            load(file)
    with open(tmp_path / "a", "w", encoding="utf-8") as file:
        with pytest.raises(io.UnsupportedOperation):
            load(file)
    with pytest.raises(ValueError, match="closed"):
        load(file)
    (tmp_path / "a").write_bytes(b'"\xff"')
    with open(tmp_path / "a", encoding="utf-8") as file:
        with pytest.raises(UnicodeDecodeError):
            load(file)


def test_round_trip(tmp_path):
    for value in (VALUE, LONG, [], None, 1.5, "\U0001f600" * 40000):
        dump(value, tmp_path / "a")
        assert load(tmp_path / "a") == value
