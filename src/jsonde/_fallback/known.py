# SPDX-License-Identifier: MIT
"""Classes of the standard library and of numpy that the encoder knows.

No module is imported for them: an object of such a class proves that its
module is loaded. A class is known when it says that it is a certain one and
its module agrees. src/py/known.c and types.c do the same in C.
"""

import collections.abc
import sys

from jsonde._fallback import facts

(
    OTHER,
    STR,
    INT,
    BOOL,
    FLOAT,
    LIST,
    TUPLE,
    DICT,
    DATETIME,
    DATE,
    TIME,
    TIMEDELTA,
    UUID,
    SUBCLASS,
    USER_STRING,
    DECIMAL,
    ENUM,
    FRAGMENT,
    NDARRAY,
    NDARRAY_SUBCLASS,
    MASKED,
    NDARRAY_UNKNOWN,
    NUMPY_NUMBER,
    NUMPY_SCALAR,
    DATETIME64,
    BYTES,
    STR_SUBCLASS,
    INT_SUBCLASS,
    LIST_SUBCLASS,
    DICT_SUBCLASS,
    NAMEDTUPLE,
    DATACLASS,
    MAPPING,
    ITERABLE,
) = range(34)

BUILTINS = {
    **{str: STR, int: INT, bool: BOOL, float: FLOAT},
    **{dict: DICT, list: LIST, tuple: TUPLE},
}
NUMBERS = (
    *("float64", "float32", "float16", "int64", "int32", "int16", "int8"),
    *("uint64", "uint32", "uint16", "uint8", "bool_"),
)


def rows():
    """Yields (place, module, attribute, its __module__, its __name__, kind) of
    each class. A class that has had two names has two rows."""
    times = {"datetime": DATETIME, "date": DATE, "time": TIME}
    for name, kind in {**times, "timedelta": TIMEDELTA}.items():
        yield name, "datetime", name, "datetime", name, kind
        yield name, "datetime", name, "_pydatetime", name, kind
    yield "uuid", "uuid", "UUID", "uuid", "UUID", UUID
    for place, module, home in (
        ("decimal", "decimal", "decimal"),
        ("decimal", "_decimal", "decimal"),
        ("python_decimal", "_pydecimal", "decimal"),
        ("python_decimal", "_pydecimal", "_pydecimal"),
    ):
        yield place, module, "Decimal", home, "Decimal", DECIMAL
    yield "enum_meta", "enum", "EnumMeta", "enum", "EnumMeta", OTHER
    yield "enum_meta", "enum", "EnumMeta", "enum", "EnumType", OTHER
    yield "enum_class", "enum", "Enum", "enum", "Enum", OTHER
    fragment = ("jsonde.fragment", "Fragment", "jsonde", "Fragment")
    yield ("fragment", *fragment, FRAGMENT)
    text = ("collections", "UserString", "collections", "UserString")
    yield ("user_string", *text, USER_STRING)
    yield from numpy_rows()


def numpy_rows():
    """Yields the rows of numpy's classes."""

    def row(name, kind, home="numpy", said=None):
        return name, "numpy", name, home, said or name, kind

    yield row("ndarray", NDARRAY)
    for name in ("matrix", "memmap", "recarray"):
        yield row(name, NDARRAY_SUBCLASS)
    yield row("recarray", NDARRAY_SUBCLASS, "numpy.rec")
    for name in ("MaskedArray", "MaskedConstant"):
        for home in ("numpy.ma.core", "numpy.ma"):
            yield name, "numpy.ma.core", name, home, name, MASKED
    yield row("generic", OTHER)
    yield row("datetime64", DATETIME64)
    yield row("timedelta64", DATETIME64)
    for name in NUMBERS:
        yield row(name, NUMPY_NUMBER)
    yield row("bool_", NUMPY_NUMBER, said="bool")


ROWS = tuple(rows())
DATETIME_MODULES = {"datetime", "_datetime", "_pydatetime"}
DATETIMES = frozenset((DATETIME, DATE, TIME, TIMEDELTA))
CLAIMS = {}
for known_row in ROWS:
    CLAIMS.setdefault((known_row[3], known_row[4]), []).append(known_row)


def look_up(module, attribute):
    """Returns an attribute of a module that is loaded, or None."""
    try:
        return getattr(sys.modules[module], attribute, None)
    except MemoryError:
        raise
    except Exception:
        return None  # the module is half imported, or replaced


