# SPDX-License-Identifier: MIT
"""Arguments of the public functions: the messages of wrong calls.

src/module/arguments.c has the same messages in C.
"""

import functools
import inspect

from jsonde._fallback.docstrings import DOCSTRINGS
from jsonde._fallback.errors import JSONDecodeError, JSONEncodeError

EMPTY = inspect.Parameter.empty

# The arguments of the standard library's json that jsonde does not have, and what
# to use in their place.
MODULE_JSON = "use jsonde.json"
STANDARD_ARGUMENTS = {
    "allow_nan": "use option=OPT_NAN_LITERAL or OPT_NAN_ERROR",
    "array_hook": MODULE_JSON,
    "check_circular": "jsonde always checks",
    "cls": "use default=, or jsonde.json",
    "ensure_ascii": "use option=OPT_ENSURE_ASCII",
    "object_hook": MODULE_JSON,
    "object_pairs_hook": MODULE_JSON,
    "parse_constant": MODULE_JSON,
    "parse_float": "use option=OPT_DECIMAL, or jsonde.json",
    "parse_int": MODULE_JSON,
    "separators": MODULE_JSON,
    "skipkeys": MODULE_JSON,
    "sort_keys": "use option=OPT_SORT_KEYS",
    "strict": MODULE_JSON,
}


def bound(exception):
    """Returns a decorator that checks the arguments of calls.

    A wrong call raises exception with the message of the native module.
    """

    def decorate(function):
        check = Checker(function, exception)
        low, high = check.required, check.positional

        @functools.wraps(function)
        def call(*args, **named):
            if named or not low <= len(args) <= high:
                check(args, named)
            try:
                return function(*args, **named)
            except (JSONEncodeError, JSONDecodeError) as error:
                # Frames in a traceback would keep the arguments alive.
                del args, named
                raise error.with_traceback(None)

        del call.__wrapped__
        call.__signature__ = check.signature
        call.__module__ = "jsonde._fallback"
        call.__doc__ = DOCSTRINGS[function.__name__]
        return call

    return decorate


class Checker:
    """Checks the arguments of a call of one function."""

    def __init__(self, function, exception):
        self.name = function.__name__
        self.exception = exception
        self.signature = inspect.signature(function)
        parameters = self.signature.parameters.values()
        self.names = [p.name for p in parameters]
        kinds = [p.kind for p in parameters]
        self.nameless = kinds.count(inspect.Parameter.POSITIONAL_ONLY)
        self.positional = len(kinds) - kinds.count(
            inspect.Parameter.KEYWORD_ONLY
        )
        self.required = [p.default for p in parameters].count(EMPTY)

    def __call__(self, args, named):
        given = len(args)
        if given > self.positional:
            plural = "" if self.positional == 1 else "s"
            self.fail(
                f"takes at most {self.positional} positional "
                f"argument{plural} ({given} given)"
            )
        for name in named:
            if name not in self.names[self.nameless :]:
                self.refuse(name)
            if name in self.names[:given]:
                self.fail(f"got multiple values for argument '{name}'")
        missing = [
            f"'{name}'"
            for name in self.names[given : self.required]
            if name not in named
        ]
        if missing:
            plural = "" if len(missing) == 1 else "s"
            self.fail(
                f"missing {len(missing)} required positional "
                f"argument{plural}: {' and '.join(missing)}"
            )

    def refuse(self, name):
        """Raises the exception for an unknown name."""
        text = f"got an unexpected keyword argument '{name}'"
        if name in STANDARD_ARGUMENTS:
            text += f"; {STANDARD_ARGUMENTS[name]} (docs/porting.md)"
        self.fail(text)

    def fail(self, text):
        """Raises the exception for a wrong call."""
        raise self.exception(f"{self.name}() {text}")
