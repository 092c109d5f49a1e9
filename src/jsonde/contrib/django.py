# SPDX-License-Identifier: MIT
"""Responses of Django, and an encoder for JsonResponse and JSONField."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jsonde.json as json
from jsonde import dumps
from jsonde.contrib import needs

with needs(__name__, "django"):
    from django.core.serializers.json import DjangoJSONEncoder
    from django.http import HttpResponse

__all__ = ["JSONDecoder", "JSONEncoder", "JSONResponse", "to_json"]

JSONDecoder = json.JSONDecoder


class JSONEncoder(DjangoJSONEncoder, json.JSONEncoder):
    """An encoder with the results of DjangoJSONEncoder, to the byte."""


_to_json: Callable[[Any], Any] = DjangoJSONEncoder().default


def to_json(obj: Any) -> Any:
    """Return what stands in JSON for an object that only Django encodes: a lazy
    string, a Decimal or a timedelta."""
    return _to_json(obj)


class JSONResponse(HttpResponse):
    """A response with data as JSON.

    data: an object for dumps(). Unless safe is false, it must be a dict.
    default, option: the arguments of dumps().
    kwargs: those of HttpResponse.
    """

    def __init__(
        self,
        data: Any,
        default: Callable[[Any], Any] | None = to_json,
        option: int | None = None,
        *,
        safe: bool = True,
        **kwargs: Any,
    ) -> None:
        if safe and not isinstance(data, dict):
            raise TypeError(
                f"data is {type(data).__name__}, but must be dict unless safe=False"
            )
        kwargs.setdefault("content_type", "application/json")
        super().__init__(content=dumps(data, default, option), **kwargs)
