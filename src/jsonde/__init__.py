# SPDX-License-Identifier: MIT
"""JSON for CPython: one stable-ABI binary that proves how the interpreter's
objects lie in memory, then reads them in place."""

from jsonde._jsonde import (
    OPT_APPEND_NEWLINE,
    OPT_PASSTHROUGH_SUBCLASS,
    OPT_STRICT_INTEGER,
    JSONDecodeError,
    JSONEncodeError,
    __version__,
    dumps,
    layout,
    loads,
)

__all__ = [
    "OPT_APPEND_NEWLINE",
    "OPT_PASSTHROUGH_SUBCLASS",
    "OPT_STRICT_INTEGER",
    "JSONDecodeError",
    "JSONEncodeError",
    "__version__",
    "dumps",
    "layout",
    "loads",
]
