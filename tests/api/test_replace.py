# SPDX-License-Identifier: MIT
"""dump() to a path: files that are replaced in one step, attributes that the new
file keeps, files that are written in place, and the error if neither is possible."""

import errno
import os
import subprocess
import sys

import jsonde
import pytest
from conftest import child
from other_user import NOBODY, as_nobody, open_folder  # noqa: F401
from jsonde import JSONEncodeError, dump, dumps, load

LINUX = sys.platform == "linux"
ROOT = os.name == "posix" and os.geteuid() == 0
LONG = [f"\u20ac{i}" for i in range(50000)]
needs_root = pytest.mark.skipif(not ROOT, reason="not the superuser")
needs_proc = pytest.mark.skipif(
    not os.path.exists("/proc/self/fd"), reason="no /proc"
)


def names(folder):
    return sorted(os.listdir(folder))


# ------------------------------------------------- links that are no names


@needs_proc
def test_standard_output_is_not_replaced(tmp_path):
    program = "import jsonde, os; jsonde.dump([1], '/dev/stdout')"
    path = tmp_path / "out"
    for before in (b"", b"what was there"):
        path.write_bytes(before)
        with open(path, "r+b") as file:
            inode = os.fstat(file.fileno()).st_ino
            done = subprocess.run([sys.executable, "-c", program], stdout=file)
            assert done.returncode == 0
            assert os.stat(path).st_ino == inode
            assert path.read_bytes() == b"[1]"
    assert names(tmp_path) == ["out"]


def nameless(folder, kind):
    """A path of a descriptor whose file has no name."""
    if kind == "memfd":
        return os.memfd_create("doc")
    path = folder / "file"
    if kind == "deleted":
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
        os.unlink(path)
    elif kind == "renamed over":
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
        path.with_name("other").write_bytes(b"other")
        os.replace(path.with_name("other"), path)
    else:
        descriptor = os.open(folder, os.O_RDWR | os.O_TMPFILE)
    return descriptor


@needs_proc
@pytest.mark.parametrize("link", ["/proc/self/fd/%d", "/dev/fd/%d", "through"])
@pytest.mark.parametrize(
    "kind", ["memfd", "deleted", "renamed over", "O_TMPFILE"]
)
def test_file_without_a_name(tmp_path, kind, link):
    (tmp_path / "folder").mkdir()
    descriptor = nameless(tmp_path / "folder", kind)
    before = names(tmp_path / "folder"), names("/")
    path = link % descriptor if "%" in link else tmp_path / "link"
    if link == "through":
        os.symlink(f"/proc/self/fd/{descriptor}", path)
    try:
        for value in (LONG, [1]):
            dump(value, path)
            assert os.fstat(descriptor).st_size == len(dumps(value))
            got = os.pread(descriptor, 10**7, 0)
            assert got == dumps(value)
            assert load(path) == value
    finally:
        os.close(descriptor)
    assert (names(tmp_path / "folder"), names("/")) == before
    if kind == "renamed over":
        assert (tmp_path / "folder" / "file").read_bytes() == b"other"


@needs_proc
def test_link_of_proc_to_a_file_with_a_name(tmp_path):
    path = tmp_path / ("x" * 20)
    for length in (20, 64 - len(str(tmp_path)) - 1):  # such links have size 64
        path = tmp_path / ("x" * max(length, 1))
        with open(path, "w+b") as file:
            file.write(b"old")
            file.flush()
            dump([1], f"/proc/self/fd/{file.fileno()}")
            assert os.pread(file.fileno(), 10, 0) == b"[1]"
            assert os.path.samestat(os.stat(path), os.fstat(file.fileno()))


@needs_proc
def test_directories_of_proc(tmp_path, monkeypatch):
    """A link to a directory works like the directory."""
    monkeypatch.chdir(tmp_path)
    descriptor = os.open(tmp_path, os.O_RDONLY)
    for folder in ("/proc/self/cwd", f"/proc/self/fd/{descriptor}"):
        for value in (1, 2):
            before = os.stat("file").st_ino if os.path.exists("file") else 0
            dump(value, f"{folder}/file")
            assert (tmp_path / "file").read_bytes() == b"%d" % value
            assert os.stat("file").st_ino != before
        os.unlink("file")
    os.close(descriptor)
    assert names(tmp_path) == []


# ------------------------------------------------------------------- as open()


WRONG = (
    *("", "new/", "new/.", "new/..", "new/x", "new/x/", "folder", "folder/"),
    *("folder/.", "folder/..", ".", "..", "/", "file/", "file/x", "file/."),
    *("round", "to-new/", "to-folder", "to-slash", "to-new-x", "x" * 300),
    *("a/" * 3000 + "x", "a\0b", "folder/" + "x" * 256),
)


