# SPDX-License-Identifier: MIT
"""Well-known classes: mocks in their place, classes that imitate them, datetimes in
Python, and jsonde's own state. Each program runs in its own process, because the
module caches classes."""

import sys

import pytest
from conftest import forked_output

# (import, module and name that a mock replaces, value, option, JSON).
KNOWN = {
    "datetime": ("datetime", "datetime", "datetime(2024, 1, 2, 3, 4, 5)", ""),
    "date": ("datetime", "date", "date(2024, 1, 2)", ""),
    "time": ("datetime", "time", "time(1, 2, 3)", ""),
    "timedelta": (
        "datetime",
        "timedelta",
        "timedelta(1, 2)",
        "SERIALIZE_TIMEDELTA",
    ),
    "UUID": ("uuid", "UUID", "UUID(int=5)", ""),
    "Decimal": ("decimal", "Decimal", "Decimal('1.5')", "DECIMAL"),
    "Enum": ("enum", "EnumMeta", "IntEnum('E', 'A').A", ""),
    "Enum itself": ("enum", "Enum", "Enum('E', 'A').A", ""),
    "Fragment": ("jsonde.fragment", "Fragment", "Fragment(b'[]')", ""),
    "Mapping": (
        "collections.abc",
        "Mapping",
        "__import__('types').MappingProxyType({'a': 1})",
        "SERIALIZE_COLLECTIONS",
    ),
    "Collection": (
        "collections.abc",
        "Collection",
        "__import__('collections').deque([1])",
        "SERIALIZE_COLLECTIONS",
    ),
}
JSON = {
    "datetime": '"2024-01-02T03:04:05"',
    "date": '"2024-01-02"',
    "time": '"01:02:03"',
    "timedelta": '"P1DT2S"',
    "UUID": '"00000000-0000-0000-0000-000000000005"',
    "Decimal": "1.5",
    "Enum": "1",
    "Enum itself": "1",
    "Fragment": "[]",
    "Mapping": '{"a":1}',
    "Collection": "[1]",
}

MOCKED = r"""
import importlib, sys
from unittest import mock
import jsonde
name, attribute, expression, option, expected, how = sys.argv[1:]
module = importlib.import_module(name)
option = getattr(jsonde, "OPT_" + option) if option else 0
real = getattr(module, attribute)
value = eval(expression, vars(module))
class Meta(type(real)):
    pass
if how == "subclass":
    try:
        false = Meta("Fake" + attribute, (real,), {})
    except Exception: # no base for others
        false = mock.MagicMock()
elif how == "stranger":
    false = type(attribute, (), {})
elif how == "mock":
    false = mock.MagicMock()
else:
    false = None
def attempt():
    try:
        return jsonde.dumps_str(value, option=option)
    except TypeError:
        return None
with mock.patch.object(module, attribute, false):
    early = attempt()
    again = attempt()
assert early == again
assert early in (None, expected), early
if name == "datetime":
    assert early == expected # the C API is there in any case
assert attempt() == expected, attempt()
assert jsonde.dumps_str([value] * 9, option=option) == str(
    [0] * 9).replace("0", expected).replace(" ", "")
"""


@pytest.mark.parametrize("how", ["subclass", "stranger", "mock", "none"])
@pytest.mark.parametrize("name", KNOWN)
def test_mock_at_the_first_call(name, how):
    module, attribute, value, option = KNOWN[name]
    forked_output(MOCKED, module, attribute, value, option, JSON[name], how)


MODULE_MOCKED = r"""
import datetime, decimal, enum, sys, uuid
from unittest import mock
import jsonde
values = [datetime.date(2024, 1, 2), uuid.UUID(int=5), decimal.Decimal(1)]
names = ["datetime", "_datetime", "uuid", "decimal", "_decimal"]
def attempt(value):
    try:
        return jsonde.dumps_str(value, option=jsonde.OPT_DECIMAL)
    except TypeError:
        return None
with mock.patch.dict(sys.modules, {n: mock.MagicMock() for n in names}):
    early = [attempt(v) for v in values]
with mock.patch.dict(sys.modules, {n: None for n in names}):
    early += [attempt(v) for v in values]
assert set(early) == {None}, early
assert jsonde.dumps(values[:2]) == (
    b'["2024-01-02","00000000-0000-0000-0000-000000000005"]')
assert attempt(values[2]) == "1"
"""


