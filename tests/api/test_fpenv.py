# SPDX-License-Identifier: MIT
"""The floating-point environment of the calling thread changes no result: the
rounding mode, FTZ, DAZ, FZ and traps."""

import array
import contextlib
import ctypes
import ctypes.util
import datetime
import os
import platform
import random
import struct
import sys
from decimal import Decimal

import jsonde
import pytest
from conftest import child_output, examples, native_only, optional, same

native_only("the float() of the interpreter depends on the environment")

numpy = optional("numpy")

X86 = platform.machine() in ("x86_64", "AMD64")
ARM = platform.machine() in ("aarch64", "arm64")

# The modes of fesetround(): downward, upward, towards zero.
ROUNDING = (
    (0x400, 0x800, 0xC00) if X86 else (0x800000, 0x400000, 0xC00000)
)
# The control word in fenv_t, and its bits: (FTZ, DAZ) or FZ, and the traps for
# invalid operations, division by zero, overflow and subnormals.
if X86:
    OFFSET, FLUSH, TRAPS = 28, 0x8040, 0x0780
else:
    OFFSET, FLUSH, TRAPS = 0, 1 << 24, 0x8700

pytestmark = pytest.mark.skipif(
    not (sys.platform == "linux" and (X86 or ARM)),
    reason="the layout of fenv_t is known for Linux on x86-64 and AArch64",
)


def libm():
    return ctypes.CDLL(ctypes.util.find_library("m"))


@contextlib.contextmanager
def rounding(mode):
    """A context in which results are rounded in this mode."""
    library = libm()
    before = library.fegetround()
    assert library.fesetround(mode) == 0
    try:
        yield
    finally:
        library.fesetround(before)


@contextlib.contextmanager
def control(bits):
    """A context in which these bits of the control word are inverted."""
    library = libm()
    before = ctypes.create_string_buffer(64)
    assert library.fegetenv(before) == 0
    (word,) = struct.unpack_from("=I", before.raw, OFFSET)
    changed = ctypes.create_string_buffer(before.raw, 64)
    struct.pack_into("=I", changed, OFFSET, word ^ bits)
    assert library.fesetenv(changed) == 0
    try:
        yield
    finally:
        library.fesetenv(before)


ENVIRONMENTS = {
    "downward": lambda: rounding(ROUNDING[0]),
    "upward": lambda: rounding(ROUNDING[1]),
    "towards zero": lambda: rounding(ROUNDING[2]),
    "flush to zero": lambda: control(FLUSH),
}


