# SPDX-License-Identifier: MIT
"""The performance guard: what it counts, and when it must and must not fail."""

import callgrind
import guard

ENTRY = {
    "machine": "x86_64",
    "compiler": "gcc 12",
    "flags": "-O2",
    "features": "",
    "python": "3.13",
    "kernel": "avx2",
    "ours": {"one": 1000, "two": 1000},
    "total": {"one": 2000, "two": 2000},
}


def test_callgrind_parts():
    text = """part: 1
desc: Trigger: --dump-before=getppid
ob=/lib/a.so
fn=f
0 7
cob=/x/ours.so
cfn=g
calls=1 0
0 100
part: 2
desc: Trigger: Program termination
ob=/x/ours.so
fn=g
0 30
12 4
"""
    found = list(callgrind.parts(text.splitlines()))
    assert [trigger for trigger, _ in found] == [
        callgrind.TRIGGER,
        "Program termination",
    ]
    assert found[0][1] == {"/lib/a.so": 7}
    assert callgrind.cost_of(found[0][1], "ours.so") == 0
    assert callgrind.cost_of(found[1][1], "ours.so") == 34


def test_guard_finds_changes_both_ways():
    now = dict(
        ENTRY,
        ours={"one": 1021, "two": 979, "new": 5},
        total={"one": 9, "two": 9, "new": 9},
    )
    rows, out = guard.judged(ENTRY, now)
    assert out == ["one", "two", "new"]
    assert [row[-1] for row in rows] == ["MORE", "less", "OTHER"]
    now = dict(ENTRY, ours={"one": 1019, "two": 981})
    assert guard.judged(ENTRY, now)[1] == []


def test_guard_without_numbers_fails_in_ci(monkeypatch, capsys):
    kept = {"entries": [ENTRY], "not_guarded": []}
    other = dict(ENTRY, compiler="gcc 99")
    monkeypatch.setenv("CI", "true")
    assert guard.check(kept, ENTRY)
    assert not guard.check(kept, other)
    assert "NO NUMBERS" in capsys.readouterr().err
    monkeypatch.delenv("CI")
    assert guard.check(kept, other)
    guard.update(kept, other)
    assert guard.matching(kept, other) == other
    assert guard.matching(kept, ENTRY) == ENTRY


def test_guard_knows_what_is_not_guarded():
    kept = {
        "not_guarded": [
            {"when": {"python": "*[td]"}, "why": "x"},
            {"when": {"features": "?*"}, "why": "y"},
        ]
    }
    assert guard.reason_not_guarded(kept, ENTRY) is None
    assert guard.reason_not_guarded(kept, dict(ENTRY, python="3.14t")) == "x"
    sanitized = dict(ENTRY, features="-fsanitize=address")
    assert guard.reason_not_guarded(kept, sanitized) == "y"


def test_guard_ignores_flags_that_change_no_code():
    assert guard.code_flags("-g -O2 -Wall -march=native -g3") == (
        "-O2 -march=native"
    )
