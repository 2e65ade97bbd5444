"""A program that reads questions from standard input and writes answers to standard output, each a
line of JSON."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

SECONDS_TO_STOP = 10


class JsonProcess:
    def __init__(self, process: subprocess.Popen[str], name: str) -> None:
        self._process = process
        self._name = name

    def ask(self, question: Any) -> Any:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._name} has ended; why, it wrote above.")
        return json.loads(line)


@contextmanager
def running(command: Sequence[str], name: str) -> Iterator[JsonProcess]:
    # Its input ends with this process, however that ends, and then it ends as well.
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        yield JsonProcess(process, name)
    finally:
        assert process.stdin
        process.stdin.close()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
