# SPDX-License-Identifier: MIT
"""jsonde.contrib.requests"""

import requests
import pytest
from client_tests import *  # noqa: F403
from client_tests import Client

from jsonde.contrib import requests as contrib

PARTNER = "requests"


@pytest.fixture
def client():
    with requests.Session() as session:
        yield Client(
            contrib,
            lambda url, data: requests.post(url, data=data),
            lambda url, arguments: session.post(url, **arguments),
            requests.get,
            lambda url: requests.get(url, stream=True),
        )


def test_without_requests(message_without):
    message = message_without("jsonde.contrib.requests", "requests")
    assert "jsonde.contrib.requests needs the package requests" in message
