# SPDX-License-Identifier: MIT
"""JSON that is there already."""

from jsonde import Fragment as Fragment

__all__ = ["Fragment"]
