# SPDX-License-Identifier: MIT
"""dump() to a path.

A regular file with a name in a directory is replaced atomically: a new file is
written in that directory and renamed. Everything else is opened and written in
place. Each system has a module of its own for the replacement.
"""

import errno
import os

from jsonde.files import write_object

__all__ = ["write_path"]

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

CREATION = "a file to replace it cannot be created in its directory"
RENAMING = "a new file cannot take its place"


def write_path(path, obj, arguments, atomic):
    """Write obj as JSON to the file at path.

    arguments: default, option and indent. Raises OSError with this path, and
    the exceptions of dumps().
    """
    produce_path(path, lambda file: write_object(file, obj, arguments), atomic)


def produce_path(path, produce, atomic):
    """Write the file at path by a call of produce with a raw file.

    Raises OSError with this path, and the exceptions of produce.
    """
    if os.name == "nt":
        from jsonde._replace_windows import replace
    else:
        from jsonde._replace_posix import replace

    try:
        if not (atomic and replace(path, produce)):
            with open(path, "wb", buffering=0) as file:
                produce(file)
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = path
        raise


def refused(code, path, reason):
    """Return the OSError for a file that cannot be replaced."""
    text = os.strerror(code)
    if code in REFUSALS:
        text += f": {reason}; dump(..., atomic=False) writes it in place"
    return OSError(code, text, path)
