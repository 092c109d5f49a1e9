# SPDX-License-Identifier: MIT
"""jsonde.contrib.rest_framework"""

import io
import json
import math

import django_setup  # noqa: F401
import pytest
from django_urls import VALUES
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser as TheirParser
from rest_framework.renderers import JSONRenderer as TheirRenderer
from rest_framework.test import APIClient

from jsonde.contrib.rest_framework import JSONParser, JSONRenderer

PARTNER = "djangorestframework"


@pytest.mark.parametrize(
    "media", [None, "application/json", "application/json; indent=4"]
)
def test_the_output_is_that_of_the_framework(media):
    for value in (VALUES, None, [], "ü\u2028", {"a": b"x", "b": {3}, "c": {1: 2}}):
        ours = JSONRenderer().render(value, media, {})
        assert ours == TheirRenderer().render(value, media, {})


@pytest.mark.parametrize("name", ["ensure_ascii", "compact", "strict"])
def test_the_settings_count(name):
    ours, theirs = JSONRenderer(), TheirRenderer()
    for renderer in (ours, theirs):
        setattr(renderer, name, not getattr(renderer, name))
    value = {**VALUES, "nan": 1.0 if ours.strict else math.nan}
    assert ours.render(value) == theirs.render(value)


def test_strict_refuses_nan():
    with pytest.raises(ValueError):
        JSONRenderer().render(math.nan)
    with pytest.raises(ParseError):
        JSONParser().parse(io.BytesIO(b"[NaN]"))
    lax = JSONParser()
    lax.strict = False
    assert math.isnan(lax.parse(io.BytesIO(b"[NaN]"))[0])


def test_a_view_answers():
    got = APIClient().get("/echo")
    assert got["Content-Type"] == "application/json"
    assert got.content == TheirRenderer().render(VALUES)


def test_a_view_reads():
    value = {"a": [1, 2.5, "ü", None]}
    got = APIClient().post("/echo", json.dumps(value), content_type="application/json")
    assert got.json() == {"got": value}


def test_a_wrong_body_has_the_status_400():
    got = APIClient().post("/echo", b"[1,", content_type="application/json")
    assert got.status_code == 400
    assert got.json()["detail"].startswith("JSON parse error - ")


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_the_encoding_counts(encoding):
    data = '["ü"]'.encode(encoding)
    context = {"encoding": encoding}
    ours = JSONParser().parse(io.BytesIO(data), parser_context=context)
    assert ours == TheirParser().parse(io.BytesIO(data), parser_context=context)


def test_without_the_framework(message_without):
    message = message_without("jsonde.contrib.rest_framework", "rest_framework")
    assert "needs the package djangorestframework" in message
