# SPDX-License-Identifier: MIT
"""jsonde.contrib.logging"""

import datetime
import io
import logging

import pytest

import jsonde
from jsonde.contrib.logging import FIELDS, JSONFormatter

PARTNER = "logging"


class Wrong:
    def __repr__(self):
        raise KeyError("x")


@pytest.fixture
def written():
    """A function that logs with a formatter, and returns the values of the lines."""

    def run(formatter, act):
        file = io.StringIO()
        handler = logging.StreamHandler(file)
        handler.setFormatter(formatter)
        logger = logging.Logger("sea.depth")
        logger.addHandler(handler)
        act(logger)
        return [
            jsonde.loads(text, option=jsonde.OPT_LONE_SURROGATES)
            for text in file.getvalue().splitlines()
        ]

    return run


def test_a_record(written):
    before = datetime.datetime.now(datetime.timezone.utc)
    (got,) = written(
        JSONFormatter(), lambda log: log.info("%d ü\n", 3, extra={"path": "a", "n": [1]})
    )
    when = datetime.datetime.fromisoformat(got.pop("time").replace("Z", "+00:00"))
    assert abs(when - before) < datetime.timedelta(seconds=60)
    assert got == {
        "level": "INFO", "logger": "sea.depth", "message": "3 ü\n",
        "path": "a", "n": [1],
    }


def test_private_attributes_of_a_record_are_left_out(written):
    (got,) = written(
        JSONFormatter(), lambda log: log.info("x", extra={"_ns": 1, 2: 3, "b": 4})
    )
    assert list(got) == [*FIELDS, "2", "b"]


def test_an_exception_and_the_stack(written):
    def act(log):
        try:
            1 / 0  # noqa: B018
        except ZeroDivisionError:
            log.exception("oh", stack_info=True)

    (got,) = written(JSONFormatter(), act)
    assert got["exception"].startswith("Traceback (most recent call last):\n")
    assert got["exception"].endswith("ZeroDivisionError: division by zero")
    assert got["stack"].startswith("Stack (most recent call last):\n")


def test_fields_and_constants(written):
    formatter = JSONFormatter({"m": "message", "line": "lineno"}, constants={"a": 1})
    (got,) = written(formatter, lambda log: log.info("x"))
    assert got.pop("line") > 0
    assert got == {"m": "x", "a": 1}


def test_extra_does_not_replace_a_field(written):
    (got,) = written(
        JSONFormatter(), lambda log: log.info("x", extra={"level": "mine", "k": 1})
    )
    assert got["level"] == "INFO"
    assert list(got) == [*FIELDS, "k"]


def test_no_line_is_lost(written):
    cycle = {}
    cycle["a"] = cycle
    extra = {"a": cycle, "b": {(1, 2): 3}, "c": "\ud800", "d": Wrong(), "e": {1: 1j}}
    (got,) = written(JSONFormatter(), lambda log: log.info("x", extra=extra))
    assert got["a"] == "{'a': {...}}"
    assert got["b"] == "{(1, 2): 3}"
    assert got["c"] == "\ud800"
    assert got["d"] == "<Wrong, whose repr() raised KeyError>"
    assert got["e"] == {"1": "1j"}


def test_default_and_option(written):
    formatter = JSONFormatter(
        default=lambda obj: "default", option=jsonde.OPT_SORT_KEYS
    )
    (got,) = written(formatter, lambda log: log.info("x", extra={"a": 1j}))
    assert got["a"] == "default"
    assert list(got) == sorted(got)