@pytest.mark.parametrize("kind", [str, os.fsencode])
@pytest.mark.parametrize("name", WRONG, ids=lambda s: ascii(s)[:20])
def test_wrong_names(tmp_path, monkeypatch, name, kind):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    for link, target in (
        *(("round", "round"), ("to-new", "new"), ("to-folder", "folder")),
        *(("to-slash", "new/"), ("to-new-x", "new/x")),
    ):
        os.symlink(target, link)
    before = names(tmp_path)

    def told(function):
        with pytest.raises((OSError, ValueError)) as caught:
            function()
        error = caught.value
        return type(error), error.args, getattr(error, "filename", None)

    want = told(lambda: open(kind(name), "wb"))
    assert told(lambda: dump(1, kind(name))) == want
    assert told(lambda: dump(1, kind(name), atomic=False)) == want
    assert names(tmp_path) == before and names(tmp_path / "folder") == []


def test_longest_path(tmp_path, monkeypatch):
    """The temporary name would be longer than the file's name."""
    monkeypatch.chdir(tmp_path)
    room = os.pathconf(".", "PC_PATH_MAX") - 1
    path = ""
    while len(path) + 101 < room:
        path += "d" * 99 + "/"
        os.mkdir(path)
    path += "x" * (room - len(path))
    for value in (1, 2):
        dump(value, path)
        assert load(path) == value


def test_directory_that_changes(tmp_path, monkeypatch):
    """default() changes the directory, and renames the old one."""
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")

    def go(thing):
        os.chdir("/")
        os.rename(tmp_path / "a", tmp_path / "b")
        return 1

    dump([object()], "file", go)
    assert names(tmp_path) == ["b"] and names(tmp_path / "b") == ["file"]
    assert load(tmp_path / "b" / "file") == [1]


def test_path_is_asked_once(tmp_path):
    class Counted:
        n = 0

        def __fspath__(self):
            self.n += 1
            return str(tmp_path / f"file{self.n}")

    dump(1, Counted())
    assert names(tmp_path) == ["file1"]


# --------------------------------------------------------------------- atomic


def test_atomic_and_not(tmp_path):
    path = tmp_path / "file"
    for atomic in (True, False, 1, 0):
        path.write_bytes(b"a much longer text than the new one")
        os.link(path, tmp_path / "other")
        dump([1], path, atomic=atomic)
        assert path.read_bytes() == b"[1]"
        other = (tmp_path / "other").read_bytes()
        assert (other == b"[1]") is not atomic
        os.unlink(tmp_path / "other")
        os.unlink(path)
        dump([2], path, atomic=atomic)
        assert names(tmp_path) == ["file"] and load(path) == [2]
    with pytest.raises(TypeError):
        dump([1], path, None, None, True)


