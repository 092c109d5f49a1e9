# SPDX-License-Identifier: MIT
"""What the encoder learns of a class, once: its kind, and the fields of
dataclasses and named tuples. src/py/class.c and field.c do the same in C."""

from jsonde._fallback import facts, known
from jsonde._fallback.errors import JSONEncodeError, must_stay, raise_from

MOST_CLASSES = 256  # so many are kept
NEVER, ALWAYS, IF_NONE = range(3)


class Field:
    """A field of a dataclass: attribute, the name in JSON, when to omit it."""

    __slots__ = ("attribute", "name", "omit")

    def __init__(self, attribute):
        self.attribute = self.name = attribute
        self.omit = NEVER


class Class:
    """What is known of a class. beyond: the kind without its built-in base."""

    __slots__ = (
        *("type", "kind", "beyond", "fields", "plain_value", "only_fields"),
        *("fields_first", "is_standard"),
    )

    def __init__(self, kind, found):
        base = kind_by_base(kind)
        self.type = kind
        self.kind = base
        self.beyond = found
        if (
            base == known.OTHER
            or known.STR <= found <= known.DICT
            or (base == known.BYTES and found != known.OTHER)
        ):
            self.kind = found
        if self.kind == known.BYTES:
            self.beyond = known.BYTES
        self.fields = []
        self.plain_value = self.only_fields = self.fields_first = False
        self.is_standard = False


BASES = (
    (str, known.STR_SUBCLASS),
    (int, known.INT_SUBCLASS),
    (list, known.LIST_SUBCLASS),
    (dict, known.DICT_SUBCLASS),
    (bytes, known.BYTES),
    (bytearray, known.BYTES),
    (memoryview, known.BYTES),
)


def kind_by_base(kind):
    """Returns the kind of a class by the built-in class it is derived from."""
    mro = facts.read_mro(kind)
    for base, found in BASES:
        if base in mro:
            return found
    return known.OTHER


class Classes:
    """The classes of an interpreter, and what was learned of them."""

    def __init__(self):
        self.known = known.Known()
        self.learned = {}

    def of(self, kind):
        """Returns what is known of a class. Runs user code the first time.

        Raises what that raises, and TypeError for wrong metadata of a field.
        """
        found = self.learned.get(kind)
        if found is None:
            found, is_open = self.learn(kind)
            if not is_open and len(self.learned) < MOST_CLASSES:
                found = self.learned.setdefault(kind, found)
        return found

    def learn(self, kind):
        """Returns (what a class is, whether the answer may change)."""
        found, is_open = self.known.kind_of(kind)
        if found != known.OTHER:
            return Class(kind, found), False
        is_enum, enum_open = self.known.is_enum_meta(type(kind))
        is_open = is_open or enum_open
        if is_enum:
            return self.learn_enum(kind), is_open
        learned = self.learn_fields(kind)
        if learned is None:
            if kind_by_base(kind) == known.OTHER:
                found = self.known.derived(kind)
            learned = Class(kind, found)
            learned.is_standard = known.is_standard(kind)
        return learned, is_open

    def learn_enum(self, kind):
        """Returns what an enum is."""
        learned = Class(kind, known.ENUM)
        base = self.known.place("enum_class")
        if base is not None:
            value = facts.find(kind, "value")
            plain = value is facts.find(base, "value")
            learned.plain_value = plain and reads_plainly(kind)
        return learned

    def learn_fields(self, kind):
        """Returns what a dataclass or a named tuple is, or None."""
        members = facts.read_members(kind)
        if "__dataclass_fields__" in members:
            return learn_dataclass(kind, members["__dataclass_fields__"])
        if tuple not in facts.read_mro(kind):
            return None
        names = facts.find(kind, "_fields")
        if type(names) is not tuple:
            return None
        if any(type(name) is not str for name in names):
            return None
        learned = Class(kind, known.NAMEDTUPLE)
        learned.fields = [Field(name) for name in names]
        return learned


