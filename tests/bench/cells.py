# SPDX-License-Identifier: MIT
"""The measured texts: documents from files, and typical messages of services.

A cell is one text in one direction and of one kind (KINDS). Each text is plain
JSON, so that each library can run each cell.
"""

import collections
import json
import os
import random
import uuid

# kind: (direction, description), in the order of the tables.
KINDS = {
    "dumps": ("dumps", "the same object again and again"),
    "dumps fresh": ("dumps", "each object is parsed anew and written once"),
    "loads": ("loads", "from bytes, the result freed inside the timed part"),
    "loads kept": ("loads", "from bytes, the result freed outside of it"),
    "loads str": ("loads", "from str, freed inside"),
    "loads str kept": ("loads", "from str, freed outside"),
}
# Keeping small results would measure the allocator more than the library.
MESSAGE_KINDS = ("dumps", "dumps fresh", "loads", "loads str")

Cell = collections.namedtuple("Cell", "group kind name text")


def compact(value):
    """Returns the text of a value: UTF-8 without spaces, as services send it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def claims():
    """The payload of a JSON Web Token."""
    return {
        "iss": "https://id.example.org",
        "sub": "auth0|5f7c8ec7c33c6c004bbafe82",
        "aud": ["https://api.example.org", "https://id.example.org/userinfo"],
        "iat": 1700000000,
        "exp": 1700086400,
        "azp": "my_client_id",
        "scope": "openid profile email",
    }


def log_record():
    return {
        "ts": "2024-05-17T09:24:31.482913Z",
        "level": "INFO",
        "logger": "shop.checkout",
        "msg": "order placed",
        "order": 4821973,
        "ms": 12.75,
        "ok": True,
        "trace": "4bf92f3577b34da6a3ce929d0e0e4736",
    }


def geojson_point():
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [13.37691, 52.51604]},
        "properties": {"name": "Brandenburger Tor", "rank": 3},
    }


def chat_chunk():
    """One step of a streamed chat completion."""
    return {
        "id": "chatcmpl-9Qw1rTz6",
        "object": "chat.completion.chunk",
        "created": 1715938271,
        "model": "small-1",
        "choices": [
            {
                "index": 0,
                "delta": {"content": " depth"},
                "logprobs": None,
                "finish_reason": None,
            }
        ],
    }


def page(dice):
    """A paginated list of ten rows."""
    row = {
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "active": True,
        "score": 97.5,
        "tags": ["admin", "staff"],
        "manager": None,
    }
    rows = [
        dict(row, id=1000 + i, score=dice.randrange(1000) / 10)
        for i in range(10)
    ]
    return {
        "page": 3,
        "per_page": 10,
        "total": 4711,
        "items": rows,
        "next": "https://api.example.org/v1/users?page=4",
    }


def error_response():
    return {
        "error": {
            "code": 422,
            "status": "UNPROCESSABLE",
            "message": "The field 'email' is not a valid address.",
            "details": [{"field": "email", "reason": "format"}],
        },
        "request_id": "req_01HXYZ3F8J",
    }


def webhook():
    """A push event, shortened."""
    person = {"name": "Grace", "email": "grace@example.org", "username": "gh"}
    return {
        "ref": "refs/heads/main",
        "before": "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
        "after": "59b20b8d5c6ff8d09518454d4dd8b7b30f095ab5",
        "forced": False,
        "repository": {
            "id": 186853002,
            "name": "Hello-World",
            "private": False,
            "owner": person,
            "fork": False,
        },
        "pusher": person,
        "commits": [
            {
                "id": "59b20b8d5c6ff8d09518454d4dd8b7b30f095ab5",
                "message": "Update README.md\n\nA line more.",
                "author": person,
                "added": [],
                "removed": [],
                "modified": ["README.md"],
            }
        ],
    }


def metrics(dice):
    return {
        "resource": {"service": "api", "host": "web-07", "zone": "eu-1b"},
        "points": [
            {
                "name": f"http.server.{name}",
                "t": 1715938271000 + i,
                "value": dice.random() * 1e3,
                "count": dice.randrange(10**6),
            }
            for i, name in enumerate(["p50", "p90", "p99", "max", "sum"])
        ],
    }


def nested(depth):
    value = {"leaf": 1}
    for level in range(depth):
        value = [value] if level % 2 else {"next": value}
    return value


SCRIPTS = {
    "latin-1": "Größe, naïve façade, señor Ångström übt in São Tomé",
    "cjk": "深度探測器把感測器放到海底測量溫度與鹽度並回報資料データ測定",
    "cyrillic": "зонд опускают в глубину и измеряют всё что лежит внизу",
    "emoji": "ship it 🚀 well done 🎉🎉 thanks 🙏 all green ✅ 🌊",
}


def texts(dice, script, count):
    """Strings of 8 to 40 characters from one script."""
    source = SCRIPTS[script] * 3
    starts = [dice.randrange(40) for _ in range(count)]
    return [source[at : at + dice.randrange(8, 40)] for at in starts]


def messages():
    """Returns values by name, equal on every machine and in every run."""
    dice = random.Random(20240517)
    words = "probe depth layer signal buffer value offset page mirror".split()
    return {
        "{}": {},
        "jwt claims": claims(),
        "log record": log_record(),
        "geojson point": geojson_point(),
        "chat chunk": chat_chunk(),
        "error response": error_response(),
        "webhook": webhook(),
        "metrics": metrics(dice),
        "page of 10 rows": page(dice),
        "100 integers": [
            dice.randrange(
                -(10 ** dice.randrange(1, 10)), 10 ** dice.randrange(1, 19)
            )
            for _ in range(100)
        ],
        "100 floats": [dice.uniform(-180, 180) for _ in range(100)],
        "100 short floats": [dice.randrange(10**5) / 100 for _ in range(100)],
        "8x8 matrix": [[dice.gauss(0, 1) for _ in range(8)] for _ in range(8)],
        "100 short strings": [dice.choice(words) + str(i) for i in range(100)],
        "30 uuids": [
            str(uuid.UUID(int=dice.getrandbits(128))) for _ in range(30)
        ],
        "20 cjk strings": texts(dice, "cjk", 20),
        "20 latin-1 strings": texts(dice, "latin-1", 20),
        "20 cyrillic strings": texts(dice, "cyrillic", 20),
        "20 emoji strings": texts(dice, "emoji", 20),
        "ascii text 4 kB": " ".join(dice.choice(words) for _ in range(620)),
        "text with escapes": ('He said: "no"\n\tpath C:\\new\\table\r\n' * 12),
        "deep nesting": nested(60),
        "50 keys": {f"{dice.choice(words)}_{i}": i * 37 for i in range(50)},
        "booleans and nulls": [
            dice.choice([True, False, None]) for _ in range(100)
        ],
    }


def documents(folder):
    """Returns (name, text) of each *.json in a folder, or none without a folder."""
    for name in sorted(os.listdir(folder)) if folder else ():
        if name.endswith(".json"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                yield name[: -len(".json")], file.read()


def all_cells(folder=None, only=None):
    """Returns the cells for which only(cell) is true, or all."""
    found = [
        Cell("documents", kind, name, text)
        for kind in KINDS
        for name, text in documents(folder)
    ]
    found += [
        Cell("messages", kind, name, compact(value))
        for kind in MESSAGE_KINDS
        for name, value in messages().items()
    ]
    return [cell for cell in found if only is None or only(cell)]
