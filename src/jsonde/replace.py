# SPDX-License-Identifier: MIT
"""dump() to a path.

A regular file with a name in a directory is replaced atomically: a new file is
written in that directory and renamed. Everything else is opened and written in
place: devices, pipes, and links to open files such as /dev/stdout and
/proc/self/fd/3, because an open file may have no name.
"""

import contextlib
import errno
import os
import stat

from jsonde.files import write_object

__all__ = ["write_path"]

# Opens a directory. With O_PATH the directory need not be readable.
DIRECTORY = os.O_DIRECTORY | os.O_CLOEXEC | getattr(os, "O_PATH", os.O_RDONLY)
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
MOST_LINKS = 40  # as many as Linux follows

ACCESS_LIST = "system.posix_acl_access"
# Capabilities of a program's file. The operating system drops them at each write.
NOT_KEPT = "security.capability"

# Errors of a file system that does not allow a replacement.
REFUSALS = (
    errno.EACCES,
    errno.EBUSY,
    errno.ENAMETOOLONG,
    errno.ENOENT,
    errno.EPERM,
    errno.EROFS,
    errno.EXDEV,
)


def write_path(path, obj, arguments, atomic):
    """Write obj as JSON to the file at path.

    arguments: default, option and indent. Raises OSError with this path, and
    the exceptions of dumps().
    """
    try:
        entry = find_entry(path) if atomic else None
        if entry is None:
            with open(path, "wb", buffering=0) as file:
                write_object(file, obj, arguments)
            return

        def produce(file):
            write_object(file, obj, arguments)

        folder, name, status = entry
        try:
            replace(path, folder, name, status, produce)
        finally:
            os.close(folder)
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = path
        raise


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

CREATION = "a file to replace it cannot be created in its directory"
RENAMING = "a new file cannot take its place"


def replace(path, folder, name, status, produce):
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


def refused(code, path, reason):
    """Return the OSError for a file that cannot be replaced."""
    text = os.strerror(code)
    if code in REFUSALS:
        text += f": {reason}; dump(..., atomic=False) writes it in place"
    return OSError(code, text, path)


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

    descriptor: of the new file. status, attributes: of the old file. What the
    system does not permit is left out. A user who could not read or write the
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
