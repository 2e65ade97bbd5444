"""Every message that the connector has, held against Airbyte's own models of the protocol."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from airbyte_cdk.models import AirbyteMessageSerializer
from airbyte_protocol.models import AirbyteMessage
from local_connector import REPOSITORY
from pydantic import BaseModel, ValidationError
from serpyco_rs import SchemaValidationError

PLAY_SCENES = REPOSITORY / "dist" / "test" / "acceptance" / "messages" / "main.js"

Lines = list[tuple[str, str]]
"""The name of a scene and a line of what the connector said in it."""


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    folder = tmp_path_factory.mktemp("messages")
    subprocess.run(["node", PLAY_SCENES, folder], check=True)
    return [
        (file.stem, line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


def unknown_fields(model: Any, raw: Any, path: str = "") -> Iterator[str]:
    """Fields that the models allow, as they allow any, but do not name."""
    if isinstance(model, list):
        for index, item in enumerate(model):
            yield from unknown_fields(item, raw[index], f"{path}[{index}]")
    # A model without a field, such as the state of a stream, stands for any object.
    if not isinstance(model, BaseModel) or not type(model).model_fields:
        return
    for name, value in raw.items():
        here = f"{path}.{name}"
        if name in type(model).model_fields:
            yield from unknown_fields(getattr(model, name), value, here)
        else:
            yield here


def kind_of(message: dict[str, Any]) -> str:
    """The type of a message, and what tells those of one type apart."""
    match message:
        case {"trace": {"type": "ERROR", "error": {"failure_type": failure}}}:
            return f"TRACE ERROR {failure}"
        case {"trace": {"stream_status": {"status": status, "reasons": [{"type": reason}]}}}:
            return f"TRACE {status} {reason}"
        case {"trace": {"stream_status": {"status": status}}}:
            return f"TRACE {status}"
        case {"connectionStatus": {"status": status}}:
            return f"CONNECTION_STATUS {status}"
        case {"log": {"level": level}}:
            return f"LOG {level}"
    return str(message["type"])


def test_every_message_is_one_of_the_protocol(lines: Lines) -> None:
    refused = []
    for scene, line in lines:
        try:
            message = AirbyteMessage.model_validate_json(line, strict=True)
        except ValidationError as error:
            refused.append(f"{scene}: {error}")
            continue
        for field in unknown_fields(message, json.loads(line)):
            refused.append(f"{scene}: the protocol has no field {field}")
    assert refused == []


def test_the_python_cdk_takes_every_message(lines: Lines) -> None:
    refused = []
    for scene, line in lines:
        try:
            AirbyteMessageSerializer.load(json.loads(line))
        except SchemaValidationError as error:
            refused.append(f"{scene}: {error.errors} in {line[:200]}")
    assert refused == []


def test_every_kind_of_message_is_among_them(lines: Lines) -> None:
    assert {kind_of(json.loads(line)) for _, line in lines} == {
        "SPEC",
        "CATALOG",
        "CONNECTION_STATUS SUCCEEDED",
        "CONNECTION_STATUS FAILED",
        "RECORD",
        "STATE",
        "LOG DEBUG",
        "LOG INFO",
        "LOG WARN",
        "LOG ERROR",
        "TRACE STARTED",
        "TRACE RUNNING",
        "TRACE RUNNING RATE_LIMITED",
        "TRACE COMPLETE",
        "TRACE INCOMPLETE",
        "TRACE ERROR config_error",
        "TRACE ERROR transient_error",
        "TRACE ERROR system_error",
    }


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"record": {"stream": "users", "data": {}, "emitted_at": 1.5}}, ValidationError),
        ({"record": {"stream": "users", "data": {}, "emitted_at": 1, "rows": 1}}, ".record.rows"),
        ({"log": {"level": "WARNING", "message": ""}}, ValidationError),
    ],
)
def test_a_message_of_another_shape_is_noticed(change: dict[str, Any], found: Any) -> None:
    raw = {"type": "RECORD", **change}
    if found is ValidationError:
        with pytest.raises(ValidationError):
            AirbyteMessage.model_validate_json(json.dumps(raw), strict=True)
    else:
        message = AirbyteMessage.model_validate_json(json.dumps(raw), strict=True)
        assert list(unknown_fields(message, raw)) == [found]