def reads_plainly(kind):
    """Tells whether attributes are read by a __getattribute__ in C."""
    found = facts.find(kind, "__getattribute__")
    plain = facts.find(object, "__getattribute__")
    if found is plain:
        return True
    return type(found) is type(plain) is not type(reads_plainly)


# ---------------------------------------------------------------- dataclasses


def learn_dataclass(kind, fields):
    """Returns what a dataclass is.

    fields: its __dataclass_fields__.
    """
    from dataclasses import _FIELD as real

    learned = Class(kind, known.DATACLASS)
    items = list(fields.items())
    has_slots = "__slots__" in facts.read_members(kind)
    learned.only_fields = has_slots or not facts.defines(kind, "__dict__")
    for pair in items:
        if not isinstance(pair, tuple) or tuple.__len__(pair) != 2:
            raise TypeError(
                "__dataclass_fields__ has items that are no pairs"
            )
        read_field(learned, *tuple.__iter__(pair), real)
    return learned


def read_field(learned, name, field, real):
    """Adds a field to a dataclass, unless it is private or no real one."""
    if field._field_type is not real or type(name) is not str:
        return
    if name[:1] in ("", "_"):
        return
    if facts.sets(learned.type, name):
        learned.fields_first = True
    added = Field(name)
    learned.fields.append(added)
    ours = get_optional(field.metadata, "jsonde")
    if ours is not None:
        read_metadata(learned, added, *ours)
        learned.only_fields = True


def get_optional(mapping, key):
    """Returns a tuple of what a mapping has under a key, or None."""
    try:
        return (mapping[key],)
    except Exception:
        return None


def read_metadata(learned, field, ours):
    """Sets what the metadata of a field says: name and omit."""
    check_keys(learned, field, ours)
    name, omit = get_optional(ours, "name"), get_optional(ours, "omit")
    if name is not None and type(name[0]) is not str:
        refuse(learned, field, "['name'] must be str", name[0])
    if omit is not None and not is_omit(omit[0]):
        rule = "['omit'] must be True, False or 'none'"
        refuse(learned, field, rule, omit[0])
    if name is not None:
        field.name = name[0]
    if omit is not None and omit[0] is not False:
        field.omit = ALWAYS if omit[0] is True else IF_NONE


def is_omit(o):
    """Tells whether an object is True, False or "none"."""
    return o is True or o is False or (type(o) is str and o == "none")


def check_keys(learned, field, ours):
    """Raises TypeError for metadata without keys, or with unknown ones."""
    try:
        keys = list(ours.keys())
    except MemoryError:
        raise
    except Exception:
        keys = None
    if keys is None:
        refuse(learned, field, " must be a dict", ours)
    for key in keys:
        if type(key) is not str or key not in ("name", "omit"):
            refuse(learned, field, " takes 'name' and 'omit'", key)


def refuse(learned, field, rule, what):
    """Raises TypeError for wrong metadata of a field."""
    kind = facts.read_name(learned.type)
    raise TypeError(
        f"field {field.attribute!r} of {kind}: metadata['jsonde']{rule}, "
        f"not {what!r}"
    )


# -------------------------------------------------------------------- lookup

CLASSES = Classes()
CANNOT_READ_CLASS = "the class of an object cannot be read"


def class_of(kind):
    """Returns what is known of a class (classes.Class). Runs user code.

    Raises JSONEncodeError where the class cannot be read.
    """
    try:
        return CLASSES.of(kind)
    except BaseException as error:
        raise_class(error)


def raise_class(error):
    """Raises the error for a class that cannot be read."""
    if must_stay(error):
        raise error
    text = CANNOT_READ_CLASS
    if type(error) is TypeError:
        text = f"{text}: {error}"
    raise JSONEncodeError(text) from error


def read_attribute(o, name):
    """Returns an attribute of an object. Runs user code."""
    try:
        return getattr(o, name)
    except BaseException as error:
        raise_from("an attribute cannot be read", error)
