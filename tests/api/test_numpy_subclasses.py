# SPDX-License-Identifier: MIT
"""Subclasses of ndarray: those whose memory is their value, masked arrays, and all
others, which go to default(). Scalars of each type."""

import io
import json

import jsonde
import pytest
from conftest import options

np = pytest.importorskip("numpy")
ma = pytest.importorskip("numpy.ma")

BUFFER = jsonde.OPT_SERIALIZE_BUFFER
BASE64 = jsonde.OPT_BUFFER_BASE64
NUMPY = jsonde.OPT_SERIALIZE_NUMPY
HEX = jsonde.OPT_BYTES_HEX
EVERY = [BUFFER, BASE64, NUMPY, HEX]
DTYPES = ["?", "i1", "u1", "<i2", ">i4", "i8", "u8", "f2", "f4", ">f8"]


def write(value, option=BUFFER, default=None):
    return jsonde.dumps(value, default, option)


def refuses(value, option, default=None):
    with pytest.raises(jsonde.JSONEncodeError) as caught:
        write([value], option, default)
    return str(caught.value)


def expected_of(array):
    """Returns the items, with None where the mask is set."""
    if array.ndim == 0:
        hidden = bool(ma.getmaskarray(array))
        return None if hidden else json.loads(write(array.data[()]))
    rows = [array[i : i + 1].reshape(array.shape[1:]) for i in range(len(array))]
    return [expected_of(row) for row in rows]


class Quantity(np.ndarray):
    """A subclass whose memory is not its whole value."""

    unit = "m"


class Hidden(ma.MaskedArray):
    pass


@pytest.mark.parametrize("dtype", DTYPES)
def test_masked(dtype):
    generator = np.random.default_rng(1)
    for shape in ((), (1,), (7,), (3, 5), (2, 1, 4), (0,), (2, 0)):
        data = generator.integers(0, 100, shape).astype(dtype)
        mask = generator.integers(0, 2, shape).astype(bool)
        for array in (
            ma.array(data, mask=mask),
            ma.array(data, mask=mask).T,
            ma.array(data, mask=mask)[::-1] if shape else ma.array(data, mask=True),
            ma.array(data),
            ma.array(data, mask=True),
        ):
            expected = expected_of(array)
            assert json.loads(write(array)) == expected
            assert json.loads(write(array, BUFFER | options("INDENT_2"))) == expected
            chunks = io.BytesIO()
            jsonde.dump(array, chunks, option=BUFFER)
            assert json.loads(chunks.getvalue()) == expected
            if np.any(ma.getmaskarray(array)):
                assert b"null" in write(array)
                assert write([array], NUMPY, lambda o: 7) == b"[7]"
                assert write([array], HEX, lambda o: 7) == b"[7]"


def test_masked_itself():
    assert write([ma.masked], BUFFER) == b"[null]"
    assert write([ma.masked], BASE64) == b"[null]"
    assert refuses(ma.masked, NUMPY).startswith("Type is not JSON serializable")


def test_masked_large():
    """More than a chunk of text, and more than a thread would write."""
    data = np.arange(400_000, dtype="i8").reshape(400, 1000)
    for mask in (data % 7 == 0, data > 1000, data < 399_000):
        array = ma.array(data, mask=mask)
        assert json.loads(write(array)) == array.tolist()
        with io.BytesIO() as file:
            jsonde.dump(array, file, option=BUFFER)
            assert json.loads(file.getvalue()) == array.tolist()


def test_masked_as_base64():
    """Masked arrays are not written as bytes."""
    array = ma.array([1, 2], mask=[0, 1])
    assert refuses(array, BASE64).startswith("Type is not JSON serializable")
    assert write(array, BASE64, lambda o: o.filled(9).tolist()) == b"[1,9]"
    plain = ma.array([1, 2])
    assert write(plain, BASE64) == write(plain.data, BASE64)


def test_masked_errors():
    array = ma.array([[1.0, np.nan], [np.nan, 4]], mask=[[0, 1], [0, 0]])
    assert write(array, BUFFER) == b"[[1.0,null],[null,4.0]]"
    with pytest.raises(jsonde.JSONEncodeError, match="NaN") as caught:
        write({"k": array}, BUFFER | jsonde.OPT_NAN_ERROR)
    assert caught.value.path == "/k/1/0"
    text = ma.array(["a"], mask=[1])
    assert "array: <U1" in refuses(text, BUFFER)
    records = ma.array(np.zeros(1, "i4,i4"), mask=[(0, 1)])
    assert write([records], BUFFER, lambda o: 7) == b"[7]"


