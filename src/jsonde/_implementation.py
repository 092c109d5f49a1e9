# SPDX-License-Identifier: MIT
"""Chooses the native module, or the implementation in Python.

The implementation in Python is for interpreters without CPython's C API, such
as PyPy and GraalPy. CPython should load the native module: where it cannot, a
RuntimeWarning names the reason. JSONDE_IMPLEMENTATION=native or =python forces
one of them.
"""

import os
import sys

choice = os.environ.get("JSONDE_IMPLEMENTATION", "")
if choice not in ("", "native", "python"):
    raise ValueError(
        f"JSONDE_IMPLEMENTATION={choice}: expected native or python"
    )

try:
    if choice == "python":
        raise ImportError("JSONDE_IMPLEMENTATION is python")
    import jsonde._jsonde as module
except ImportError as error:
    if choice == "native":
        raise
    if not choice and sys.implementation.name == "cpython":
        import warnings

        warnings.warn(
            "jsonde cannot load its native module and is slow without it: "
            f"{error}",
            RuntimeWarning,
            stacklevel=2,
        )
    import jsonde._fallback as module


def __getattr__(name):
    """Returns a name of the implementation."""
    return getattr(module, name)
