# SPDX-License-Identifier: MIT
"""A formatter of the standard library's module logging, for logs in JSON Lines:

    handler.setFormatter(JSONFormatter())
    logger.info("read %d rows", 3, extra={"path": "a.jsonl"})
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any

from jsonde.contrib.log_lines import OPTION, line, show

__all__ = ["FIELDS", "JSONFormatter"]

# Name in the line: attribute of the record.
FIELDS = {
    "time": "time",
    "level": "levelname",
    "logger": "name",
    "message": "message",
}

# The attributes that are not from the argument extra.
_STANDARD = {
    *vars(logging.makeLogRecord({})),
    *("asctime", "message", "taskName"),
}


class JSONFormatter(logging.Formatter):
    """A formatter that writes each record as one line of JSON.

    fields: the name of each member and the attribute of the record for it. "time"
    is the time of the record in UTC. Members for extra, the exception (exception)
    and the stack (stack) follow. Attributes with a leading underscore are left out:
    libraries such as Ray add them to each record.
    constants: members that each line has.
    default, option: the arguments of dumps(). Values that cannot be encoded are
    written as their repr(), so that no line is lost.
    """

    def __init__(
        self,
        fields: Mapping[str, str] = FIELDS,
        *,
        constants: Mapping[str, Any] | None = None,
        default: Callable[[Any], Any] | None = show,
        option: int = OPTION,
    ) -> None:
        super().__init__()
        self.fields: dict[str, str] = dict(fields)
        self.constants: dict[str, Any] = dict(constants or {})
        self.default: Callable[[Any], Any] | None = default
        self.option: int = option

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON, without a line break."""
        return line(self.members(record), self.default, self.option).decode()

    def members(self, record: logging.LogRecord) -> dict[str, Any]:
        """Return the members of the line of a record."""
        record.message = record.getMessage()
        values = {
            **vars(record),
            "time": datetime.fromtimestamp(record.created, timezone.utc),
        }
        found = {name: values.get(key) for name, key in self.fields.items()}
        found.update(self.constants)
        for name, value in vars(record).items():
            if name not in _STANDARD and not str(name).startswith("_"):
                found.setdefault(name, value)
        if record.exc_info:
            found["exception"] = self.formatException(record.exc_info)
        if record.stack_info:
            found["stack"] = self.formatStack(record.stack_info)
        return found
