# SPDX-License-Identifier: MIT
"""Replaces a file on Windows, for jsonde.replace.

The new file gets the access rights that its directory hands down: Windows has no
mode to copy. A file that another program has open, or that is read-only, cannot
be replaced.
"""

import contextlib
import errno
import os
import stat

from jsonde.replace import CREATION, RENAMING, refused

__all__ = ["replace"]

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_BINARY | os.O_NOINHERIT


def replace(path, produce):
    """Write a new file and rename it to path. Tell whether path can be replaced.

    produce: called with the new file to write its contents.
    """
    target = find_target(path)
    if target is None:
        return False
    descriptor, beside = create_beside(path, target)
    try:
        with open(descriptor, "wb", buffering=0) as file:
            produce(file)
            os.fsync(descriptor)
        try:
            os.replace(beside, target)
        except OSError as error:
            raise failure(error.errno, path, target, RENAMING) from None
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
    return True


def find_target(path):
    """Return the path of the file that open(path, "wb") would write, as str.

    Return None if that is not a regular file with a name, or if open() would
    fail; the caller's open() then raises the reason. Not each file system
    refuses to replace a read-only file, so this function does.
    """
    given = os.fsdecode(path)
    if os.path.basename(given) in ("", ".", ".."):
        return None
    try:
        target = os.path.realpath(given)
        if not os.path.isdir(os.path.dirname(target)):
            return None
        mode = os.stat(given).st_mode
    except FileNotFoundError:
        return target
    except (OSError, ValueError):
        return None
    if stat.S_ISREG(mode) and not mode & stat.S_IWRITE:
        raise refused(errno.EACCES, path, RENAMING)
    return target if stat.S_ISREG(mode) else None


def create_beside(path, target):
    """Create a file in the directory of target. Return (descriptor, path)."""
    folder = os.path.dirname(target)
    while True:
        beside = os.path.join(folder, f".jsonde-{os.urandom(8).hex()}")
        try:
            return os.open(beside, NEW, 0o600), beside
        except FileExistsError:
            continue
        except OSError as error:
            code = error.errno
        raise failure(code, path, target, CREATION)


def failure(code, path, target, reason):
    """Return the OSError for a file that cannot be replaced, or not be made."""
    if os.path.exists(target):
        return refused(code, path, reason)
    return OSError(code, os.strerror(code), path)
