# SPDX-License-Identifier: MIT
"""python -m jsonde: see cli.py."""

import sys

from jsonde.cli import main

if __name__ == "__main__":
    sys.exit(main())
