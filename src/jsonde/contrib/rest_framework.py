# SPDX-License-Identifier: MIT
"""The renderer and the parser of the Django REST framework, for its settings:

    REST_FRAMEWORK = {
        "DEFAULT_RENDERER_CLASSES": ["jsonde.contrib.rest_framework.JSONRenderer"],
        "DEFAULT_PARSER_CLASSES": ["jsonde.contrib.rest_framework.JSONParser"],
    }
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jsonde.json as json
from jsonde import OPT_NAN_LITERAL, loads
from jsonde.contrib import needs

with needs(__name__, "djangorestframework"):
    from rest_framework import exceptions, parsers, renderers
    from rest_framework.utils import encoders

__all__ = ["JSONEncoder", "JSONParser", "JSONRenderer"]

_UTF8 = ("utf-8", "utf8", "utf_8")


class JSONEncoder(encoders.JSONEncoder, json.JSONEncoder):
    """An encoder with the results of the framework's encoder, to the byte."""


class JSONRenderer(renderers.JSONRenderer):
    """A renderer with the output and the settings of the framework's JSONRenderer."""

    encoder_class: ClassVar[type[json.JSONEncoder]] = JSONEncoder


class JSONParser(parsers.JSONParser):
    """A parser with the settings of the framework's JSONParser."""

    renderer_class: type[JSONRenderer] = JSONRenderer

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the value of the stream. ParseError if it is not JSON."""
        encoding = (parser_context or {}).get("encoding") or "utf-8"
        data = stream.read()
        try:
            text = data if encoding.lower() in _UTF8 else data.decode(encoding)
            return loads(text, option=None if self.strict else OPT_NAN_LITERAL)
        except ValueError as error:
            raise exceptions.ParseError(f"JSON parse error - {error}") from error
