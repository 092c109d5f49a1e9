# SPDX-License-Identifier: MIT
"""A JSON encoder and decoder for CPython.

At import, the extension tests how the running interpreter lays out its objects,
and then reads them in place. One stable-ABI binary runs on all versions.
"""

from jsonde._implementation import (
    # options: begin (make_options.py)
    OPT_APPEND_NEWLINE,
    OPT_BIG_INTEGER,
    OPT_BUFFER_BASE64,
    OPT_BYTES_BASE64,
    OPT_BYTES_BASE64URL,
    OPT_BYTES_HEX,
    OPT_BYTES_NUMBERS,
    OPT_BYTES_UTF8,
    OPT_CANONICAL,
    OPT_DECIMAL,
    OPT_DECIMAL_STR,
    OPT_ENSURE_ASCII,
    OPT_ENUM_NAME,
    OPT_EPOCH_MILLISECONDS,
    OPT_EPOCH_SECONDS,
    OPT_HTML_SAFE,
    OPT_INDENT_2,
    OPT_JSONC,
    OPT_LONE_SURROGATES,
    OPT_MILLISECONDS,
    OPT_NAIVE_UTC,
    OPT_NAN_ERROR,
    OPT_NAN_LITERAL,
    OPT_NON_STR_KEYS,
    OPT_OMIT_MICROSECONDS,
    OPT_PASSTHROUGH_DATACLASS,
    OPT_PASSTHROUGH_DATETIME,
    OPT_PASSTHROUGH_ENUM,
    OPT_PASSTHROUGH_SUBCLASS,
    OPT_SERIALIZE_BUFFER,
    OPT_SERIALIZE_COLLECTIONS,
    OPT_SERIALIZE_DATACLASS,
    OPT_SERIALIZE_NAMEDTUPLE,
    OPT_SERIALIZE_NUMPY,
    OPT_SERIALIZE_SUBCLASSES,
    OPT_SERIALIZE_TIMEDELTA,
    OPT_SERIALIZE_UUID,
    OPT_SKIP_NONE,
    OPT_SORT_KEYS,
    OPT_STRICT_INTEGER,
    OPT_UNIQUE_KEYS,
    OPT_UTC_Z,
    # options: end
    JSONEncodeError,
    __version__,
    dump,
    dumps,
    dumps_into,
    dumps_str,
    layout,
    loads,
    loads_array,
    loads_next,
    loads_partial,
)
from jsonde.fragment import Fragment

__all__ = [
    # options: begin (make_options.py)
    "OPT_APPEND_NEWLINE",
    "OPT_BIG_INTEGER",
    "OPT_BUFFER_BASE64",
    "OPT_BYTES_BASE64",
    "OPT_BYTES_BASE64URL",
    "OPT_BYTES_HEX",
    "OPT_BYTES_NUMBERS",
    "OPT_BYTES_UTF8",
    "OPT_CANONICAL",
    "OPT_DECIMAL",
    "OPT_DECIMAL_STR",
    "OPT_ENSURE_ASCII",
    "OPT_ENUM_NAME",
    "OPT_EPOCH_MILLISECONDS",
    "OPT_EPOCH_SECONDS",
    "OPT_HTML_SAFE",
    "OPT_INDENT_2",
    "OPT_JSONC",
    "OPT_LONE_SURROGATES",
    "OPT_MILLISECONDS",
    "OPT_NAIVE_UTC",
    "OPT_NAN_ERROR",
    "OPT_NAN_LITERAL",
    "OPT_NON_STR_KEYS",
    "OPT_OMIT_MICROSECONDS",
    "OPT_PASSTHROUGH_DATACLASS",
    "OPT_PASSTHROUGH_DATETIME",
    "OPT_PASSTHROUGH_ENUM",
    "OPT_PASSTHROUGH_SUBCLASS",
    "OPT_SERIALIZE_BUFFER",
    "OPT_SERIALIZE_COLLECTIONS",
    "OPT_SERIALIZE_DATACLASS",
    "OPT_SERIALIZE_NAMEDTUPLE",
    "OPT_SERIALIZE_NUMPY",
    "OPT_SERIALIZE_SUBCLASSES",
    "OPT_SERIALIZE_TIMEDELTA",
    "OPT_SERIALIZE_UUID",
    "OPT_SKIP_NONE",
    "OPT_SORT_KEYS",
    "OPT_STRICT_INTEGER",
    "OPT_UNIQUE_KEYS",
    "OPT_UTC_Z",
    # options: end
    "Fragment",
    "JSONDecodeError",
    "JSONEncodeError",
    "JSONValue",
    "Option",
    "__version__",
    "dump",
    "dumps",
    "dumps_into",
    "dumps_str",
    "get_include",
    "layout",
    "load",
    "loads",
    "loads_array",
    "loads_next",
    "loads_partial",
]


def __getattr__(name):
    """Import the names that need other modules when they are first used.

    The modules json, enum and typing take longer to import than jsonde.
    """
    if name == "JSONDecodeError":
        from jsonde.errors import JSONDecodeError as value
    elif name == "JSONValue":
        from jsonde.json_value import JSONValue as value
    elif name == "Option":
        from jsonde.option import Option as value
    elif name == "load":
        from jsonde.files import load as value
    else:
        raise AttributeError(f"module 'jsonde' has no attribute '{name}'")
    globals()[name] = value
    return value


def get_include():
    """Return the directory of jsonde.h, the header of the C API.

    A C compiler takes it by its option -I.
    """
    import os

    return os.path.join(os.path.dirname(__file__), "include")


def __dir__():
    """Return the names of the module, with those that are imported later."""
    return sorted({*globals(), *__all__})


def _imports_of_extension():
    """Name the modules that the C extension imports. Never called.

    Tools that bundle a program (PyInstaller, Nuitka, cx_Freeze) find modules in
    Python code only. `make lint` compares this function with the C code.
    """
    import _datetime
    import _io
    import dataclasses
    import gc

    import jsonde.decimals
