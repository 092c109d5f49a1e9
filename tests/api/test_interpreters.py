# SPDX-License-Identifier: MIT
"""Several interpreters in one process, and several threads in one interpreter."""

import json
import os
import sys
import threading
import time

import pytest
from conftest import FALLBACK, FREE_THREADED, PUBLIC, child, child_output, options, outcome
from jsonde import JSONDecodeError, JSONEncodeError, dumps, layout, loads

# run(n, program) runs a program in n new interpreters at once, with the module that
# this Python has.
RUN = r"""
import sys, threading
def new():
    if sys.version_info >= (3, 14):
        from concurrent import interpreters
        interpreter = interpreters.create()
        return interpreter.exec, interpreter.close
    if sys.version_info >= (3, 13):
        import _interpreters as low
        name = low.create()
        def run(program):
            failed = low.exec(name, program)
            if failed is not None:
                raise RuntimeError(failed.formatted)
    else:
        import _xxsubinterpreters as low
        name = low.create()
        def run(program):
            low.run_string(name, program)
    return run, lambda: low.destroy(name)
def run(n, program):
    made = [new() for _ in range(n)]
    failures = []
    def one(action):
        try:
            action(program)
        except BaseException as error:
            failures.append(repr(error))
    if sys.version_info >= (3, 12):
        threads = [threading.Thread(target=one, args=(m[0],)) for m in made]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    else: # one GIL, and run_string() not made for threads
        for action, _ in made: one(action)
    for _, close in made: close()
    assert not failures, failures[0]
"""

WORK = r"""
import json
import jsonde
text = '[{"a": [1, 2.5, "\xe9\u20ac\U0001f600"], "key": {"b": null}}, "x"]'
class Thing: pass
for i in range(300):
    value = jsonde.loads(text)
    assert value == json.loads(text)
    assert jsonde.loads(memoryview(jsonde.dumps(value))) == value
    assert jsonde.dumps([Thing()], lambda o: value) == jsonde.dumps([value])
    try:
        jsonde.loads(text[:-1] + str(i))
        raise AssertionError
    except jsonde.JSONDecodeError as error:
        assert isinstance(error, json.JSONDecodeError)
    try:
        jsonde.dumps(Thing())
        raise AssertionError
    except jsonde.JSONEncodeError as error:
        assert "Thing" in str(error)
assert jsonde.layout()["capabilities"]
"""


def has_interpreters():
    for name in (
        "concurrent.interpreters",
        "_interpreters",
        "_xxsubinterpreters",
    ):
        try:
            __import__(name)
            return True
        except ImportError:
            pass
    return False


@pytest.mark.skipif(
    not has_interpreters(), reason="no module for interpreters"
)
@pytest.mark.parametrize("here_too", [False, True])
def test_interpreters(here_too):
    main = f"exec({WORK!r})\n" if here_too else ""
    program = (
        f"{RUN}\n{main}run(4, {WORK!r})\nrun(2, {WORK!r})\n{main}print('done')"
    )
    assert child_output(program) == "done\n"


@pytest.mark.skipif(
    not has_interpreters(), reason="no module for interpreters"
)
def test_import_fails_in_each_interpreter():
    program = f"""{RUN}
try:
    run(1, "import jsonde")
except AssertionError as error:
    print("ValueError" in str(error))
"""
    assert child_output(program, abi="-nonsense") == "True\n"


