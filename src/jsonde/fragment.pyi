# SPDX-License-Identifier: MIT
"""Fragment, a string of JSON that dumps() inserts as it is."""

from jsonde import Fragment as Fragment

__all__ = ["Fragment"]
