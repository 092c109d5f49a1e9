# SPDX-License-Identifier: MIT
"""The JSON provider of Flask applications:

    app.json = JSONProvider(app)
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import jsonde.json as json
from jsonde import dumps, dumps_str, loads
from jsonde.contrib import needs

with needs(__name__, "flask"):
    from flask.json import provider

__all__ = ["JSONProvider", "to_json"]


def to_json(obj: Any) -> Any:
    """Return what stands for an object in JSON: its HTML, or a Decimal as a str."""
    if hasattr(obj, "__html__"):
        return str(obj.__html__())
    if isinstance(obj, Decimal):
        return str(obj)
    raise TypeError(f"Type is not JSON serializable: {type(obj).__name__}")


class JSONProvider(provider.JSONProvider):
    """A provider that encodes and decodes by jsonde.

    default, option: the arguments of dumps().
    loads_option: the option of loads().
    mimetype: the type of responses.
    All are attributes of the class, and can be set on an instance.
    """

    default: Callable[[Any], Any] | None = staticmethod(to_json)
    option: int | None = None
    loads_option: int | None = None
    mimetype: str = "application/json"

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """Return an object as JSON, in a str.

        kwargs: those of json.dumps(). With any but indent, jsonde.json encodes, and
        the options do not count.
        """
        if kwargs.get("separators") == (",", ":") and kwargs.get("indent") is None:
            del kwargs["separators"]
        if not kwargs.keys() - {"indent"}:
            indent = kwargs.get("indent")
            return dumps_str(obj, self.default, self.option, indent=indent)
        kwargs.setdefault("default", self.default)
        text: str = json.dumps(obj, **kwargs)
        return text

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Return the value of JSON.

        kwargs: those of json.loads(). With any, jsonde.json decodes.
        """
        if kwargs:
            return json.loads(s, **kwargs)
        return loads(s, option=self.loads_option)

    def response(self, *args: Any, **kwargs: Any) -> Any:
        """Return a response with the arguments as JSON, as flask.jsonify() does."""
        obj = self._prepare_response_obj(args, kwargs)
        make: Any = self._app.response_class
        return make(dumps(obj, self.default, self.option), mimetype=self.mimetype)
