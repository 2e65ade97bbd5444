"""A PostgreSQL server of our own, in a temporary folder and on a loopback port that it finds."""

from __future__ import annotations

import os
import pwd
import random
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

ATTEMPTS = 20
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
# Below the ports that systems hand out for outgoing connections.
PORTS = range(10_240, 32_000)


@dataclass(frozen=True)
class Server:
    port: int
    password: str
    host: str = "127.0.0.1"
    username: str = "interop"
    database: str = "postgres"

    def version(self) -> str:
        with self.connect() as connection:
            return connection.execute("SHOW server_version").fetchone()[0]

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=self.host,
            port=self.port,
            user=self.username,
            password=self.password,
            dbname=self.database,
            connect_timeout=5,
            autocommit=True,
        )


@contextmanager
def running_postgres(programs: Path) -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="interop-postgres-"))
    process: subprocess.Popen[bytes] | None = None
    try:
        password = _create_cluster(programs, folder)
        process, server = _start(programs, folder, password)
        yield server
    finally:
        if process:
            _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; its package brings a user to run as."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        raise RuntimeError(
            "There is no user postgres to run PostgreSQL as: install Debian's package postgresql, "
            "or run this as another user than root."
        ) from None
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _create_cluster(programs: Path, folder: Path) -> str:
    password = secrets.token_hex(16)
    password_file = folder / "password"
    password_file.write_text(password)
    owner = _owner()
    if owner:
        for path in (folder, password_file):
            os.chown(path, owner["user"], owner["group"])
    command = [programs / "initdb", "-D", folder / "data", "-U", Server.username]
    options = ["-A", "scram-sha-256", "--pwfile", password_file, "-E", "UTF8", "--locale=C"]
    done = subprocess.run(
        [*command, *options, "--no-sync"], cwd=folder, capture_output=True, text=True, **owner
    )
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed.\n{done.stdout}{done.stderr}")
    return password


def _start(
    programs: Path, folder: Path, password: str
) -> tuple[subprocess.Popen[bytes], Server]:
    """Tries one port after another until the server itself could bind one."""
    log = folder / "log"
    for _ in range(ATTEMPTS):
        server = Server(random.choice(PORTS), password)
        with log.open("wb") as output:
            process = subprocess.Popen(
                _command(programs, folder, server.port),
                cwd=folder,
                stdout=output,
                stderr=output,
                **_owner(),
            )
        if _answers(process, server):
            return process, server
        said = log.read_text(errors="replace")
        if "could not bind" not in said:
            raise RuntimeError(f"PostgreSQL does not start.\n{said}")
    raise RuntimeError(f"PostgreSQL found no free port in {ATTEMPTS} attempts.\n{said}")


def _command(programs: Path, folder: Path, port: int) -> list[str]:
    settings = {
        "listen_addresses": Server.host,
        "port": port,
        "unix_socket_directories": folder,
        "timezone": "UTC",
        # It is gone in a minute.
        "fsync": "off",
    }
    options = [text for name, value in settings.items() for text in ("-c", f"{name}={value}")]
    return [str(programs / "postgres"), "-D", str(folder / "data"), *options]


def _answers(process: subprocess.Popen[bytes], server: Server) -> bool:
    """False when the server ended. Whoever else listens at the port does not know the password."""
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None:
        try:
            server.connect().close()
            return True
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                _stop(process)
                raise
            time.sleep(0.1)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    # SIGINT is the shutdown that waits for no client.
    process.send_signal(2)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
