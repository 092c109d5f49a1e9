# SPDX-License-Identifier: MIT
"""The command line of jsonde: jsonde COMMAND, or python -m jsonde COMMAND.

parser.py has the arguments of all commands. Each command has a module of its
name. guard.py turns every failure into one line and an exit status.
"""

from jsonde.cli.parser import main

__all__ = ["main"]
