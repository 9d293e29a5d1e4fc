"""What a worker may be asked to do in these tests: functions of one argument, found by name in a child process."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from extractor.errors import UnreadableFileError
from extractor.guard.division import Divided
from extractor.model.pages import Failure

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]


def obey(order: str) -> str:
    """Does what the order says, mostly something terrible; gives the order back where it survives."""
    match order.split(":"):
        case ["exit", code]:
            os._exit(int(code))
        case ["leave"]:
            sys.exit(3)
        case ["segfault"]:
            ctypes.string_at(0)
        case ["abort"]:
            os.abort()
        case ["killed"]:
            os.kill(os.getpid(), 9)
        case ["killed once", note] if not Path(note).exists():
            Path(note).touch()
            os.kill(os.getpid(), 9)
        case ["parent killed once", note] if not Path(note).exists():
            Path(note).touch()
            os.kill(os.getppid(), 9)
            time.sleep(600)
        case ["temporary file"]:  # of a size that no buffer holds
            with tempfile.TemporaryFile() as file:
                file.write(bytes(10**5))
        case ["hang once", note] if not Path(note).exists():
            Path(note).write_text(str(os.getpid()), encoding="ascii")
            time.sleep(600)
        case ["hang", note]:
            Path(note).write_text(str(os.getpid()), encoding="ascii")
            time.sleep(600)
        case ["hang"]:
            time.sleep(600)
        case ["spin"]:
            while True:
                pass
        case ["full"]:  # no file takes a byte from now on, as on a disk that is full
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        case ["eat"]:
            return "x" * 10**12
        case ["unreadable"]:
            raise UnreadableFileError("no PDF at all", "look for the right one")
        case ["load"]:  # a library for which no room is left
            raise ImportError("cv2.abi3.so: failed to map segment from shared object")
        case ["raise", message]:
            raise ValueError(message)
        case ["unpicklable"]:
            return (part for part in order)  # type: ignore[return-value]
        case ["large", size]:
            return "x" * int(size)
    return order


def share(order: str) -> str | Divided[str, str]:
    """As ``obey``; ``share good|hang`` has its parts done by whoever is free, and says last what came of them."""
    name, _, parts = order.partition(" ")
    return Divided(tuple(filter(None, parts.split("|"))), joined) if name == "share" else obey(order)


def joined(outcomes: Sequence[str | Failure]) -> str:
    """Outcomes in one line, a failure by the first word of what happened."""
    return "+".join("failed" if isinstance(outcome, Failure) else outcome for outcome in outcomes)


def process_id(_: object) -> int:
    """The worker's process."""
    return os.getpid()


def environment(name: str) -> str | None:
    """A variable as the worker sees it."""
    return os.environ.get(name)


def threads_of_opencv(_: object) -> int:
    """How many threads OpenCV works with."""
    import cv2

    return cv2.getNumThreads()


def shout(text: str) -> str:
    """Writes to both streams, as libraries do."""
    for stream in (1, 2):
        os.write(stream, text.encode())
    return text


def start_child_and_hang(note: Path) -> None:
    """Starts a program as OCR does, writes both process ids to the file, and never comes back."""
    child = subprocess.Popen(SLEEPER)
    note.write_text(f"{os.getpid()} {child.pid}", encoding="ascii")
    child.wait()


def leave_temporary_file_and_crash(note: Path) -> None:
    """Dies with a temporary file open, and says where it is."""
    with tempfile.NamedTemporaryFile(delete=False) as file:
        note.write_text(file.name, encoding="utf-8")
        os.abort()


class Poison:
    """A function that cannot be loaded in the child."""

    def __call__(self, argument: object) -> object:
        return argument

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (7,)