def test_mocked_modules():
    forked_output(MODULE_MOCKED)


# A class that imitates uuid.UUID, and one whose metaclass lies about the size of
# instances.
FALSE_UUID = r"""
import sys, uuid
import jsonde
real = uuid.UUID
class Meta(type):
    __basicsize__ = property(lambda c: 1 << 20)
    __name__ = "UUID"
    __module__ = "uuid"
class Size(metaclass=Meta):
    __slots__ = ("int",)
    def __init__(self, n): self.int = n
class Base:
    pass
class UUID:
    __module__ = "uuid"
    def __init__(self, n): self.n = n
    int = property(lambda self: self.n)
class Derived(Base):
    __module__ = "uuid"
    __slots__ = ("int",)
    def __init__(self, n): self.int = n
Derived.__name__ = "UUID"
for false in Size, UUID, Derived:
    uuid.UUID = false
    for n in list(range(20)) + [None, "text", 1 << 128, -1]:
        try:
            text = jsonde.dumps_str(false(n))
        except TypeError:
            continue
        assert text == '"' + str(real(int=n)) + '"'
uuid.UUID = real
for n in range(20):
    assert jsonde.dumps_str(real(int=n)) == '"' + str(real(int=n)) + '"'
for false in Size, UUID, Derived:
    for n in list(range(20)) + [None, "text", 1 << 128, -1]:
        try:
            jsonde.dumps_str(false(n))
        except TypeError:
            pass
"""


def test_false_uuid():
    forked_output(FALSE_UUID)


RELOADED = r"""
import sys
import jsonde, uuid
old = uuid.UUID
made = [old(int=n) for n in range(9)]
assert jsonde.dumps(made)
del sys.modules["uuid"]
import uuid
assert uuid.UUID is not old
new = [uuid.UUID(int=n) for n in range(9)]
assert jsonde.dumps(new) == jsonde.dumps(made)
"""


def test_module_imported_again():
    forked_output(RELOADED)


# A module that imitates numpy.
FALSE_NUMPY = r"""
import array, sys, types
import jsonde
answers = [None, 5, "<i8", "<M8[s]", "<f8", "|u1", b"<i8", "\udc80", "",
           [1], array.array("b", [1, 2, 3]), array.array("q", [1]),
           memoryview(b"abc"), b"12345678", object, 10**30]
numpy = types.ModuleType("numpy")
class Dtype:
    def __init__(self, str, itemsize):
        self.str, self.itemsize = str, itemsize
def make(name):
    class False_:
        __module__ = "numpy"
        def __init__(self, dtype, view): self.dtype, self.seen = dtype, view
        def view(self, text): return self.seen
        def __buffer__(self, flags): return memoryview(b"12345678")
    False_.__name__ = name
    setattr(numpy, name, False_)
    return False_
classes = [make(n) for n in ("ndarray", "datetime64", "timedelta64",
                             "float64", "int64", "bool_")]
sys.modules["numpy"] = numpy
options = [jsonde.OPT_SERIALIZE_NUMPY, jsonde.OPT_SERIALIZE_BUFFER,
           jsonde.OPT_SERIALIZE_NUMPY | jsonde.OPT_BUFFER_BASE64]
done = failed = 0
for cls in classes:
    for text in answers:
        for view in answers:
            for size in 8, None, "8", -1, 10**30:
                value = cls(Dtype(text, size), view)
                for option in options:
                    try:
                        jsonde.dumps([value] * 3, option=option)
                        done += 1
                    except TypeError:
                        failed += 1
assert done and failed
"""


