# SPDX-License-Identifier: MIT
"""load(), and the part of dump() that is not written in C."""

from jsonde import load as load

__all__ = ["load"]
