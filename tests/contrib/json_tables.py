# SPDX-License-Identifier: MIT
"""Tests of JSON columns that each database must pass."""

import datetime

import sqlalchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

VALUE = {"ü": [1, 2.5, None, True], "b": {"c": "\u2028"}}


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "sea"
    id: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[dict] = mapped_column(sqlalchemy.JSON)


def check_columns(engine):
    """Writes and reads rows."""
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Row(id=1, data=VALUE))
        session.add(Row(id=2, data={"day": datetime.date(2026, 1, 2)}))
        session.add(Row(id=3, data=["\\", "\x00"[:0], ""]))
        session.commit()
        session.expire_all()
        rows = session.scalars(sqlalchemy.select(Row).order_by(Row.id))
        assert [row.data for row in rows] == [
            VALUE, {"day": "2026-01-02"}, ["\\", "", ""],
        ]


def check_query(engine):
    """Asks for values inside of JSON."""
    check_columns(engine)
    with Session(engine) as session:
        found = session.scalars(
            sqlalchemy.select(Row.id).where(Row.data["b"]["c"].as_string() == "\u2028")
        )
        assert list(found) == [1]
        (part,) = session.scalars(
            sqlalchemy.select(Row.data["ü"]).where(Row.id == 1)
        )
        assert part == VALUE["ü"]
