# SPDX-License-Identifier: MIT
"""Runs programs in forked processes, each in the state after `import jsonde`.

A test whose program may crash, or that needs caches without entries, runs it in a
process of its own. Most of the time of a new process goes to the start of the
interpreter. Here an interpreter that has imported only jsonde starts once, and
forks for each program. The forked process ends as an interpreter does, so that its
finalization is tested too.
"""

import atexit
import collections
import os
import select
import shutil
import subprocess
import sys
import tempfile

Finished = collections.namedtuple("Finished", "returncode stdout stderr")

# Reads requests from standard input: the lengths of fields, then the fields. The
# fields are the working directory, the path of the output and the program, and the
# arguments. It writes a status for each request. It imports nothing that jsonde
# does not import.
SERVER = r"""
import os, sys
import jsonde

def receive():
    sizes = b""
    while not sizes.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            os._exit(0)
        sizes += byte
    fields = []
    for size in map(int, sizes.split()):
        field = b""
        while len(field) < size:
            field += os.read(0, size - len(field))
        fields.append(field.decode("utf-8", "surrogatepass"))
    return fields

def redirect(path):
    for target, name in (0, os.devnull), (1, path + ".out"), (2, path + ".err"):
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC
        opened = os.open(name, flags if target else os.O_RDONLY, 0o600)
        os.dup2(opened, target)
        os.close(opened)

def serve():
    while True:
        folder, path, program, *arguments = receive()
        pid = os.fork()
        if pid == 0:
            redirect(path)
            os.chdir(folder)
            sys.argv[1:] = arguments
            return program
        os.write(1, b"%d\n" % os.waitpid(pid, 0)[1])

exec(compile(serve(), "<string>", "exec"), {
    name: globals()[name] for name in ("__name__", "__builtins__")})
"""

AVAILABLE = hasattr(os, "fork") and sys.implementation.name == "cpython"
folder = None
server = None


def start():
    """Starts the process that forks, with the environment of this one."""
    global folder, server
    folder = tempfile.mkdtemp(prefix="jsonde-forked-")
    atexit.register(stop)
    environment = dict(os.environ, PYTHONIOENCODING="utf-8")
    environment.pop("PYTHONWARNINGS", None)
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )


def stop():
    """Ends the process that forks, and removes its files."""
    global server
    if server is not None:
        os.killpg(server.pid, 9)
        server.communicate()
        server = None
    shutil.rmtree(folder, ignore_errors=True)


def run(program, *arguments, timeout=120):
    """Runs a program with arguments, and returns its status and what it wrote."""
    if server is None:
        start()
    path = os.path.join(folder, "child")
    fields = [
        field.encode("utf-8", "surrogatepass")
        for field in (os.getcwd(), path, program, *arguments)
    ]
    sizes = " ".join(str(len(field)) for field in fields)
    server.stdin.write(b"".join([sizes.encode(), b"\n", *fields]))
    server.stdin.flush()
    if not select.select([server.stdout], [], [], timeout)[0]:
        stop()
        raise subprocess.TimeoutExpired(program, timeout)
    ended = int(server.stdout.readline())
    exited = os.WIFEXITED(ended)
    code = os.WEXITSTATUS(ended) if exited else -os.WTERMSIG(ended)
    written = []
    for end in ".out", ".err":
        with open(path + end, encoding="utf-8", errors="replace") as file:
            written.append(file.read())
    return Finished(code, *written)
