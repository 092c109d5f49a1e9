# SPDX-License-Identifier: MIT
"""Documents from and to files."""

from jsonde import load as load

__all__ = ["load"]
