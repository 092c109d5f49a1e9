# SPDX-License-Identifier: MIT
"""The tests' own tools, and the package in the build tree."""

import pathlib

import pytest
from jsonde import _jsonde


def test_stage_has_both_names():
    module = pathlib.Path(_jsonde.__file__)
    names = ["_jsonde.abi3.so", "_jsonde.abi3t.so"]
    if module.name not in names or module.parent.parent.name != "stage":
        pytest.skip("this is no package in a build tree, or no stable ABI")
    first, second = [(module.parent / name).read_bytes() for name in names]
    assert first == second
