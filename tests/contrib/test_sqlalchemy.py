# SPDX-License-Identifier: MIT
"""jsonde.contrib.sqlalchemy, on SQLite"""

import numpy
import pytest
import sqlalchemy
from json_tables import VALUE, check_columns, check_query

import jsonde
from jsonde.contrib import sqlalchemy as contrib

PARTNER = "sqlalchemy"


@pytest.fixture
def engine():
    engine = contrib.create_engine("sqlite://")
    yield engine
    engine.dispose()


def test_columns(engine):
    check_columns(engine)


def test_queries(engine):
    check_query(engine)


def test_the_database_stores_text(engine):
    check_columns(engine)
    with engine.connect() as connection:
        rows = connection.execute(
            sqlalchemy.text("SELECT typeof(data), data FROM sea ORDER BY id")
        )
        kind, data = rows.first()
    assert kind == "text"
    assert data == jsonde.dumps_str(VALUE)


def test_options_of_an_engine():
    arguments = contrib.json_arguments(
        option=jsonde.OPT_SERIALIZE_NUMPY, loads_option=jsonde.OPT_BIG_INTEGER
    )
    engine = sqlalchemy.create_engine("sqlite://", **arguments)
    table = sqlalchemy.Table(
        "t", sqlalchemy.MetaData(), sqlalchemy.Column("data", sqlalchemy.JSON)
    )
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert().values(data=numpy.arange(3)))
        assert connection.scalar(sqlalchemy.select(table)) == [0, 1, 2]
        connection.execute(sqlalchemy.text("UPDATE t SET data = '[1%s]'" % ("0" * 30)))
        assert connection.scalar(sqlalchemy.select(table)) == [10**30]
    engine.dispose()


def test_without_sqlalchemy(message_without):
    message = message_without("jsonde.contrib.sqlalchemy", "sqlalchemy")
    assert "jsonde.contrib.sqlalchemy needs the package sqlalchemy" in message