def test_masked_times():
    days = np.array(["2024-01-02", "2024-01-03", "NaT"], "M8[D]")
    array = ma.array(days, mask=[1, 0, 0])
    assert write(array) == b'[null,"2024-01-03T00:00:00",null]'
    assert write(ma.array(days)) == write(days)


class Wrong(ma.MaskedArray):
    mask = np.zeros(5, bool)


def test_wrong_mask():
    """A class that claims to be MaskedArray may return anything."""
    value = ma.array([1, 2, 3])
    value.__class__ = Wrong
    Wrong.__module__, Wrong.__name__ = "numpy.ma", "MaskedArray"
    real, ma.core.MaskedArray = ma.core.MaskedArray, Wrong
    try:
        message = refuses(value, BUFFER)
    finally:
        ma.core.MaskedArray = real
        Wrong.__module__, Wrong.__name__ = __name__, "Wrong"
    assert message.startswith("the mask of an array cannot be read")


@pytest.mark.parametrize("cls", [Quantity, Hidden])
@pytest.mark.parametrize("option", EVERY)
def test_unknown_subclass(cls, option):
    """Their memory is never written: default() knows their value."""
    for value in (np.arange(3, dtype="u1"), np.zeros((2, 2)), np.float64(3)):
        array = np.asarray(value).view(cls)
        assert refuses(array, option).startswith("Type is not JSON serializable")
        asked = []
        assert write([array], option, lambda o: asked.append(o)) == b"[null]"
        assert asked[0] is array
        if option not in (NUMPY, HEX):
            assert write(array, option, np.asarray) == write(np.asarray(value), option)


def test_own_subclasses(tmp_path):
    """Their memory is their value."""
    data = np.arange(6, dtype="u1").reshape(2, 3)
    mapped = np.memmap(tmp_path / "data", "u1", "w+", shape=(2, 3))
    mapped[:] = data
    for array in (np.asmatrix(data), mapped, data.view(np.recarray)):
        assert type(array) is not np.ndarray
        assert write(array) == b"[[0,1,2],[3,4,5]]"
        assert write(array, BASE64) == write(data, BASE64)
        assert write(array, HEX) == b'"000102030405"'
        assert refuses(array, NUMPY).startswith("Type is not JSON serializable")
    records = np.rec.array([(1, 2.0)], dtype="i4,f8")
    assert "unsupported datatype" in refuses(records, BUFFER)
    assert write(records, BUFFER, lambda o: 7) == b"7"


def test_bytes():
    """OPT_BYTES_* apply to an array of bytes, unless OPT_BYTES_NUMBERS is set."""
    for dtype in ("u1", "i1"):
        array = np.arange(4, dtype=dtype).reshape(2, 2)
        assert write(array, HEX) == b'"00010203"'
        for numbers in (NUMPY, BUFFER):
            assert write(array, HEX | numbers) == b"[[0,1],[2,3]]"
        assert "cannot be read" in refuses(array[:, 1], HEX)
    for other in (np.zeros(2), np.zeros(2, "?"), np.zeros(2, "M8[s]"), np.uint8(1)):
        assert refuses(other, HEX).startswith("Type is not JSON serializable")


@pytest.mark.parametrize("option", [BUFFER, BASE64])
def test_every_scalar(option):
    """A scalar is written as a number, never as an object."""
    for code in "?bBhHiIlLqQpPefd":
        scalar = np.dtype(code).type(3)
        text = b"true" if code == "?" else b"3.0" if code in "efd" else b"3"
        assert write(scalar, option) == text, code


@pytest.mark.parametrize("option", [BUFFER, BASE64])
@pytest.mark.parametrize("base", [np.float64, np.float32, np.int16, np.longlong])
def test_scalar_subclass(base, option):
    class Heir(base):
        pass

    assert write(Heir(3), option) == write(base(3), option)
    assert refuses(Heir(3), NUMPY).startswith("Type is not JSON serializable")


def test_scalars_of_no_number():
    for value in (np.complex64(1), np.void(b"ab"), np.longdouble(1)):
        for option in (BUFFER, BASE64, HEX):
            assert refuses(value, option).startswith("Type is not JSON serializable")
            assert write([value], option, lambda o: 7) == b"[7]"
