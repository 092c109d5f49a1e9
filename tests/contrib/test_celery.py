# SPDX-License-Identifier: MIT
"""jsonde.contrib.kombu, with a Celery worker"""

import datetime
import decimal
import uuid

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker

from jsonde.contrib import kombu as contrib

PARTNER = "celery"


@pytest.fixture(scope="module")
def app():
    contrib.register()
    app = Celery("sea", broker="memory://", backend="cache+memory://")
    app.conf.update(
        task_serializer="jsonde", result_serializer="jsonde", accept_content=["jsonde"]
    )

    @app.task(name="sea.echo")
    def echo(value, **more):
        return [value, more, type(value).__name__]

    @app.task(name="sea.fail")
    def fail():
        raise ValueError("deep")

    with start_worker(app, perform_ping_check=False, pool="solo"):
        yield app


def test_a_task_runs(app):
    value = {
        "when": datetime.datetime(2026, 1, 2),
        "id": uuid.UUID(int=7),
        "price": decimal.Decimal("1.10"),
        "ü": [1, 2.5, None],
    }
    before = contrib.dumps(value)
    got = app.tasks["sea.echo"].delay(value, a=1).get(timeout=60)
    assert got == [value, {"a": 1}, "dict"]
    assert contrib.dumps(value) == before


def test_the_worker_decodes_by_jsonde(app, monkeypatch):
    from kombu import serialization

    bodies = []
    decoders = serialization.registry._decoders
    monkeypatch.setitem(
        decoders,
        "application/json",
        lambda body: bodies.append(body) or contrib.loads(body),
    )
    app.tasks["sea.echo"].delay("mark").get(timeout=60)
    assert any("mark" in str(body) for body in bodies)


def test_an_exception_comes_back(app):
    with pytest.raises(ValueError, match="deep"):
        app.tasks["sea.fail"].delay().get(timeout=60)