def test_false_numpy():
    forked_output(FALSE_NUMPY)


FALSE_VIEW = r"""
import sys
import numpy
import jsonde
class Array(numpy.ndarray):
    def view(self, *arguments):
        return numpy.arange(3, dtype="i1")
real = numpy.ndarray
for value in [numpy.zeros(3, "M8[s]").view(Array)]:
    Array.__module__, Array.__name__ = "numpy", "ndarray"
    numpy.ndarray = Array
    try:
        print(jsonde.dumps(value, option=jsonde.OPT_SERIALIZE_NUMPY))
    except jsonde.JSONEncodeError as error:
        assert str(error).startswith("a datetime64 cannot be read"), error
    else:
        raise AssertionError
"""


def test_view_without_integers():
    pytest.importorskip("numpy")
    forked_output(FALSE_VIEW)


# ------------------------------------------------------ datetimes in Python

PYTHON_DATETIME = r"""
import sys
assert "datetime" not in sys.modules and "_datetime" not in sys.modules
sys.modules["_datetime"] = None
import datetime as dt
assert dt.datetime.__flags__ & (1 << 9), "a class in Python"
import jsonde
zone = dt.timezone(dt.timedelta(hours=-5, minutes=-30))
class Zone(dt.tzinfo):
    def utcoffset(self, when):
        return dt.timedelta(hours=1)
rows = [
    (dt.datetime(2024, 1, 2, 3, 4, 5, 6), '"2024-01-02T03:04:05.000006"'),
    (dt.datetime(2024, 1, 2, tzinfo=dt.timezone.utc),
     '"2024-01-02T00:00:00+00:00"'),
    (dt.datetime(2024, 1, 2, tzinfo=zone), '"2024-01-02T00:00:00-05:30"'),
    (dt.datetime(2024, 1, 2, tzinfo=Zone()), '"2024-01-02T00:00:00+01:00"'),
    (dt.date(1, 2, 3), '"0001-02-03"'),
    (dt.time(1, 2, 3, 4), '"01:02:03.000004"'),
    (dt.timedelta(1, 2, 3), '"P1DT2.000003S"'),
]
option = jsonde.OPT_SERIALIZE_TIMEDELTA
for _ in range(3):
    for value, text in rows:
        assert jsonde.dumps_str([value], option=option) == f"[{text}]"
"""


def test_datetime_in_python():
    forked_output(
        "import sys, subprocess\n"
        "done = subprocess.run([sys.executable, '-S', '-c', sys.argv[1]])\n"
        "sys.exit(done.returncode)",
        PYTHON_DATETIME,
    )


# Each attribute of a datetime runs Python code that removes the last reference to
# the datetime from the open container.
TAKEN_AWAY = r"""
import sys
sys.modules["_datetime"] = None
import datetime as dt
import jsonde
class Zone(dt.tzinfo):
    def utcoffset(self, when):
        assert when.year == 2024
        return dt.timedelta(hours=1)
zone = Zone()
names = "year month day hour minute second microsecond fold tzinfo".split()
option = jsonde.OPT_NON_STR_KEYS
for name in names:
    real = getattr(dt.datetime, name)
    def take_away(self):
        opened.clear()
        return real.__get__(self)
    for build in (lambda o: [o], lambda o: {"k": o}, lambda o: {o: 1}):
        opened = build(dt.datetime(2024, 1, 2, tzinfo=zone))
        setattr(dt.datetime, name, property(take_away))
        try:
            got = jsonde.dumps_str(opened, option=option)
            assert got == '["2024-01-02T00:00:00+01:00"]', got
        except jsonde.JSONEncodeError as error:
            text = "dict changed its size while it was being encoded"
            assert str(error).split(chr(10))[0] == text, error
        setattr(dt.datetime, name, real)
"""


def test_datetime_in_python_that_is_taken_away():
    forked_output(
        "import sys, subprocess\n"
        "done = subprocess.run([sys.executable, '-S', '-c', sys.argv[1]])\n"
        "sys.exit(done.returncode)",
        TAKEN_AWAY,
    )


