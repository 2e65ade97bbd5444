"""Whether programs other than ours can read the files of setup/: Terraform's HCL, the manifest of
Kubernetes, the script for PowerShell."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import hcl2
import kubernetes_validate
import tree_sitter_powershell
import yaml
from tree_sitter import Language, Node, Parser

SETUP = Path(__file__).resolve().parents[2] / "setup"
KUBERNETES_VERSION = "1.32"


def terraform_files() -> Iterator[str]:
    for path in sorted(SETUP.glob("terraform/*/*.tf")):
        try:
            hcl2.loads(path.read_text(encoding="utf-8"))
        except Exception as error:
            yield f"{path}: {error}"


def kubernetes_manifests() -> Iterator[str]:
    for path in sorted(SETUP.glob("kubernetes/*.yaml")):
        for manifest in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            try:
                kubernetes_validate.validate(manifest, KUBERNETES_VERSION, strict=True)
            except kubernetes_validate.ValidationError as error:
                yield f"{path}: {error.message}"


def powershell_scripts() -> Iterator[str]:
    parser = Parser(Language(tree_sitter_powershell.language()))
    for path in sorted(SETUP.glob("*.ps1")):
        for node in errors(parser.parse(path.read_bytes()).root_node):
            yield f"{path}:{node.start_point[0] + 1}: PowerShell does not read this line"


def errors(node: Node) -> Iterator[Node]:
    if node.is_error or node.is_missing:
        yield node
    for child in node.children:
        yield from errors(child)


def main() -> int:
    found = [*terraform_files(), *kubernetes_manifests(), *powershell_scripts()]
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
