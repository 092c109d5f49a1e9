# SPDX-License-Identifier: MIT
"""JSONTestSuite, and large documents, compared with the standard library."""

import json

import jsonde
import pytest
from conftest import exact, outcome

COUNT = 318


@pytest.fixture(scope="module")
def suite(data_dir):
    files = sorted((data_dir / "JSONTestSuite/test_parsing").glob("*.json"))
    return [(file.name, file.read_bytes()) for file in files]


def named(suite, prefix):
    return [row for row in suite if row[0].startswith(prefix)]


def all_forms(data):
    yield data
    yield bytearray(data)
    yield memoryview(data)
    try:
        yield data.decode()
    except UnicodeDecodeError:
        pass


def test_count(suite):
    assert len(suite) == COUNT
    assert sum(len(named(suite, p)) for p in ("y_", "n_", "i_")) == COUNT


def test_accepted(suite):
    for name, data in named(suite, "y_"):
        expected = json.loads(data.decode())
        for form in all_forms(data):
            assert jsonde.loads(form) == expected, name


def test_refused(suite):
    for name, data in named(suite, "n_"):
        for form in all_forms(data):
            with pytest.raises(jsonde.JSONDecodeError):
                jsonde.loads(form)
                print("accepted:", name)


def test_free_to_choose(suite):
    for name, data in named(suite, "i_"):
        forms = list(all_forms(data))
        results = [outcome(jsonde.loads, form) for form in forms]
        assert all(r == results[0] for r in results), name
        if len(forms) == 3:  # not valid UTF-8
            assert results[0][0] == "JSONDecodeError", name


def documents(data_dir):
    for file in sorted(data_dir.iterdir()):
        if file.suffix == ".json":
            yield file.name, file.read_bytes()
        elif file.suffix == ".ndjson":
            for line in file.read_bytes().splitlines()[:200]:
                yield file.name, line


def test_large_documents(data_dir):
    seen = 0
    for name, data in documents(data_dir):
        value = json.loads(data.decode())
        expected = exact(value)
        for form in all_forms(data):
            agrees = exact(jsonde.loads(form)) == expected
            assert agrees, name
        written = jsonde.dumps(value)
        agrees = exact(json.loads(written.decode())) == expected
        assert agrees, name
        assert jsonde.dumps(jsonde.loads(written)) == written, name
        seen += 1
    assert seen > 0
