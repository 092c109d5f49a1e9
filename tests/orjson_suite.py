# SPDX-License-Identifier: MIT
"""A pytest plugin that runs orjson's own tests with jsonde under the name orjson.

The tests read data files that orjson's release does not contain. The plugin takes
them from JSONDE_TEST_DATA, and skips tests whose files are missing there.
tests/check-orjson runs it in the directory of the release.
"""

import lzma
import os
import pathlib
import sys

import jsonde
import pytest

sys.modules["orjson"] = jsonde

# These tests fail because jsonde differs on purpose: names of the module, a
# signature with 'indent', and a maximum depth of 1,024 containers.
DIFFERENT = {
    "test_api.py::TestApi::test_dumps_module_str": "__module__ is 'orjson'",
    "test_api.py::TestApi::test_loads_module_str": "__module__ is 'orjson'",
    "test_api.py::TestApi::test_dumps_signature": "dumps() has no indent",
    "test_recursion.py::TestSerializeRecursion::test_dumps_recursion_limit": (
        "dumps() writes 1,024 levels"
    ),
    "test_fragment.py::TestFragment::test_fragment_repr": "repr says orjson",
}
# orjson numbers no release candidates.
if "rc" in jsonde.__version__:
    DIFFERENT["test_api.py::TestApi::test_version"] = "three numbers"
WHOLE = ("twitter.json", "canada.json", "citm_catalog.json", "github.json")


def make_data():
    """Makes orjson's data directory from the documents of JSONDE_TEST_DATA."""
    source = pathlib.Path(os.environ.get("JSONDE_TEST_DATA") or "nowhere")
    parsing = source / "JSONTestSuite" / "test_parsing"
    if not parsing.is_dir():
        return
    target = pathlib.Path("data")
    (target / "parsing").mkdir(parents=True, exist_ok=True)
    for path in parsing.iterdir():
        content = path.read_bytes()
        (target / "parsing" / path.name).write_bytes(content)
        packed = lzma.compress(content, preset=0)
        (target / "parsing" / f"{path.name}.xz").write_bytes(packed)
    for name in WHOLE:
        packed = lzma.compress((source / name).read_bytes(), preset=0)
        (target / f"{name}.xz").write_bytes(packed)


def pytest_configure():
    make_data()


def pytest_collection_modifyitems(items):
    left = dict(DIFFERENT)
    for item in items:
        reason = left.pop(item.nodeid.split("test/")[-1], None)
        if reason is not None:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
    if left:
        raise pytest.UsageError(f"orjson has no tests of these names: {left}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call():
    try:
        return (yield)
    except FileNotFoundError as error:
        pytest.skip(f"no {error.filename}")