class Known:
    """The classes that were found, each in its place. A class stays there."""

    def __init__(self):
        self.places = {}
        self.kinds = {}
        self.has_datetimes = False

    def keep(self, row, kind):
        """Puts a class into its place, if that is empty."""
        if self.places.setdefault(row[0], kind) is kind:
            self.kinds[kind] = row[5]

    def find_datetimes(self):
        """Fills the places of the classes of datetime, once they are loaded.

        Other modules may have replaced the classes in datetime (freezegun), so
        the module in C counts first.
        """
        if self.has_datetimes or not DATETIME_MODULES & sys.modules.keys():
            return
        try:
            import _datetime as module
        except ImportError:
            import datetime as module
        for row in ROWS:
            found = getattr(module, row[2], None)
            if row[5] in DATETIMES and claims(found, row):
                self.keep(row, found)
        self.has_datetimes = True

    def identify(self, kind):
        """Returns (row, verified) of the class that kind is or claims to be;
        row is None where it is none."""
        row = None
        for place in CLAIMS.get(self.claim_of(kind), ()):
            row = place
            if row[5] in DATETIMES:
                self.find_datetimes()
            if self.places.get(row[0]) is kind:
                return row, True
            if look_up(row[1], row[2]) is kind:
                self.keep(row, kind)
                return row, True
        return row, False

    def claim_of(self, kind):
        """Returns what a class says of itself: (its module, its name)."""
        return facts.module_of(kind), facts.read_name(kind)

    def kind_of(self, kind):
        """Returns (the kind of a class, whether the answer may change)."""
        known = BUILTINS.get(kind)
        if known is not None:
            return known, False
        if kind in self.kinds:
            return self.kinds[kind], False
        row, verified = self.identify(kind)
        if row is None:
            return OTHER, False
        return (row[5], False) if verified else (OTHER, True)

    def place(self, name):
        """Returns the class of a place, or None where it is not loaded."""
        if name not in self.places:
            for row in ROWS:
                if row[0] == name:
                    self.fill(row)
        return self.places.get(name)

    def fill(self, row):
        """Fills the place of a row by what its module has now."""
        if row[5] in DATETIMES:
            self.find_datetimes()
        found = look_up(row[1], row[2])
        for other in ROWS:
            if other[0] == row[0] and claims(found, other):
                self.keep(other, found)

    def timedelta(self):
        """Returns the class timedelta, or None."""
        return self.place("timedelta")

    def is_enum_meta(self, meta):
        """Returns (whether a metaclass is EnumMeta, whether the answer may
        change)."""
        if meta is type:
            return False, False
        if self.places.get("enum_meta") is meta:
            return True, False
        row, verified = self.identify(meta)
        if row is None or row[0] != "enum_meta":
            return False, False
        return verified, not verified

    def base_of(self, kind):
        """Returns the kind of the class of datetime or uuid that a class is
        derived from, or OTHER."""
        for name, base in (
            *(("datetime", DATETIME), ("date", DATE)),
            *(("time", TIME), ("uuid", UUID)),
        ):
            if facts.is_derived(kind, self.places.get(name)):
                return base
        return OTHER

    def derived(self, kind):
        """Returns what a class is by the classes that it is derived from."""
        for name in ("datetime", "date", "time", "uuid", "ndarray", "generic"):
            self.place(name)
        if self.base_of(kind) != OTHER:
            return SUBCLASS
        if facts.is_derived(kind, self.places.get("ndarray")):
            return NDARRAY_UNKNOWN
        if facts.is_derived(kind, self.places.get("generic")):
            return NUMPY_SCALAR
        return OTHER

    def protocol(self, kind, collections):
        """Returns what a class is by its answers to the abstract classes.

        collections: whether collections count. Runs user code.
        """
        for name in ("decimal", "python_decimal"):
            if facts.is_derived(kind, self.place(name)):
                return DECIMAL
        if facts.is_derived(kind, self.timedelta()):
            return TIMEDELTA
        if not collections:
            return OTHER
        if facts.is_derived(kind, self.place("user_string")):
            return USER_STRING
        if issubclass(kind, Mapping):
            return MAPPING
        if issubclass(kind, Collection) or facts.defines(kind, "__next__"):
            return ITERABLE
        return OTHER


Mapping = collections.abc.Mapping
Collection = collections.abc.Collection
Set = collections.abc.Set


def claims(found, row):
    """Tells whether an object is a class that says it is the one of a row."""
    if not isinstance(found, type):
        return False
    return (facts.module_of(found), facts.read_name(found)) == row[3:5]


def is_set(o):
    """Tells whether the order of an object's items means nothing."""
    kind = type(o)
    if facts.is_derived(kind, set) or facts.is_derived(kind, frozenset):
        return True
    return issubclass(kind, Set)


STANDARD_MODULES = frozenset(
    (
        *("collections", "_collections", "collections.abc", "itertools"),
        *("array", "weakref", "_weakrefset", "os"),
    )
)


def is_standard(kind):
    """Tells whether a class is a collection of the standard library's own."""
    module = facts.module_of(kind)
    if module == "builtins":
        return not facts.is_mutable_heap_type(kind)
    return module in STANDARD_MODULES
