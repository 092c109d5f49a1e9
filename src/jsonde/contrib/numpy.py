# SPDX-License-Identifier: MIT
"""numpy arrays in JSON, as objects of dtype, shape and base64 data:

    text = dumps({"depths": array})
    array = loads(text)["depths"]

The objects are those of OPT_BUFFER_BASE64. Arrays of the types that have no buffer of
numbers (complex, timedelta64, text, bytes, records) are written, too. Arrays of
datetime64 are arrays of strings, unless to_json() makes an object of them.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import jsonde
from jsonde import OPT_BUFFER_BASE64
from jsonde.contrib import needs

with needs(__name__, "numpy"):
    import numpy

__all__ = ["dumps", "from_json", "loads", "to_json"]

_MEMBERS = {"dtype", "shape", "data"}


def to_json(obj: Any) -> Any:
    """Return an object of dtype, shape and data for an array or a scalar of numpy."""
    if not isinstance(obj, (numpy.ndarray, numpy.generic)):
        raise TypeError(f"Type is not JSON serializable: {type(obj).__name__}")
    array = numpy.asarray(obj)
    if array.dtype.hasobject:
        raise TypeError(f"arrays of the dtype {array.dtype} have no JSON")
    dtype = array.dtype.str if array.dtype.names is None else array.dtype.descr
    return {
        "dtype": dtype,
        "shape": array.shape,
        "data": base64.b64encode(array.tobytes()).decode(),
    }


def from_json(value: Any) -> Any:
    """Return a value with arrays in place of memoryviews, and of objects that
    to_json() made. Lists and dicts are changed in place.

    An object stays a dict if numpy does not know its dtype, or if its shape is none.
    Data that does not fit them is a ValueError, and so is a dtype of objects.
    """
    if isinstance(value, memoryview):
        return numpy.asarray(value)
    if isinstance(value, list):
        for place, item in enumerate(value):
            if isinstance(item, (list, dict, memoryview)):
                value[place] = from_json(item)
    elif isinstance(value, dict):
        if value.keys() == _MEMBERS and isinstance(value["data"], str):
            items, shape = _items_of(value["dtype"]), value["shape"]
            if items is not None and _is_shape(shape):
                return _array(items, shape, value["data"])
        for key, item in value.items():
            if isinstance(item, (list, dict, memoryview)):
                value[key] = from_json(item)
    return value


def _items_of(dtype: Any) -> Any:
    """Return the dtype of an object, or None if numpy knows no such dtype, or one
    without bytes."""
    if not isinstance(dtype, (str, list)):
        return None
    try:
        if isinstance(dtype, list):
            dtype = [_field(*field) for field in dtype]
        items = numpy.dtype(dtype)
    except (TypeError, ValueError, SyntaxError):
        return None
    if items.hasobject:
        raise ValueError(f"arrays of the dtype {items} have no JSON")
    return items if items.itemsize > 0 else None


def _is_shape(shape: Any) -> bool:
    """Tell whether a value is the shape of an array."""
    return isinstance(shape, list) and all(
        type(length) is int and length >= 0 for length in shape
    )


def _array(items: Any, shape: list[int], data: str) -> Any:
    """Return the array of an object."""
    data_bytes = bytearray(base64.b64decode(data, validate=True))
    return numpy.frombuffer(data_bytes, items).reshape(shape)


def _field(name: str, dtype: Any, shape: Any = ()) -> tuple[str, Any, tuple[int, ...]]:
    """Return the description of a field for numpy.dtype()."""
    if isinstance(dtype, list):
        dtype = [_field(*field) for field in dtype]
    return name, dtype, tuple(shape)


def dumps(
    obj: Any, default: Callable[[Any], Any] | None = None, option: int | None = None
) -> bytes:
    """Return obj as JSON, with each array as an object of dtype, shape and data.

    default: is called with objects that are not of numpy.
    """

    def other(value: Any) -> Any:
        if default is None or isinstance(value, (numpy.ndarray, numpy.generic)):
            return to_json(value)
        return default(value)

    return jsonde.dumps(obj, other, (option or 0) | OPT_BUFFER_BASE64)


def loads(data: Any, *, option: int | None = None) -> Any:
    """Return the value of JSON, with arrays. They are writable."""
    return from_json(jsonde.loads(data, option=(option or 0) | OPT_BUFFER_BASE64))
