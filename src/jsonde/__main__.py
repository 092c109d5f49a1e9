# SPDX-License-Identifier: MIT
"""The entry point of python -m jsonde. The command line is in cli/."""

import sys

if __name__ == "__main__":
    try:
        from jsonde.cli import main
    except KeyboardInterrupt:  # main() handles later ones
        sys.exit(130)
    sys.exit(main())
