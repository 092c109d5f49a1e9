# SPDX-License-Identifier: MIT
"""JSON that is there already."""


class Fragment:
    """JSON that dumps() puts into its output as it is, unchecked.

    contents: bytes or any contiguous buffer of UTF-8, or str.
    """

    __slots__ = ("contents",)

    def __init__(self, contents, /):
        self.contents = contents