# Each of eight interpreters imports, uses and drops the module COUNT times.
# The memory blocks after the first rounds must be enough for all others. Each writes
# the addresses of what it imported to the file PLACE, waits until all others have done
# so, too, and finds only its own mark.
DROP = r"""
import gc, os, sys, time
forget = getattr(sys, "_clear_internal_caches", None) or sys._clear_type_cache
def imported():
    import jsonde
    from jsonde import _jsonde
    text = '[{"a": [1, 2.5, "\u20ac", null]}, {"a": 1}, 18446744073709551615]'
    value = jsonde.loads(text)
    assert jsonde.loads(jsonde.dumps(value)) == value
    assert list(jsonde.loads_array("[1, 2]")) == [1, 2]
    for call, kind in (jsonde.loads, "JSONDecodeError"), (jsonde.dumps, "JSONEncodeError"):
        try:
            call(b"[")
        except getattr(jsonde, kind):
            pass
    return jsonde, _jsonde
def drop():
    for name in [name for name in sys.modules if name.split(".")[0] == "jsonde"]:
        del sys.modules[name]
    gc.collect()
    forget() # the cache of attributes refers to 4,096 names
met = 0
def meet(text):
    # Waits until eight interpreters have written a line.
    global met
    met += 8
    with open(PLACE, "a") as file:
        file.write(text.ljust(299) + "\n")
    end = time.monotonic() + 3000
    while os.path.getsize(PLACE) < met * 300:
        time.sleep(0.001)
        assert time.monotonic() < end
def memory():
    # Memory blocks, and MiB of the process: of all interpreters, which wait meanwhile.
    meet("quiet")
    time.sleep(0.1)
    blocks = sys.getallocatedblocks()
    with open("/proc/self/statm") as file:
        size = int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / (1 << 20)
    meet("counted")
    return blocks, size
def work(times):
    for _ in range(times):
        imported()
        drop()
package, module = imported()
kinds = package.JSONEncodeError, package.JSONDecodeError, package.Fragment
mine = [package, module, module.loads, module.dumps, *kinds]
module.mark = me = " ".join(str(id(o)) for o in mine)
meet(me)
assert imported()[1].mark == me
meet("met")
del package, module, kinds, mine
work(5)
before = memory()
work(COUNT)
after = memory()
assert after[0] < before[0] + 250 and after[1] < before[1] + 4, (before, after)
"""


@pytest.mark.skipif(sys.version_info < (3, 12), reason="one GIL for all interpreters")
@pytest.mark.skipif(FALLBACK, reason="native module only: it has a state in C")
def test_own_gils(tmp_path):
    """Eight interpreters with a GIL of their own import, use and drop the module at
    once. JSONDE_IMPORTS is the number of times: 1,000 in a deep run."""
    count = 50 if PUBLIC else int(os.environ.get("JSONDE_IMPORTS") or 50)
    place = str(tmp_path / "met")
    work = f"PLACE, COUNT = {place!r}, {count}\n{DROP}"
    done = child(f"{RUN}\nrun(8, {work!r})", abi=None, timeout=3000)
    assert (done.returncode, done.stderr) == (0, "")
    with open(place) as file:
        lines = [line.split() for line in file if line[0] in "0123456789"]
    assert len(lines) == 8
    assert len({address for line in lines for address in line}) == 8 * 7


# --------------------------------------------------------------------- threads


