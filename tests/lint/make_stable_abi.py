# SPDX-License-Identifier: MIT
"""Writes stable_abi_3.9.txt, the symbols of CPython 3.9's stable ABI on Linux, from
the package abi3info (python3 -m pip install abi3info).

    python3 make_stable_abi.py > stable_abi_3.9.txt
"""

from abi3info import DATAS, FUNCTIONS
from abi3info.models import PyVersion

LAST = PyVersion(3, 9)


def names():
    for table in (FUNCTIONS, DATAS):
        for symbol, entry in table.items():
            if entry.added <= LAST and not entry.ifdef:
                yield symbol.name


if __name__ == "__main__":
    print("# Made by make_stable_abi.py")
    print("\n".join(sorted(set(names()))))
