# SPDX-License-Identifier: MIT
"""jsonde.contrib.httpx"""

import httpx
import pytest
from client_tests import *  # noqa: F403
from client_tests import Client

from jsonde.contrib import httpx as contrib

PARTNER = "httpx"


@pytest.fixture
def client():
    with httpx.Client() as session:
        yield Client(
            contrib,
            lambda url, data: httpx.post(url, content=data),
            lambda url, arguments: session.post(url, **arguments),
            httpx.get,
            lambda url: httpx.stream("GET", url),
        )


def test_without_httpx(message_without):
    message = message_without("jsonde.contrib.httpx", "httpx")
    assert "jsonde.contrib.httpx needs the package httpx" in message
