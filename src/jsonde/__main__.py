# SPDX-License-Identifier: MIT
"""The entry point of python -m jsonde. The command line is in cli/."""

import sys

from jsonde.cli import main

if __name__ == "__main__":
    sys.exit(main())