def test_in_place_keeps_what_was_written(tmp_path):
    """A failure leaves the file as open(path, "wb") would."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(JSONEncodeError):
        dump([*LONG, object()], path, atomic=False)
    got = path.read_bytes()
    assert len(got) >= 65536 and dumps(LONG)[:-1].startswith(got[:-1])
    assert names(tmp_path) == ["file"]


def test_in_place_through_links(tmp_path):
    os.symlink("target", tmp_path / "link")
    for value in (1, 2):
        dump(value, tmp_path / "link", atomic=False)
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "target").read_bytes() == b"%d" % value


HINT = "dump(..., atomic=False) writes it in place"


def test_directory_without_permission(open_folder):
    os.mkdir(open_folder / "d")
    (open_folder / "d" / "file").write_bytes(b"old")
    os.chmod(open_folder / "d" / "file", 0o666)
    os.symlink("d/file", open_folder / "link")
    os.chmod(open_folder / "d", 0o555)
    refused, through, in_place, new, left = as_nobody(
        open_folder,
        "attempt('d/file'); attempt('link'); attempt('d/file', atomic=False)\n"
        "attempt('d/new'); print(os.listdir('d'))",
    )
    assert refused.startswith("PermissionError EACCES [Errno 13] Permission")
    assert "cannot be created in its directory" in refused
    assert HINT in refused and refused.endswith("'d/file'")
    assert HINT in through and through.endswith("'link'")
    assert in_place == "written" and left == "['file']"
    assert new == "PermissionError EACCES [Errno 13] Permission denied: 'd/new'"
    assert (open_folder / "d" / "file").read_bytes() == b"[1]"


@needs_root
def test_directory_of_others(open_folder):
    """A directory that may be searched and written, but not read."""
    os.mkdir(open_folder / "drop")
    os.chmod(open_folder / "drop", 0o733)
    said = as_nobody(
        open_folder, "attempt('drop/new', 1); attempt('drop/new', 2)"
    )
    assert said == ["written", "written"]
    assert names(open_folder / "drop") == ["new"]


@needs_root
def test_sticky_directory(open_folder):
    os.mkdir(open_folder / "d")
    os.chmod(open_folder / "d", 0o1777)
    path = open_folder / "d" / "file"
    path.write_bytes(b"old")
    os.chmod(path, 0o666)
    refused, in_place, left = as_nobody(
        open_folder,
        "attempt('d/file'); attempt('d/file', atomic=False)\n"
        "print(os.listdir('d'))",
    )
    assert refused.startswith("PermissionError EPERM ")
    assert "a new file cannot take its place" in refused and HINT in refused
    assert ".jsonde-" not in refused
    assert in_place == "written" and left == "['file']"
    assert path.read_bytes() == b"[1]" and os.stat(path).st_uid == 0


MOUNTS = """
mount -t tmpfs none $1/ro
echo old >$1/ro/file
mount --bind $1/other $1/ro/file
mount -o remount,ro $1/ro
mount --bind $1/other $1/busy
mount -t proc proc $1/proc
exec "$2" -c "$3" $1
"""


@needs_root
@pytest.mark.skipif(not LINUX, reason="no namespaces")
def test_mounted_file(open_folder):
    """Container systems use this for secrets and configuration."""
    os.mkdir(open_folder / "ro")
    os.mkdir(open_folder / "proc")
    for name in ("other", "busy"):
        (open_folder / name).write_bytes(b"old")
    program = (
        NOBODY.replace("65534", "0")
        + "def show(path, *more):\n"
        + "    with open(path) as file:\n"
        + "        print(file.read(), *more)\n"
        + "attempt('busy'); attempt('ro/file')\n"
        + "attempt('busy', atomic=False); show('busy')\n"
        + "attempt('ro/file', [2], atomic=False)\n"
        + "show('ro/file', os.listdir('ro'))\n"
        + "fd = os.open('new', os.O_RDWR | os.O_CREAT)\n"
        + "attempt('proc/self/fd/%d' % fd)\n"
        + "print(os.pread(fd, 9, 0))\n"
    )
    command = ["unshare", "-m", "sh", "-ec", MOUNTS, "sh", str(open_folder)]
    try:
        done = subprocess.run(
            [*command, sys.executable, program],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    except FileNotFoundError:
        pytest.skip("no unshare")
    # In a chroot, for example, whose root is not a mount.
    if done.stderr.startswith("unshare: ") or "mount: " in done.stderr:
        pytest.skip("no namespaces: " + done.stderr)
    assert (done.returncode, done.stderr) == (0, "")
    busy, read_only, *rest = done.stdout.splitlines()
    assert busy.startswith("OSError EBUSY ") and HINT in busy
    assert "a new file cannot take its place" in busy
    assert read_only.startswith("OSError EROFS ") and HINT in read_only
    assert rest == [
        *("written", "[1]", "written", "[2] ['file']"),
        *("written", "b'[1]'"),
    ]
    assert ".jsonde-" not in done.stdout
    assert names(open_folder) == ["busy", "new", "other", "proc", "ro"]


def test_errors_name_the_path(tmp_path):
    """The error never names the temporary file: for a directory, a limit, a device."""
    program = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))\n"
        "for atomic in (True, False):\n"
        "    attempt('file', ['text'] * 10**6, atomic=atomic)\n"
        "    attempt('none/file', atomic=atomic)\n"
        "    attempt('/dev/full', atomic=atomic)\n"
    )
    os.chmod(tmp_path, 0o777)
    done = child(NOBODY.replace("65534", "0") + program, str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.splitlines()
    assert said[:3] == said[3:] == [
        "OSError EFBIG [Errno 27] File too large: 'file'",
        "FileNotFoundError ENOENT "
        "[Errno 2] No such file or directory: 'none/file'",
        "OSError ENOSPC [Errno 28] No space left on device: '/dev/full'",
    ]
    assert names(tmp_path) == ["file"]


def test_no_descriptor_stays_open(tmp_path):
    folder = "/proc/self/fd" if LINUX else "/dev/fd"
    before = len(os.listdir(folder))
    os.symlink("link2", tmp_path / "link")
    os.symlink("file", tmp_path / "link2")
    for value in (1, object(), 2):
        for name in ("link", "file", "new/", "none/x", "link/x"):
            try:
                dump([value], tmp_path / name)
            except (OSError, JSONEncodeError):
                pass
    assert len(os.listdir(folder)) == before
    assert jsonde.load(tmp_path / "link") == [2]
