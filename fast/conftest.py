import json
import subprocess
from collections.abc import Iterator

import pytest
from local_connector import CERTIFICATE, REPOSITORY

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]

SERVE_TENANT = REPOSITORY / "dist" / "test" / "acceptance" / "serve.js"


@pytest.fixture(scope="session")
def simulated_tenant() -> Iterator[None]:
    """The tenant that `test_files` describes. It ends when its standard input does."""
    tenant = subprocess.Popen(
        ["node", SERVE_TENANT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    with tenant, pytest.MonkeyPatch.context() as patch:
        ready = tenant.stdout.readline()
        assert ready, "The simulated tenant did not start. Its message stands above."
        patch.setenv(CERTIFICATE, json.loads(ready)["certificate"])
        yield
        tenant.stdin.close()