def together(*workers):
    """Runs functions in threads at once, and raises the first exception."""
    failures = []
    start = threading.Barrier(len(workers))

    def run(worker):
        start.wait()
        try:
            worker()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(w,)) for w in workers]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(2e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    if failures:
        raise failures[0]


TEXT = json.dumps(
    [
        {"id": i, "name": f"caf\xe9 {i}", "list": [i, i / 7, None]}
        for i in range(200)
    ],
    ensure_ascii=False,
)


def test_threads_on_shared_data():
    value, data = json.loads(TEXT), bytearray(TEXT.encode())
    expected, view = dumps(value), memoryview(data)

    def work():
        for _ in range(50):
            assert dumps(value) == expected
            for source in (TEXT, expected, data, view):
                assert loads(source) == value
            assert outcome(loads, data[:-1])[0] == "JSONDecodeError"

    together(*[work] * 4)


def test_threads_that_change_containers():
    """Any intermediate state is a correct result. Nothing may crash."""
    shared = {
        "list": list(range(50)),
        "dict": {str(i): [i] for i in range(50)},
    }
    done = threading.Event()

    def write():
        for _ in range(300):
            try:
                got = json.loads(dumps(shared))
                assert set(got) == {"list", "dict"}
            except JSONEncodeError as error:
                assert "dict changed its size" in str(error)

    def writers(write=write):
        try:
            together(*[write] * 3)
        finally:
            done.set()

    def change():
        i = 0
        while not done.is_set():
            i += 1
            shared["list"].append(i)
            shared["dict"][f"new {i % 70}"] = [i]
            if i % 50 == 0:
                del shared["list"][20:]
                shared["dict"] = {str(n): [n] for n in range(50)}
            if i % 9 == 0:
                shared["dict"].pop(f"new {i % 70}", None)

    together(writers, change)


@pytest.mark.skipif(not FREE_THREADED, reason="the GIL keeps others out")
@pytest.mark.parametrize("option", ["", "SORT_KEYS", "CANONICAL"])
def test_no_member_is_lost(option):
    """A dict that changes its size raises an error, unless it is read in place under
    its lock. With OPT_SORT_KEYS it once left out unchanged members without an
    error."""
    must_refuse = layout()["capabilities"]["lock"] != "direct"
    deadline = time.monotonic() + 60
    always = [f"always {i}" for i in range(100)]
    shared = dict.fromkeys(["first", *always], 1)
    done = threading.Event()
    refused = []

    def is_enough(calls):
        is_seen = refused or not must_refuse or time.monotonic() > deadline
        return calls >= 1500 and is_seen

    def write():
        calls = 0
        while not is_enough(calls):
            calls += 1
            try:
                got = loads(dumps(shared, option=options(option)))
            except JSONEncodeError as error:
                assert "dict changed its size" in str(error)
                refused.append(1)
            else:
                assert [key for key in always if key not in got] == []

    def writers():
        try:
            together(*[write] * 2)
        finally:
            done.set()

    def change():
        while not done.is_set():
            for i in range(200):
                shared[f"new {i}"] = i
            for i in range(200):
                del shared[f"new {i}"]

    together(writers, change)
    assert bool(refused) == must_refuse


def test_threads_that_change_a_bytearray():
    data = bytearray(TEXT.encode())
    done = threading.Event()

    def read():
        for _ in range(300):
            try:
                loads(data)
            except (JSONDecodeError, BufferError):
                pass

    def readers():
        try:
            together(*[read] * 3)
        finally:
            done.set()

    def change():
        while not done.is_set():
            try:
                data.clear()
                data.extend(TEXT.encode())
            except BufferError:
                pass  # the buffer is being read

    together(readers, change)


def test_threads_that_release_a_view():
    source = TEXT.encode()
    value = json.loads(TEXT)
    for _ in range(100):
        view = memoryview(bytearray(source))

        def read():
            got = outcome(loads, view)
            assert got == value or got[:1] == ("ValueError",)

        def release():
            try:
                view.release()
            except BufferError:
                pass  # the buffer is being read

        together(read, read, release)


def test_other_threads_run_inside():
    value = {"a": [object()] * 50, "b": list(range(50))}
    stop = threading.Event()

    def change():
        while not stop.is_set():
            value["b"].append(-1)
            value["a"].append(1)
            del value["b"][50:], value["a"][50:]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(2e-6)
    thread = threading.Thread(target=change)
    thread.start()
    try:
        for _ in range(20):
            got = json.loads(dumps(value, lambda o: time.sleep(0)))
            assert set(got) == {"a", "b"}
            assert got["b"][:50] == list(range(50))
    finally:
        stop.set()
        thread.join()
        sys.setswitchinterval(interval)


@pytest.mark.skipif(not FREE_THREADED, reason="this Python has a GIL")
def test_no_gil():
    assert sys._is_gil_enabled() is False


# ------------------------------------------------------------------------ fork

FORK = r"""
import array, os, threading, warnings
import jsonde
warnings.simplefilter("ignore") # CPython 3.12 warns of a fork with threads
numbers = array.array("d", [i / 7 for i in range(60000)])
text = jsonde.dumps(numbers, option=jsonde.OPT_SERIALIZE_BUFFER)
done = False
def work():
    while not done:
        assert jsonde.loads_array(text, "d")[1] == 1 / 7
        assert jsonde.dumps(numbers, option=jsonde.OPT_SERIALIZE_BUFFER) == text
        assert jsonde.loads(text)[1] == 1 / 7
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads: thread.start()
failures = 0
for _ in range(20):
    child = os.fork()
    if child == 0:
        good = jsonde.loads(text)[1] == 1 / 7
        good = good and jsonde.loads_array(text, "d")[1] == 1 / 7
        good = good and jsonde.dumps({"a": [1.5, "x"]}) == b'{"a":[1.5,"x"]}'
        good = good and jsonde.dumps(
            numbers, option=jsonde.OPT_SERIALIZE_BUFFER) == text
        os._exit(0 if good else 1)
    failures += os.waitpid(child, 0)[1] != 0
done = True
for thread in threads: thread.join()
print("failures:", failures)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no os.fork()")
def test_fork_while_threads_call():
    assert child_output(FORK) == "failures: 0\n"
