# SPDX-License-Identifier: MIT
"""Configures Django for the tests, which share one process."""

import django
from django.conf import settings

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
        },
        INSTALLED_APPS=["django.contrib.contenttypes", "rest_framework"],
        ROOT_URLCONF="django_urls",
        SECRET_KEY="x",
        USE_TZ=True,
        REST_FRAMEWORK={
            "DEFAULT_AUTHENTICATION_CLASSES": [],
            "DEFAULT_PERMISSION_CLASSES": [],
            "UNAUTHENTICATED_USER": None,
            "DEFAULT_PARSER_CLASSES": ["jsonde.contrib.rest_framework.JSONParser"],
            "DEFAULT_RENDERER_CLASSES": [
                "jsonde.contrib.rest_framework.JSONRenderer"
            ],
        },
    )
    django.setup()
