# SPDX-License-Identifier: MIT
"""Facts about classes, read past their metaclasses.

type's own descriptors answer, so that no metaclass and no attribute of a class
runs. src/py/facts.c does the same in C.
"""

import sys

TYPE = type.__dict__
read_name = TYPE["__name__"].__get__
read_module = TYPE["__module__"].__get__
read_ready_mro = TYPE["__mro__"].__get__
read_ready_members = TYPE["__dict__"].__get__
read_flags = TYPE["__flags__"].__get__

# Modules whose classes are types in C on CPython.
IN_C_OF_CPYTHON = (
    () if sys.implementation.name == "cpython" else ("datetime", "decimal")
)
HEAP_TYPE = 1 << 9
IMMUTABLE_TYPE = 1 << 8


def read_mro(kind):
    """Returns the order in which the bases of a class are searched.

    A type in C has none before it is ready, which some are not before somebody
    asks for an attribute.
    """
    mro = read_ready_mro(kind)
    return kind.__mro__ if mro is None else mro


def read_members(kind):
    """Returns the attributes that a class itself defines."""
    members = read_ready_members(kind)
    return kind.__dict__ if members is None else members


def module_of(kind):
    """Returns the __module__ of a class, or None where that is no str."""
    try:
        module = read_module(kind)
    except AttributeError:
        return None
    return module if isinstance(module, str) else None


def own(kind, name):
    """Returns the attribute that a class itself defines, or None."""
    return read_members(kind).get(name)


def find(kind, name):
    """Returns the attribute that a class or a base of it defines, or None."""
    for base in read_mro(kind):
        members = read_members(base)
        if name in members:
            return members[name]
    return None


def defines(kind, name):
    """Tells whether a class or a base of it defines an attribute."""
    return any(name in read_members(base) for base in read_mro(kind))


def sets(kind, name):
    """Tells whether a data descriptor of a class is behind an attribute."""
    if not defines(kind, name):
        return False
    return defines(type(find(kind, name)), "__set__")


def is_derived(kind, base):
    """Tells whether a class is base or derived from it; base may be None."""
    return base is not None and any(one is base for one in read_mro(kind))


def is_mutable_heap_type(kind):
    """Tells whether Python code, or nearly so, has made a class."""
    flags = read_flags(kind)
    return flags & (HEAP_TYPE | IMMUTABLE_TYPE) == HEAP_TYPE


def full_name(kind):
    """Returns the name of a class as CPython's tp_name has it."""
    name = read_name(kind)
    module = module_of(kind)
    if is_mutable_heap_type(kind) and module not in IN_C_OF_CPYTHON:
        return name
    return name if module in (None, "builtins") else f"{module}.{name}"


def has_python_buffer(kind):
    """Tells whether a class exports its buffer by a method in Python."""
    found = find(kind, "__buffer__")
    # PyPy has this type for classes of extension modules alone.
    return found is not None and type(found).__name__ != "wrapper_descriptor"


def plain_integer(value):
    """Returns the int that an instance of a subclass of int holds."""
    return int.__add__(value, 0)


def plain_str(value):
    """Returns the exact str that an instance of a subclass of str holds."""
    return str.__add__(value, "")
