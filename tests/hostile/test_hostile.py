# SPDX-License-Identifier: MIT
"""The hostile build (./configure --enable-hostile) moves, empties, shortens or
replaces all open objects at each pass of the encoder's gate. The output must still
be JSON made of existing values, or the call must raise JSONEncodeError.
AddressSanitizer or PYTHONMALLOC=debug reports reads of freed memory."""

import collections
import dataclasses
import gc
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "api"))

import jsonde
import pytest
import test_dumps_mutation
from conftest import options
from hostile_values import EVILS, text

ATTACKS = ["renew", "clear", "shrink", "replace", "collect"]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("style", test_dumps_mutation.STYLES)
@pytest.mark.parametrize("name", EVILS)
def test_attack(attack, style, name, monkeypatch):
    monkeypatch.setenv("JSONDE_HOSTILE", attack)
    make, needed = EVILS[name]
    option = options(f"{needed} {style}") | jsonde.OPT_NON_STR_KEYS
    for build in test_dumps_mutation.OPEN:
        for action in (len, test_dumps_mutation.reenter, test_dumps_mutation.clear):
            test_dumps_mutation.encode(make, build, action, option, 2)


@dataclasses.dataclass
class Point:
    x: object
    y: object


Pair = collections.namedtuple("Pair", "left right")


def tree(depth):
    """Yields each container inside each other container."""
    if depth == 0:
        return [text("a"), 10**12, 1.5, None, {1.25: text("b")}]
    inner = tree(depth - 1)
    return {
        text("k"): [inner, Point(inner, [text("c")])],
        2**40 + depth: Pair((inner,), {text("x"): Point(1, text("y"))}),
        text("z"): collections.OrderedDict(z=inner, a=[set(), {text("b")}]),
    }


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "style",
    ["", "SORT_KEYS", "INDENT_2", "SERIALIZE_NAMEDTUPLE", "CANONICAL"],
)
def test_tree(attack, style, monkeypatch):
    option = options(f"NON_STR_KEYS SERIALIZE_COLLECTIONS {style}")
    monkeypatch.setenv("JSONDE_HOSTILE", "none")
    expected = jsonde.dumps(tree(2), list, option)
    monkeypatch.setenv("JSONDE_HOSTILE", attack)
    for _ in range(3):
        try:
            got = jsonde.dumps(tree(2), list, option)
        except jsonde.JSONEncodeError:
            assert attack != "renew"
            continue
        json.loads(got)
        assert attack not in ("renew", "collect") or got == expected
    gc.collect()


def test_the_build_is_hostile(tmp_path):
    """Without a hostile build this file would test nothing."""
    log = tmp_path / "log"
    program = "import jsonde; jsonde.dumps([[object()]], str)"
    subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "JSONDE_HOSTILE_LOG": str(log)},
        check=True,
    )
    passes, attacks, containers = map(int, log.read_text().split())
    assert passes >= attacks > 0
    assert containers >= attacks