@pytest.fixture(params=ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def environment(request):
    return request.param


def texts(dice, count):
    """Texts of numbers of each kind."""
    for _ in range(count):
        digits = dice.getrandbits(dice.randrange(1, 65)) or 1
        sign = dice.choice(("", "-"))
        whole, tail = dice.randrange(1000), dice.randrange(10**7)
        yield f"{sign}{whole}.{tail}"
        yield f"{sign}{digits}"
        yield f"{sign}{digits}e{dice.randrange(-345, 280)}"
        yield f"{sign}0.{dice.randrange(10**17):017}"
        yield f"{sign}{digits}{dice.getrandbits(200)}"
        # Almost subnormal, with more digits than a double can tell.
        tiny = struct.unpack("<d", struct.pack("<Q", digits >> 14))[0]
        yield f"{sign}{tiny:.40e}"


def bits(dice, count):
    """The bits of doubles of each kind, including subnormals."""
    for _ in range(count):
        value = dice.getrandbits(64)
        yield value
        yield value & ~(0x7FF << 52)
        yield (value & (1 << 63)) | dice.getrandbits(dice.randrange(1, 52))


def doubles(dice, count):
    made = (
        struct.unpack("<d", struct.pack("<Q", value))[0]
        for value in bits(dice, count)
    )
    return [value for value in made if value - value == 0]


def check(environment, function, *arguments, **named):
    """Checks that the result equals the one in the default environment."""
    want = function(*arguments, **named)
    with environment():
        got = function(*arguments, **named)
    assert same(list(want), list(got))


def documents():
    numbers = list(texts(random.Random(1), examples(150)))
    text = "[" + ",".join(numbers) + "]"
    return {
        "bytes": text.encode(),
        "str": text,
        "wide": text[:-1] + ',"\u65e5"]',
        "spaced": text.replace(",", " , ").encode(),
        "single": b"[0.1]",
    }


@pytest.mark.parametrize("form", documents())
@pytest.mark.parametrize(
    "option", ["", "OPT_BIG_INTEGER", "OPT_NAN_LITERAL", "OPT_BUFFER_BASE64"]
)
def test_loads(environment, form, option):
    option = getattr(jsonde, option, 0)
    check(environment, jsonde.loads, documents()[form], option=option)


def test_loads_that_goes_on(environment):
    document = documents()["bytes"]

    def partial(n):
        return [jsonde.loads_partial(document[:n])[0]]

    def following(text):
        value, at = jsonde.loads_next(text)
        return [value, at]

    for n in range(1, 300, 7):
        check(environment, partial, n)
    check(environment, following, document + b" 0.1")
    check(environment, following, "0.1 0.2")
    check(environment, lambda: [jsonde.loads("0.1"), jsonde.loads(b"-0.3 ")])


def test_decimals(environment):
    document = documents()["bytes"]
    want = jsonde.loads(document, option=jsonde.OPT_DECIMAL)
    with environment():
        got = jsonde.loads(document, option=jsonde.OPT_DECIMAL)
        text = jsonde.dumps(
            [Decimal("0.1"), Decimal("5e-324")], option=jsonde.OPT_DECIMAL
        )
    assert [str(n) for n in want] == [str(n) for n in got]
    assert text == b"[0.1,5E-324]"


@pytest.mark.parametrize("item", "dfe")
def test_loads_array(environment, item):
    numbers = list(texts(random.Random(2), examples(150)))
    fitting = []
    for number in numbers:
        try:
            jsonde.loads_array("[" + number + "]", item)
        except jsonde.JSONDecodeError:
            continue
        fitting.append(number)
    text = "[" + ",".join(fitting) + "]"

    def read(source):
        return [bytes(jsonde.loads_array(source, item))]

    check(environment, read, text)
    # Too close to the end of the text for whole blocks.
    for number in fitting[: examples(300)]:
        check(environment, read, number)


@pytest.mark.parametrize("option", ["", "CANONICAL"])
def test_dumps(environment, option):
    option = getattr(jsonde, "OPT_" + option, 0)
    values = doubles(random.Random(3), examples(2000))
    values += [5e-324, -5e-324, 2.2250738585072014e-308, 0.0, -0.0, 1e-5]
    values += [2**53, 2**63, -(2**63), 2**64 - 2**11]
    check(environment, jsonde.dumps, values, option=option)
    with environment():
        assert jsonde.dumps(5e-324, option=option) == b"5e-324"
        keys = jsonde.dumps(
            {5e-324: 0}, option=option | jsonde.OPT_NON_STR_KEYS
        )
    assert keys == b'{"5e-324":0}'


@pytest.mark.parametrize("option", ["", "CANONICAL"])
@pytest.mark.parametrize("item", "dfe")
def test_dumps_of_buffers(environment, item, option):
    option = getattr(jsonde, "OPT_" + option, 0) | jsonde.OPT_SERIALIZE_BUFFER
    data = b"".join(
        struct.pack("<Q", value)
        for value in bits(random.Random(4), examples(2000))
    )
    if item == "e" and sys.version_info < (3, 12):
        pytest.skip("memoryviews of half floats came with 3.12")
    size = struct.calcsize(item)
    finite = b"".join(
        data[i : i + size]
        for i in range(0, len(data), size)
        if struct.unpack_from(item, data, i)[0] * 0 == 0
    )
    view = memoryview(finite).cast(item)
    check(environment, jsonde.dumps, view, option=option)


def test_dumps_by_threads(environment):
    """Worker threads may inherit the environment or not."""
    values = array.array("d", doubles(random.Random(5), 5000)) * 12
    option = jsonde.OPT_SERIALIZE_BUFFER
    check(environment, jsonde.dumps, values, option=option)
    canonical = option | jsonde.OPT_CANONICAL
    check(environment, jsonde.dumps, values, option=canonical)


@pytest.mark.skipif(numpy is None, reason="needs numpy")
def test_numpy(environment):
    values = doubles(random.Random(6), examples(1000))
    option = jsonde.OPT_SERIALIZE_NUMPY | jsonde.OPT_CANONICAL
    for dtype in ("float64", "float32", "float16"):
        with numpy.errstate(all="ignore"):
            made = numpy.array(values).astype(dtype)
            made = made[numpy.isfinite(made)]
        check(environment, jsonde.dumps, made, option=option)
        check(environment, jsonde.dumps, list(made[-50:]), option=option)


def test_times(environment):
    at = datetime.datetime(
        1969, 12, 31, 23, 59, 59, 999_999, datetime.timezone.utc
    )
    for name in ("OPT_EPOCH_SECONDS", "OPT_EPOCH_MILLISECONDS"):
        check(environment, jsonde.dumps, at, option=getattr(jsonde, name))


TRAPPED = """
import struct, sys
sys.path.insert(0, sys.argv[1])
import jsonde
from test_fpenv import TRAPS, control, documents

signalling = struct.pack("<Q", (0x7FF << 52) + 1)
single = struct.pack("<I", (0xFF << 23) + 1)
tiny = struct.pack("<Q", 1)
forms = documents()
buffers = [
    memoryview(signalling + tiny).cast("d"), memoryview(single).cast("f")
]
option = jsonde.OPT_SERIALIZE_BUFFER
with control(TRAPS):
    for document in forms.values():
        jsonde.loads(document)
    for buffer in buffers:
        jsonde.dumps(buffer, option=option)
    jsonde.dumps([0.1, 5e-324], option=jsonde.OPT_CANONICAL)
    jsonde.loads_array(b"[5e-324, 1e-310, 0.1]", "d")
    jsonde.loads_array(b"[1e-40, 1e-310, 0.1]", "f")
print("alive")
"""


def test_traps():
    """A trap would end the process with a signal."""


    folder = os.path.dirname(os.path.abspath(__file__))
    assert child_output(TRAPPED, folder) == "alive\n"
