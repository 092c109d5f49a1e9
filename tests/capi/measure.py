# SPDX-License-Identifier: MIT
"""Measures three ways to read a view of 100 bytes, in rounds: nanoseconds."""

import sys
import time

import limited

ROUNDS, TURNS = 9, 200_000
WAYS = {
    "JSONDE_MEMORYVIEW_GET_BUFFER": limited.read_in_place,
    "JSONDE_BUFFER_ACQUIRE and _RELEASE": limited.read_acquired,
    "PyObject_GetBuffer and PyBuffer_Release": limited.read_exported,
}
for kind in (bytes, bytearray):
    view = memoryview(kind(100))
    best = dict.fromkeys(WAYS, 1e9)
    for _ in range(ROUNDS):
        for name, read in WAYS.items():
            start = time.perf_counter()
            if read(view, TURNS) < 0:
                best[name] = 0
            best[name] = min(best[name], time.perf_counter() - start)
    for name, seconds in best.items():
        if not seconds:
            print(f"capi: {sys.argv[1]} {kind.__name__}: not proven here: {name}")
            continue
        print(f"capi: {sys.argv[1]} {kind.__name__}: {seconds / TURNS * 1e9:5.1f} ns {name}")