ISOLATED = r"""
import sys
import _xxsubinterpreters as low
name = low.create(isolated=True)
low.run_string(name, sys.argv[1])
low.destroy(name)
"""


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 12), reason="of 3.12: no _datetime there"
)
def test_datetime_in_an_isolated_interpreter():
    program = PYTHON_DATETIME.replace('sys.modules["_datetime"] = None', "")
    program = program.replace(
        'assert "datetime" not in sys.modules', "assert True"
    )
    forked_output(ISOLATED, program)

# ----------------------------------- a module that was not executed, or half

NOT_WHOLE = r"""
import importlib.util, sys
import jsonde
from jsonde import _jsonde
names = [n for n in dir(_jsonde) if type(getattr(_jsonde, n)) is type(len)]
assert {"dumps", "loads", "loads_array"} <= set(names), names
spec = importlib.util.find_spec("jsonde._jsonde")
module = importlib.util.module_from_spec(spec)
assert not any(hasattr(module, name) for name in names)
real = sys.modules["_io"]
for false in (None, sys):
    half = importlib.util.module_from_spec(spec)
    sys.modules["_io"] = false
    try:
        spec.loader.exec_module(half)
    except (ImportError, AttributeError):
        pass
    else:
        raise AssertionError
    finally:
        sys.modules["_io"] = real
    assert not any(hasattr(half, name) for name in names)
for _ in range(2):
    spec.loader.exec_module(module)
    assert module.dumps(module.loads('[{"a":1}]')) == b'[{"a":1}]'
    assert list(module.loads_array("[1]")) == [1.0]
"""


def test_module_that_is_not_whole():
    """The module has no functions, because these need the state that its execution
    makes."""
    forked_output(NOT_WHOLE)


# ------------------------------------------- what a class says of itself

LYING = r"""
import jsonde
def message(value, option=0):
    try:
        jsonde.dumps(value, option=option)
    except jsonde.JSONEncodeError as error:
        return str(error).split("\n")[0]
def text(value):
    try:
        jsonde.loads(value)
    except jsonde.JSONDecodeError as error:
        return str(error)
for answer in 10**1000, None, b"x", "\udc80", "x", [], object():
    class M(type):
        __name__ = property(lambda c: answer)
        __module__ = property(lambda c: answer)
        __mro__ = property(lambda c: answer)
        __dict__ = property(lambda c: answer)
    class Told(metaclass=M):
        pass
    assert message(Told()) == "Type is not JSON serializable: Told"
    assert "not Told" in text(Told())
    assert jsonde.dumps(Told(), default=lambda o: 1) == b"1"
for items in [1, 2], [()], [(1,)], [(1, 2, 3)], [None], (("a", 1),), 5, None:
    class Fields:
        def items(self): return items
        def keys(self): return items
        def __getitem__(self, key): return items
    class Data:
        __dataclass_fields__ = Fields()
    assert message(Data()).startswith("the class of an object cannot be read")
"""


def test_classes_that_lie():
    forked_output(LYING)


# -------------------------------------------------------------------- state

BLOCK = r"""
import sys
import jsonde
view = jsonde.loads_array(b"[1,2,3]")
block = type(view.obj)
def refused(action):
    try:
        action()
    except (TypeError, BufferError):
        return True
    return False
if sys.version_info >= (3, 10):
    assert refused(lambda: setattr(block, "x", 1))
    assert refused(lambda: setattr(block, "__del__", print))
    assert refused(lambda: delattr(block, "__new__"))
    assert refused(block)
    assert refused(lambda: object.__new__(block))
else:
    del block.__new__
    assert refused(lambda: memoryview(block()))
assert refused(lambda: setattr(view.obj, "__class__", object))
assert view.tolist() == [1, 2, 3]
"""


def test_block_type_is_immutable():
    forked_output(BLOCK)
