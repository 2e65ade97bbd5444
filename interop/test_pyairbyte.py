"""What the connector warns of is kept, and PyAirbyte still hears everything."""

import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

import pyairbyte


def log(level, message):
    return SimpleNamespace(
        type=SimpleNamespace(value="LOG"),
        log=SimpleNamespace(level=SimpleNamespace(value=level), message=message),
    )


class Warnings(unittest.TestCase):
    def test_warnings_and_errors_are_kept_and_all_is_passed_on(self):
        heard = []
        source = SimpleNamespace(_peek_airbyte_message=lambda message, **_: heard.append(message))
        kept = pyairbyte.warnings_of(source)
        record = SimpleNamespace(type=SimpleNamespace(value="RECORD"))
        messages = [log("INFO", "a"), log("WARN", "b"), record, log("ERROR", "c"), log("FATAL", "d")]
        for message in messages:
            source._peek_airbyte_message(message, raise_on_error=True)
        self.assertEqual(kept, ["b", "c", "d"])
        self.assertEqual(heard, messages)

    def test_a_source_of_pyairbyte_has_what_is_listened_to(self):
        with tempfile.TemporaryDirectory() as folder:
            pyairbyte.prepare(Path(folder))
            from airbyte.sources.base import Source

            self.assertTrue(callable(Source._peek_airbyte_message))


if __name__ == "__main__":
    unittest.main()
