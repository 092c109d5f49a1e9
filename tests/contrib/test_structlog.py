# SPDX-License-Identifier: MIT
"""jsonde.contrib.structlog"""

import datetime
import io

import structlog

import jsonde
from jsonde.contrib.structlog import JSONRenderer, serialize

PARTNER = "structlog"


class Place:
    def __structlog__(self):
        return {"x": 1}

    def __repr__(self):
        return "Place()"


def lines_of(renderer, factory, file, **event):
    logger = structlog.wrap_logger(
        factory(file)(), [structlog.processors.add_log_level, renderer]
    )
    logger.info("read", **event)
    return file.getvalue()


def test_text():
    got = lines_of(JSONRenderer(), structlog.WriteLoggerFactory, io.StringIO(), ü=1)
    assert got == '{"ü":1,"event":"read","level":"info"}\n'


def test_bytes():
    renderer = JSONRenderer(as_bytes=True)
    got = lines_of(renderer, structlog.BytesLoggerFactory, io.BytesIO(), ü=1)
    assert got == '{"ü":1,"event":"read","level":"info"}\n'.encode()


def test_objects_of_structlog():
    got = JSONRenderer()(None, "info", {"a": Place(), "b": 1j})
    assert got == '{"a":{"x":1},"b":"1j"}'


def test_options():
    renderer = JSONRenderer(default=str, option=jsonde.OPT_SORT_KEYS)
    assert renderer(None, "info", {"b": 1j, "a": Place()}) == '{"a":"Place()","b":"1j"}'


def test_a_time_is_written_by_jsonde():
    when = datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc)
    got = JSONRenderer()(None, "info", {"t": when})
    assert got == '{"t":"2026-01-02T00:00:00Z"}'


def test_no_event_is_lost():
    cycle = []
    cycle.append(cycle)
    event = {"a": cycle, "b": {(1, 2): 3}, "c": "\ud800", "d": 1 << 70, "e": 1}
    got = JSONRenderer()(None, "info", event)
    assert jsonde.loads(got, option=jsonde.OPT_LONE_SURROGATES) == {
        **event, "a": "[[...]]", "b": "{(1, 2): 3}", "d": float(1 << 70),
    }


def test_the_function_is_a_serializer_of_structlog():
    renderer = structlog.processors.JSONRenderer(serialize)
    assert renderer(None, "info", {"a": Place()}) == '{"a":{"x":1}}'


def test_without_structlog(message_without):
    message = message_without("jsonde.contrib.structlog", "structlog")
    assert "jsonde.contrib.structlog needs the package structlog" in message
