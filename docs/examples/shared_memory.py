# SPDX-License-Identifier: MIT
"""Two processes that pass JSON through shared memory.

    python shared_memory.py

The writer encodes into the shared memory (dumps_into). The reader decodes from it
(loads of a memoryview). No pipe carries the text, and no process copies it first.
Only the size goes through a queue.
"""

import multiprocessing
from multiprocessing import shared_memory

import jsonde

SIZE = 1 << 20


def write(name, sizes, free):
    """Encode documents into the memory, each after the reader has read the last."""
    memory = shared_memory.SharedMemory(name)
    try:
        for number in range(3):
            document = {"number": number, "depths": [n / 4 for n in range(number * 1000)]}
            free.acquire()
            sizes.put(jsonde.dumps_into(document, memory.buf))
        free.acquire()
        try:
            jsonde.dumps_into(["x" * SIZE], memory.buf)
        except BufferError as error:
            sizes.put(str(error))
    finally:
        memory.close()


def read(memory, size):
    """Return the document in the memory."""
    with memory.buf[:size] as view:
        return jsonde.loads(view)


def main():
    """Start the writer, and read what it writes."""
    context = multiprocessing.get_context("spawn")
    sizes, free = context.Queue(), context.Semaphore(1)
    memory = shared_memory.SharedMemory(create=True, size=SIZE)
    try:
        writer = context.Process(target=write, args=(memory.name, sizes, free))
        writer.start()
        for _ in range(3):
            size = sizes.get(timeout=60)
            document = read(memory, size)
            print(size, "bytes:", document["number"], len(document["depths"]), "depths")
            free.release()
        print("BufferError:", sizes.get(timeout=60))
        writer.join()
    finally:
        memory.close()
        memory.unlink()


if __name__ == "__main__":
    main()
