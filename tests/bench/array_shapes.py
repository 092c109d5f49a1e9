# SPDX-License-Identifier: MIT
"""Arrays of the shapes that people have: coordinates, pixels, masks and columns.

buffers_bench.py measures them, in each layout in memory.
"""

try:
    import numpy
except ImportError:  # no wheel for this Python
    numpy = None

NUMBERS = 300_000
SIDE = 64  # of a picture
TALL, WIDE = 600, 500  # a mask


def of_rows(flat, *row):
    """The numbers as rows of this shape, as many as there are whole ones."""
    step = int(numpy.prod(row))
    return flat[: len(flat) // step * step].reshape(-1, *row)


def coordinates_and_pixels(dice):
    reals = dice.random(NUMBERS)
    whole = dice.integers(-(2**31), 2**31, NUMBERS)
    for columns in (3, 2, 16):
        yield f"f8 x {columns}", of_rows(reals, columns)
    yield "f4 x 3", of_rows(reals.astype("f4"), 3)
    yield "i4 x 3", of_rows(whole.astype("i4"), 3)
    yield "u1 x 3", of_rows(whole.astype("u1"), 3)
    yield f"u1 {SIDE} x {SIDE} x 3", of_rows(whole.astype("u1"), SIDE, SIDE, 3)


def masks(dice):
    mask = dice.random(NUMBERS) < 0.5
    yield "bool x 3", of_rows(mask, 3)
    yield f"bool {TALL} x {WIDE}", of_rows(mask, WIDE)[:TALL]
    yield "bool", mask


def columns(dice):
    whole = dice.integers(-(2**31), 2**31, NUMBERS)
    short = dice.integers(0, 100, NUMBERS)
    yield "f8", dice.random(NUMBERS)
    yield "f4", dice.random(NUMBERS, "f4")
    yield "f2", dice.random(NUMBERS).astype("f2")
    yield "f8 prices", dice.integers(1, 100_000, NUMBERS) / 100
    yield "f8 degrees", dice.uniform(-180, 180, NUMBERS).round(6)
    yield "f8 whole", dice.integers(0, 100_000, NUMBERS).astype("f8")
    yield "i8 below 100", short
    yield "i4 below 100", short.astype("i4")
    yield "i4 of full range", whole.astype("i4")
    yield "i2", whole.astype("i2")
    yield "u1", whole.astype("u1")
    times = 1_700_000_000_000 + dice.integers(0, 10**9, NUMBERS)
    yield "i8 times in ms", numpy.sort(times)


def shapes():
    """(name, array), with the items in C order."""
    dice = numpy.random.default_rng(8)
    for group in (coordinates_and_pixels, masks, columns):
        yield from group(dice)


def layouts(array):
    """(name, an equal array with another layout in memory)."""
    wider = numpy.empty((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    wider[..., ::2] = array
    yield "every second item", wider[..., ::2]
    if array.ndim > 1:
        yield "Fortran order", numpy.asfortranarray(array)
    if array.itemsize > 1:
        yield "bytes swapped", array.astype(array.dtype.newbyteorder())
