# SPDX-License-Identifier: MIT
"""Random examples are made once, and used on every build and interpreter.

JSONDE_RECORDED names a directory. There the examples of each test are kept as
hypothesis makes them, and the next process gives the test the same ones: with
derandomize it would have made them again, which takes ten times as long as
to look at them. Where one fails, hypothesis has the word, which tells more.
"""

import copyreg
import functools
import hashlib
import os
import pathlib
import pickle

import hypothesis
import pytest
from hypothesis.errors import UnsatisfiedAssumption

DIRECTORY = os.environ.get("JSONDE_RECORDED")

copyreg.pickle(memoryview, lambda view: (memoryview, (bytes(view),)))


def file_of(item):
    """Another version, source or number means other examples."""
    settings = item.obj._hypothesis_internal_use_settings
    source = pathlib.Path(item.fspath).read_bytes()
    told = [hypothesis.__version__, item.nodeid, settings.max_examples, source]
    name = hashlib.sha256(repr(told).encode()).hexdigest()
    return pathlib.Path(DIRECTORY, name[:32])


def pickled(args, kwargs):
    """None if that cannot be kept, as what hypothesis draws from later on."""
    values = [*args, *kwargs.values()]
    if any(type(v).__module__.startswith("hypothesis") for v in values):
        return None
    try:
        data = pickle.dumps((args, kwargs), 4)
        pickle.loads(data)
    except Exception:
        return None
    return data


def replay(test, examples):
    """The exception of the first example that fails, or None."""
    for example in examples:
        args, kwargs = pickle.loads(example)
        try:
            test(*args, **kwargs)
        except UnsatisfiedAssumption:
            pass
        except Exception as error:
            return error
    return None


def record(item, file):
    """As hypothesis does it, and what it does is written down."""
    test = item.obj.hypothesis.inner_test
    examples = []

    @functools.wraps(test)
    def recorder(*args, **kwargs):
        # Before the test can change it.
        examples.append(pickled(args, kwargs))
        return test(*args, **kwargs)

    item.obj.hypothesis.inner_test = recorder
    try:
        item.obj()
    finally:
        item.obj.hypothesis.inner_test = test
    if None in examples:
        return
    new = file.with_name(f"{file.name}.{os.getpid()}")
    new.write_bytes(pickle.dumps(examples, 4))
    new.replace(file)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    hypothetical = getattr(pyfuncitem.obj, "is_hypothesis_test", False)
    if not DIRECTORY or not hypothetical or pyfuncitem._fixtureinfo.argnames:
        return None
    file = file_of(pyfuncitem)
    if not file.exists():
        record(pyfuncitem, file)
        return True
    examples = pickle.loads(file.read_bytes())
    error = replay(pyfuncitem.obj.hypothesis.inner_test, examples)
    if error is not None:
        pyfuncitem.obj()
        raise error
    return True
