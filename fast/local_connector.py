"""Runs the commands of Airbyte's standard tests with the program in `bin`."""

import json
import logging
import os
import subprocess
from pathlib import Path
from typing import Any

from airbyte_cdk.test.entrypoint_wrapper import EntrypointOutput

REPOSITORY = Path(__file__).resolve().parent.parent
PROGRAM = REPOSITORY / "bin" / "source-microsoft-365"

CERTIFICATE = "NODE_EXTRA_CA_CERTS"
"""Names the certificate of the simulated tenant in the environment."""

PATIENCE_SECONDS = 300


class LocalConnector:
    """What the standard tests take for a connector: they look for `spec` and do not call it."""

    def spec(self, logger: logging.Logger) -> Any:
        raise NotImplementedError("Every command runs in a process of its own.")


def run_command(
    source: LocalConnector, args: list[str], *_: Any, **__: Any
) -> EntrypointOutput:
    """Stands in for `_run_command` of the CDK, which calls a connector written in Python."""
    environment = {name: os.environ[name] for name in ("PATH", CERTIFICATE)}
    ended = subprocess.run(
        [PROGRAM, *args],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=environment,
        timeout=PATIENCE_SECONDS,
    )
    lines = ended.stdout.splitlines()
    for line in lines:
        # The CDK takes any other line for a log, and so would not miss a broken record.
        assert isinstance(json.loads(line), dict), f"This is no message: {line}"
    failure = None
    if ended.returncode != 0:
        failure = subprocess.CalledProcessError(
            ended.returncode, args, ended.stdout, ended.stderr
        )
    return EntrypointOutput(
        messages=lines, uncaught_exception=failure, command=args, stderr=ended.stderr
    )
