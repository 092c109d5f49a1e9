# SPDX-License-Identifier: MIT
"""The views of the tests of Django and of the REST framework."""

import datetime
import decimal
import uuid

from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from jsonde.contrib.django import JSONResponse

UTC = datetime.timezone.utc
VALUES = {
    "when": datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, UTC),
    "day": datetime.date(2026, 1, 2),
    "time": datetime.time(1, 2, 3, 456789),
    "span": datetime.timedelta(days=1, seconds=2.5),
    "price": decimal.Decimal("1.10"),
    "id": uuid.UUID(int=7),
    "text": "ü \u2028 </b>",
    "list": [1, 2.5, True, None, (3,)],
    "huge": 1 << 80,
}


class Echo(APIView):
    def post(self, request):
        return Response({"got": request.data})

    def get(self, request):
        return Response(VALUES)


urlpatterns = [
    path("response", lambda request: JSONResponse({"a": [1, 2]}, status=201)),
    path("echo", Echo.as_view()),
]
