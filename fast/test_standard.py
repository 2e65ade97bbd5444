"""Airbyte's FAST standard tests, for the configurations of `acceptance-test-config.yml`."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from airbyte_cdk.test import entrypoint_wrapper
from airbyte_cdk.test.models.scenario import REMOVED_ENTRY_KEYS
from airbyte_cdk.test.standard_tests import SourceTestSuiteBase
from boltons.typeutils import classproperty
from local_connector import REPOSITORY, LocalConnector, run_command

KEYS_OF_CAT_ALONE = {*REMOVED_ENTRY_KEYS, "validate_stream_statuses"}
"""FAST refuses them, and CAT at strictness high wants some. Our own tests hold them."""


@pytest.fixture(autouse=True)
def local_commands(monkeypatch: pytest.MonkeyPatch, simulated_tenant: None) -> None:
    monkeypatch.setattr(entrypoint_wrapper, "_run_command", run_command)


class TestSourceMicrosoft365(SourceTestSuiteBase):
    connector = LocalConnector

    @classmethod
    def get_connector_root_dir(cls) -> Path:
        return REPOSITORY

    @classproperty
    def acceptance_test_config(cls) -> dict[str, Any]:
        text = (REPOSITORY / "acceptance-test-config.yml").read_text(encoding="utf-8")
        config = yaml.safe_load(text)
        for suite in config["acceptance_tests"].values():
            for entry in suite.get("tests", []):
                for key in KEYS_OF_CAT_ALONE & set(entry):
                    del entry[key]
        return config
