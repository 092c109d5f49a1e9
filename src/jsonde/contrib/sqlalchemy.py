# SPDX-License-Identifier: MIT
"""JSON columns of SQLAlchemy:

    engine = create_engine("sqlite:///sea.db")

or, for any function that makes an engine,

    create_async_engine(url, **json_arguments(option=jsonde.OPT_SERIALIZE_NUMPY))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jsonde import dumps_str, loads
from jsonde.contrib import needs

with needs(__name__, "sqlalchemy"):
    import sqlalchemy

__all__ = ["create_engine", "json_arguments", "json_deserializer", "json_serializer"]


def json_serializer(value: Any) -> str:
    """Return a value as JSON. The result is a str, because databases store bytes as
    a blob."""
    return dumps_str(value)


def json_deserializer(data: str | bytes) -> Any:
    """Return the value of a column."""
    return loads(data)


def json_arguments(
    default: Callable[[Any], Any] | None = None,
    option: int | None = None,
    loads_option: int | None = None,
) -> dict[str, Callable[[Any], Any]]:
    """Return the arguments json_serializer and json_deserializer of an engine.

    default, option: the arguments of dumps(). loads_option: the option of loads().
    """
    return {
        "json_serializer": lambda value: dumps_str(value, default, option),
        "json_deserializer": lambda data: loads(data, option=loads_option),
    }


def create_engine(url: Any, **arguments: Any) -> sqlalchemy.Engine:
    """Return an engine whose JSON is encoded and decoded by jsonde.

    arguments: those of sqlalchemy.create_engine().
    """
    arguments.setdefault("json_serializer", json_serializer)
    arguments.setdefault("json_deserializer", json_deserializer)
    return sqlalchemy.create_engine(url, **arguments)
