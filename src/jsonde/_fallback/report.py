# SPDX-License-Identifier: MIT
"""layout() without a native module, and the version."""

import inspect
import struct
import sys
import sysconfig

from jsonde._fallback.docstrings import DOCSTRINGS
from jsonde._fallback.version import VERSION as __version__

# The names of the native module's capabilities.
CAPABILITIES = (
    *("buffer", "managedbuffer", "memoryview", "object", "str", "int"),
    *("float", "list", "tuple", "bytes", "bytearray", "dict", "lock"),
    *("make-str", "make-int", "make-float", "copy-dict", "grow-list"),
    "datetime",
)
REASON = "public: no native module"


def layout(*args, **named):
    """layout: see DOCSTRINGS."""
    if args or named:
        raise TypeError(
            "jsonde._fallback.layout() takes no arguments "
            f"({len(args) + len(named)} given)"
        )
    free_threaded = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    return {
        "implementation": "python",
        "interpreter": {
            "version": sys.version,
            "head_size": object.__basicsize__
            if hasattr(object, "__basicsize__")
            else 0,
            "free_threaded": free_threaded,
            "debug": hasattr(sys, "gettotalrefcount"),
            "pointer_size": struct.calcsize("P"),
        },
        "simd": "none",
        "capabilities": dict.fromkeys(CAPABILITIES, REASON),
        "structs": {},
        "symbols": {},
        "probe_microseconds": 0.0,
    }


layout.__signature__ = inspect.Signature()
layout.__doc__ = DOCSTRINGS["layout"]
layout.__module__ = "jsonde._fallback"
