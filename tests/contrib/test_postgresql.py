# SPDX-License-Identifier: MIT
"""jsonde.contrib.sqlalchemy, on a PostgreSQL that the tests start"""

import glob
import os
import pwd
import subprocess
import tempfile

import pytest
import sqlalchemy
from json_tables import VALUE, check_columns, check_query
from sqlalchemy.dialects.postgresql import JSONB

import jsonde
from jsonde.contrib import sqlalchemy as contrib

PARTNER = "psycopg2-binary"


def program(name):
    """The path of a program of the newest PostgreSQL that is installed."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/" + name))
    assert found, "PostgreSQL is not installed (Debian: postgresql)"
    return found[-1]


@pytest.fixture(scope="module")
def url():
    """The URL of a database in a new directory. PostgreSQL refuses to run as root."""
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name

    def run(name, *arguments):
        subprocess.run(
            [program(name), *arguments], check=True, cwd="/", stdout=subprocess.DEVNULL,
            user=user if os.geteuid() == 0 else None,
        )

    with tempfile.TemporaryDirectory(prefix="jsonde-pg-") as directory:
        if os.geteuid() == 0:
            account = pwd.getpwnam(user)
            os.chown(directory, account.pw_uid, account.pw_gid)
        data = directory + "/data"
        run("initdb", "-D", data, "-U", "sea", "-A", "trust", "-E", "UTF8", "-N")
        options = f"-k {directory} -c listen_addresses= -c fsync=off"
        run("pg_ctl", "-D", data, "-o", options, "-w", "-l", data + "/log", "start")
        try:
            yield f"postgresql+psycopg2://sea@/postgres?host={directory}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@pytest.fixture
def engine(url):
    engine = contrib.create_engine(url)
    yield engine
    engine.dispose()


def test_columns(engine):
    check_columns(engine)


def test_queries(engine):
    check_query(engine)


def test_the_text_is_that_of_jsonde(engine):
    check_columns(engine)
    with engine.connect() as connection:
        data = connection.scalar(
            sqlalchemy.text("SELECT data::text FROM sea WHERE id = 1")
        )
    assert data == jsonde.dumps_str(VALUE)


def test_jsonb(engine):
    table = sqlalchemy.Table(
        "b", sqlalchemy.MetaData(), sqlalchemy.Column("data", JSONB)
    )
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert(), [{"data": VALUE}, {"data": {"x": 1}}])
        found = connection.scalars(
            sqlalchemy.select(table.c.data).where(table.c.data.contains({"x": 1}))
        )
        assert list(found) == [{"x": 1}]
        found = connection.scalars(
            sqlalchemy.select(table.c.data).where(table.c.data.has_key("ü"))
        )
        assert list(found) == [VALUE]


def test_the_deserializer_runs(url):
    seen = []
    engine = contrib.create_engine(
        url, json_deserializer=lambda data: seen.append(data) or jsonde.loads(data)
    )
    check_columns(engine)
    engine.dispose()
    assert jsonde.dumps_str(VALUE) in seen


def test_the_server_is_the_one_that_was_started(engine, url):
    with engine.connect() as connection:
        where = connection.scalar(sqlalchemy.text("SHOW unix_socket_directories"))
        version = connection.scalar(sqlalchemy.text("SHOW server_version"))
    assert url.endswith(where)
    print("contrib: PostgreSQL", version)
