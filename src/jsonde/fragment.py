# SPDX-License-Identifier: MIT
"""Fragment, a string of JSON that dumps() inserts as it is."""

__all__ = ["Fragment"]

SHOWN = 40  # bytes or characters of the contents that repr() shows at most


class Fragment:
    """A string of JSON that dumps() inserts into its output unchecked.

    contents: bytes or any contiguous buffer of UTF-8, or str. The attribute
    is read-only. Like orjson's, a Fragment is equal only to itself.
    """

    __module__ = "jsonde"
    __slots__ = ("contents",)

    def __new__(cls, contents, /):
        self = object.__new__(cls)
        set_contents(self, contents)
        return self

    def __setattr__(self, name, value):
        raise AttributeError(f"attribute {name!r} of jsonde.Fragment is read-only")

    def __delattr__(self, name):
        raise AttributeError(f"attribute {name!r} of jsonde.Fragment is read-only")

    def __reduce__(self):
        return type(self), (self.contents,)

    def __repr__(self):
        contents = self.contents
        if not isinstance(contents, (bytes, str)):
            text = f"a {type(contents).__name__}"
        elif len(contents) > SHOWN:
            text = f"{contents[:SHOWN]!r}..."
        else:
            text = repr(contents)
        return f"<jsonde.Fragment object at {id(self):#x}: {text}>"


set_contents = Fragment.contents.__set__
