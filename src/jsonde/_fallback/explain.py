# SPDX-License-Identifier: MIT
"""Messages about types and keys, which name the options that would help.

An object is asked once more for its message. An error that comes up meanwhile
asks no other object: otherwise each of many nested calls would ask all calls
inside of it again. src/enc/enc_raise.c does the same in C.
"""

import contextlib
import threading

from jsonde._fallback import facts
from jsonde._fallback.errors import JSONEncodeError, must_stay, trimmed
from jsonde._fallback.options import names_in

LOCAL = threading.local()
MOST_SHOWN = 60  # characters of a key


@contextlib.contextmanager
def explaining():
    """Tells whether objects may be asked for a message."""
    if getattr(LOCAL, "is_explaining", False):
        yield False
        return
    LOCAL.is_explaining = True
    try:
        yield True
    finally:
        LOCAL.is_explaining = False


def hint_of(options):
    """Returns the end of a message that names options: "; use A, B or C"."""
    names = names_in(options)
    if not names:
        return ""
    first = ", ".join(names[:-1])
    return f"; use {first} or {names[-1]}" if first else f"; use {names[-1]}"


def raise_type(e, o, cause=None):
    """Raises the error for an object of a type without JSON.

    cause: the exception that default has raised, or None.
    """
    if cause is not None and not isinstance(cause, Exception):
        raise trimmed(cause)
    options = 0
    with explaining() as may_ask:
        if may_ask:
            options = ask_options(e, o)
    name = facts.full_name(type(o))
    raise JSONEncodeError(
        f"Type is not JSON serializable: {name}{hint_of(options)}"
    ) from (None if cause is None else trimmed(cause))


def ask_options(e, o):
    """Returns the options that would write an object, none of them given."""
    try:
        options = e.find_options(o)
    except BaseException as error:
        if must_stay(error):
            raise
        return 0
    return 0 if options & e.options else options


def raise_key(rule, key, more):
    """Raises the error for a key that breaks a rule."""
    text = None
    with explaining() as may_ask:
        if may_ask:
            text = key_repr(key)
    shown = "" if text is None else f" {text}"
    if text is not None and len(text) > MOST_SHOWN:
        shown = f" {text[:MOST_SHOWN]}..."
    name = facts.full_name(type(key))
    raise JSONEncodeError(f"{rule}, not {name}{shown}{more}")


def key_repr(key):
    """Returns the repr() of a key, or None where it has none."""
    try:
        text = repr(facts.plain_str(key) if isinstance(key, str) else key)
    except MemoryError:
        raise
    except Exception:
        return None
    return facts.plain_str(text)
