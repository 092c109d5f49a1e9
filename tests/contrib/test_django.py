# SPDX-License-Identifier: MIT
"""jsonde.contrib.django"""

import datetime
import decimal
import json
import math

import django_setup  # noqa: F401
import numpy
import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.http import JsonResponse
from django.test import Client
from django.utils.functional import lazystr
from django_urls import VALUES

import jsonde
from jsonde.contrib.django import JSONDecoder, JSONEncoder, JSONResponse

PARTNER = "django"


class Station(models.Model):
    data = models.JSONField(encoder=JSONEncoder, decoder=JSONDecoder)

    class Meta:
        app_label = "sea"


def test_a_view_answers():
    got = Client().get("/response")
    assert got.status_code == 201
    assert got["Content-Type"] == "application/json"
    assert got.content == b'{"a":[1,2]}'


def test_a_response_takes_options_and_default():
    response = JSONResponse({"a": numpy.arange(3)}, option=jsonde.OPT_SERIALIZE_NUMPY)
    assert response.content == b'{"a":[0,1,2]}'
    assert JSONResponse({"a": 1j}, repr).content == b'{"a":"1j"}'
    with pytest.raises(TypeError, match="complex"):
        JSONResponse({"a": 1j})


def test_a_response_takes_the_types_of_django():
    value = {
        "lazy": lazystr("ü"),
        "price": decimal.Decimal("1.10"),
        "span": datetime.timedelta(1),
    }
    text = JSONResponse(value).content.decode()
    assert text == '{"lazy":"ü","price":"1.10","span":"P1DT00H00M00S"}'


def test_only_dicts_are_safe():
    with pytest.raises(TypeError, match="data is list, but must be dict"):
        JSONResponse([])
    assert JSONResponse([], safe=False).content == b"[]"


@pytest.mark.parametrize(
    "arguments",
    [{}, {"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False}],
)
def test_the_encoder_has_the_results_of_django(arguments):
    value = {**VALUES, "lazy": lazystr("ü"), "nan": math.nan, 1: 2}
    ours = JsonResponse(value, encoder=JSONEncoder, json_dumps_params=arguments)
    theirs = JsonResponse(value, json_dumps_params=arguments)
    assert ours.content == theirs.content


def test_the_encoder_has_the_exceptions_of_django():
    aware = datetime.time(1, tzinfo=datetime.timezone.utc)
    for value in (1j, [aware], {(1,): 2}):
        messages = []
        for encoder in (DjangoJSONEncoder, JSONEncoder):
            with pytest.raises((TypeError, ValueError)) as caught:
                json.dumps(value, cls=encoder)
            messages.append((caught.type, str(caught.value)))
        assert messages[0] == messages[1]


def test_a_field_of_a_database():
    with connection.schema_editor() as editor:
        editor.create_model(Station)
    station = Station.objects.create(data={"ü": [1, datetime.date(2026, 1, 2)]})
    station.refresh_from_db()
    assert station.data == {"ü": [1, "2026-01-02"]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT typeof(data), data FROM sea_station")
        kind, text = cursor.fetchone()
    assert kind == "text"
    assert text == json.dumps(station.data)
    assert Station.objects.filter(data__has_key="ü").count() == 1


def test_without_django(message_without):
    message = message_without("jsonde.contrib.django", "django")
    assert "jsonde.contrib.django needs the package django" in message
