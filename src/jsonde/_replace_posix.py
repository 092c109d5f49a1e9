# SPDX-License-Identifier: MIT
"""Replaces a file on POSIX, for jsonde.replace.

Devices, pipes, and links to open files such as /dev/stdout and /proc/self/fd/3
are not replaced, because an open file may have no name.
"""

import contextlib
import os
import stat

from jsonde.replace import CREATION, RENAMING, refused

__all__ = ["replace"]

# Opens a directory. With O_PATH the directory need not be readable.
DIRECTORY = os.O_DIRECTORY | os.O_CLOEXEC | getattr(os, "O_PATH", os.O_RDONLY)
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
MOST_LINKS = 40  # as many as Linux follows

ACCESS_LIST = "system.posix_acl_access"
# Capabilities of a program's file. The operating system drops them at each write.
NOT_KEPT = "security.capability"


def replace(path, produce):
    """Write a new file and rename it to path. Tell whether path can be replaced.

    produce: called with the new file to write its contents.
    """
    entry = find_entry(path)
    if entry is None:
        return False
    folder, name, status = entry
    try:
        replace_entry(path, folder, name, status, produce)
    finally:
        os.close(folder)
    return True


# ---------------------------------------------------------------------- names


def find_entry(path):
    """Find the directory entry of the file that open(path, "wb") would write.

    Return (descriptor of the directory, name, status of the file, or None if
    it does not exist). Return None if that is not a regular file with a name,
    or if open() would fail; the caller's open() then raises the reason.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        status = None
    except (OSError, ValueError):
        return None
    if status is not None and not stat.S_ISREG(status.st_mode):
        return None
    folder, name = follow(path)
    if folder is None:
        return None
    found = status_of_entry(folder, name)
    same = found is status
    if found is not None and status is not None:
        same = os.path.samestat(found, status)
    if same:
        return folder, name, status
    os.close(folder)
    return None


def follow(path):
    """Follow the symbolic links at the end of path.

    Return (descriptor of a directory, name in it), or (None, None) if path
    has no name at its end or the directory does not exist.
    """
    folder, target = None, os.fsdecode(path)
    for _ in range(MOST_LINKS):
        head, name = os.path.split(target)
        try:
            inside = None
            if name not in ("", ".", ".."):
                inside = os.open(head or ".", DIRECTORY, dir_fd=folder)
        except PermissionError as error:
            raise refused(error.errno, path, CREATION) from None
        except OSError:
            pass
        finally:
            if folder is not None:
                os.close(folder)
        folder = inside
        if folder is None:
            return None, None
        try:
            target = os.readlink(name, dir_fd=folder)
        except OSError:
            return folder, name  # not a link
        if is_magic(status_of_entry(folder, name), target):
            break
    os.close(folder)
    return None, None


def is_magic(link, target):
    """Tell whether a link leads to an open file and not to a name.

    Such links are in /proc. Their target is a description, and their size is
    not its length.
    """
    if link is None or link.st_size != len(os.fsencode(target)):
        return True
    try:
        return link.st_dev == os.stat("/proc/self").st_dev
    except OSError:
        return False


def status_of_entry(folder, name):
    """Return the status of a directory entry, or None if it does not exist."""
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None


# ---------------------------------------------------------------- replacement


def replace_entry(path, folder, name, status, produce):
    """Write a new file in a directory and rename it to name.

    path: for error messages. status: of the old file, or None. produce:
    called with the new file to write its contents.
    """
    kept = {} if status is None else attributes_of(path)
    private = 0o666 if status is None else status.st_mode & 0o600
    descriptor, beside = create_beside(path, folder, status, private)
    try:
        with open(descriptor, "wb", buffering=0) as file:
            produce(file)
            if status is not None:
                keep(descriptor, status, kept)
            os.fsync(descriptor)
        try:
            os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError as error:
            raise refused(error.errno, path, RENAMING) from None
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside, dir_fd=folder)
        raise


def create_beside(path, folder, status, mode):
    """Create a file in a directory, with no more permissions than mode.

    Return (descriptor, name).
    """
    while True:
        name = f".jsonde-{os.urandom(8).hex()}"
        try:
            return os.open(name, NEW, mode, dir_fd=folder), name
        except FileExistsError:
            continue
        except OSError as error:
            code = error.errno
        if status is not None:
            raise refused(code, path, CREATION)
        raise OSError(code, os.strerror(code), path)


# ----------------------------------------------------- what the new file keeps


def attributes_of(path):
    """Return the extended attributes of a file that a new file may have.

    The value of an attribute that cannot be read is None.
    """
    kept = {}
    with contextlib.suppress(OSError, AttributeError):  # not on every system
        for name in os.listxattr(path):
            kept[name] = None
            with contextlib.suppress(OSError):
                kept[name] = os.getxattr(path, name)
    kept.pop(NOT_KEPT, None)
    return kept


def keep(descriptor, status, attributes):
    """Copy owner, group, attributes and mode of the old file to the new one.

    descriptor: of the new file. status, attributes: of the old file. The copy
    leaves out each part that the system does not permit. A user who could not read or write the
    old file cannot use the new one either, except for this process.
    """
    has_group = keep_owner(descriptor, status)
    access = attributes.pop(ACCESS_LIST, b"")
    mode = status.st_mode & 0o1777
    if not has_group:
        mode &= ~0o070 | (mode & 0o007) << 3
    for name, value in attributes.items():
        if value is not None:
            with contextlib.suppress(OSError):
                os.setxattr(descriptor, name, value)
    if not keep_access(descriptor, access, has_group):
        mode &= 0o1700
    with contextlib.suppress(PermissionError):  # a file system without modes
        os.fchmod(descriptor, mode)


def keep_owner(descriptor, status):
    """Set owner and group of an open file. Tell whether it has the group."""
    now = os.fstat(descriptor)
    for owner in (status.st_uid, -1):
        if owner in (now.st_uid, -1) and now.st_gid == status.st_gid:
            return True
        with contextlib.suppress(OSError):
            os.fchown(descriptor, owner, status.st_gid)
            return True
    return False


def keep_access(descriptor, access, has_group):
    """Set the access control list of an open file, b"" for none.

    Return whether the file has this list. Without it the mode alone would
    allow more.
    """
    if not access:
        # The file may have inherited a list from its directory.
        with contextlib.suppress(OSError, AttributeError):
            os.removexattr(descriptor, ACCESS_LIST)
        return access is not None
    if not has_group:
        return False
    try:
        os.setxattr(descriptor, ACCESS_LIST, access)
    except OSError:
        return False
    return True
