# SPDX-License-Identifier: MIT
"""jsonde.contrib.flask"""

import datetime
import decimal
import json
import uuid

import flask
import numpy
import pytest
from flask import Flask, jsonify, render_template_string, request, session

import jsonde
from jsonde.contrib.flask import JSONProvider

PARTNER = "flask"


class Html:
    def __html__(self):
        return "<b>"


@pytest.fixture
def app():
    app = Flask("sea")
    app.secret_key = "x"
    app.json = JSONProvider(app)
    return app


def test_jsonify_writes_the_bytes_of_jsonde(app):
    @app.get("/")
    def answer():
        return jsonify(
            when=datetime.datetime(2026, 1, 2, 3), id=uuid.UUID(int=1), text="ü"
        )

    got = app.test_client().get("/")
    assert got.mimetype == "application/json"
    assert got.data.decode() == (
        '{"when":"2026-01-02T03:00:00",'
        '"id":"00000000-0000-0000-0000-000000000001","text":"ü"}'
    )


def test_a_dict_that_a_view_returns(app):
    app.json.option = jsonde.OPT_SERIALIZE_NUMPY

    @app.get("/")
    def answer():
        return {"a": numpy.arange(3)}

    assert app.test_client().get("/").data == b'{"a":[0,1,2]}'


def test_default_takes_html_and_decimals(app):
    with app.app_context():
        assert flask.json.dumps([Html(), decimal.Decimal("1.10")]) == '["<b>","1.10"]'
        with pytest.raises(TypeError, match="not JSON serializable: complex"):
            flask.json.dumps(1j)
        app.json.default = repr
        assert flask.json.dumps(1j) == '"1j"'


def test_a_request_is_decoded(app, monkeypatch):
    decoded = []
    loads = app.json.loads
    monkeypatch.setattr(app.json, "loads", lambda s: decoded.append(s) or loads(s))

    @app.post("/")
    def answer():
        return [request.get_json()]

    assert app.test_client().post("/", json={"a": 1}).json == [{"a": 1}]
    assert b'{"a":1}' in decoded


def test_a_wrong_request_has_the_status_400(app):
    @app.post("/")
    def answer():
        return [request.get_json()]

    got = app.test_client().post("/", data=b"[1,", content_type="application/json")
    assert got.status_code == 400


def test_a_session_comes_back(app):
    @app.get("/set")
    def put():
        session["value"] = {"when": datetime.datetime(2026, 1, 2), "id": (1, 2)}
        return "x"

    @app.get("/get")
    def get():
        value = session["value"]
        return [type(value["when"]).__name__, type(value["id"]).__name__]

    client = app.test_client()
    client.get("/set")
    assert client.get("/get").json == ["datetime", "tuple"]


def test_the_filter_tojson(app):
    with app.test_request_context():
        assert render_template_string("{{ v|tojson }}", v="</b>") == '"\\u003c/b\\u003e"'
        text = render_template_string("{{ v|tojson(indent=2) }}", v={"a": 1})
        assert text == '{\n  "a": 1\n}'


def test_arguments_of_json_count(app):
    value = {"b": 1, "a": "ü"}
    with app.app_context():
        for arguments in (
            {"sort_keys": True}, {"ensure_ascii": False, "separators": ("; ", "=")}
        ):
            text = flask.json.dumps(value, **arguments)
            assert text == json.dumps(value, **arguments)
        assert flask.json.loads('{"a": 1.5}', parse_float=str) == {"a": "1.5"}


def test_without_flask(message_without):
    message = message_without("jsonde.contrib.flask", "flask")
    assert "jsonde.contrib.flask needs the package flask" in message
