# SPDX-License-Identifier: MIT
"""Metadata that a replaced file keeps: owner, group, mode, extended attributes and
access control lists."""

import errno
import os
import stat
import struct

import pytest
from jsonde import dump
from other_user import as_nobody, open_folder  # noqa: F401

ROOT = os.name == "posix" and os.geteuid() == 0
needs_root = pytest.mark.skipif(not ROOT, reason="not the superuser")


@needs_root
@pytest.mark.parametrize("owner", [(1234, 0), (0, 1234), (1234, 4321)])
def test_owner(tmp_path, owner):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    os.chown(path, *owner)
    os.chmod(path, 0o640)
    dump([1], path)
    status = os.stat(path)
    assert (status.st_uid, status.st_gid) == owner
    assert stat.S_IMODE(status.st_mode) == 0o640 and path.read_bytes() == b"[1]"


@needs_root
def test_owner_that_cannot_be_kept(open_folder):
    """The file of another user becomes a file of the writer."""
    os.mkdir(open_folder / "d")
    os.chmod(open_folder / "d", 0o777)
    path = open_folder / "d" / "file"
    path.write_bytes(b"old")
    os.chmod(path, 0o664)
    assert as_nobody(open_folder, "attempt('d/file')") == ["written"]
    status = os.stat(path)
    assert (status.st_uid, status.st_gid) == (65534, 65534)
    assert stat.S_IMODE(status.st_mode) == 0o644


def set_attribute(path, name, value):
    try:
        os.setxattr(path, name, value)
    except (OSError, AttributeError) as error:
        pytest.skip(f"no {name}: {error}")


def test_extended_attributes(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    wanted = {"user.one": b"1", "user.empty": b"", "user.long": b"x" * 1000}
    if ROOT:
        wanted["trusted.two"] = b"\0\xff"
    for name, value in wanted.items():
        set_attribute(path, name, value)
    dump([1], path)
    got = {name: os.getxattr(path, name) for name in wanted}
    assert got == wanted and path.read_bytes() == b"[1]"


@needs_root
def test_capabilities_are_dropped(tmp_path):
    """As the kernel does at each write: capabilities were granted for other
    contents."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    net = struct.pack("<5I", 0x2000001, 1 << 10, 0, 0, 0)
    set_attribute(path, "security.capability", net)
    dump([1], path)
    assert "security.capability" not in os.listxattr(path)


ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"


def access_list(user, group, other, named, mask):
    """From linux/posix_acl_xattr.h; user 1234 is the named one."""
    rows = [(1, user, 2**32 - 1), (2, named, 1234), (4, group, 2**32 - 1)]
    rows += [(16, mask, 2**32 - 1), (32, other, 2**32 - 1)]
    return struct.pack("<I", 2) + b"".join(
        struct.pack("<HHI", *row) for row in rows
    )


def test_access_list(tmp_path):
    """The mask of the list is the mode's group part, which grants nothing."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    wanted = access_list(6, 0, 0, 6, 6)
    set_attribute(path, ACCESS, wanted)
    before = os.stat(path).st_mode
    dump([1], path)
    assert os.getxattr(path, ACCESS) == wanted
    assert os.stat(path).st_mode == before


def test_access_list_that_cannot_be_kept(tmp_path, monkeypatch):
    """The mode alone would grant access to the group."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    set_attribute(path, ACCESS, access_list(6, 0, 4, 6, 6))
    kept = os.setxattr

    def refuse(target, name, value):
        if name == ACCESS:
            raise OSError(errno.EPERM, "no")
        kept(target, name, value)

    monkeypatch.setattr(os, "setxattr", refuse)
    dump([1], path)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_access_list_of_the_directory(tmp_path):
    """A new file gets the default list. A replaced file keeps its own."""
    set_attribute(tmp_path, DEFAULT, access_list(7, 5, 5, 7, 7))
    path = tmp_path / "file"
    path.write_bytes(b"old")
    os.removexattr(path, ACCESS)
    os.chmod(path, 0o640)
    dump([1], path)
    assert ACCESS not in os.listxattr(path)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o640
    dump([1], tmp_path / "new")
    assert ACCESS in os.listxattr(tmp_path / "new")


def test_attributes_that_the_file_system_lacks(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    os.chmod(path, 0o604)

    def refuse(*arguments, **named):
        raise OSError(errno.ENOTSUP, "no")

    for name in ("listxattr", "getxattr", "setxattr", "removexattr"):
        monkeypatch.setattr(os, name, refuse, raising=False)
    dump([1], path)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o604
    for name in ("listxattr", "getxattr", "setxattr", "removexattr"):
        monkeypatch.delattr(os, name)
    dump([2], path)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o604
    assert path.read_bytes() == b"[2]"
