# SPDX-License-Identifier: MIT
"""Documents from and to files."""

from jsonde import dump as dump, load as load

__all__ = ["dump", "load"]
