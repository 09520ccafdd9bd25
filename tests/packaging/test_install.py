"""`opa/install` knows what is there already, and says why it could not build what is not."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.repository.places import ROOT

_SCRIPT = ROOT / "opa" / "install"


def _program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def wanted() -> dict[str, str]:
    """The versions that the script asks for."""
    found = re.findall(r"^(OPA|REGAL)_VERSION=(\S+)", _SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
    return {name.lower(): version for name, version in found}


def _install(bin_: Path, fakes: Path) -> subprocess.CompletedProcess[str]:
    path = f"{fakes}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [str(_SCRIPT), str(bin_)], capture_output=True, text=True, timeout=60, env={**os.environ, "PATH": path}
    )


def test_a_tool_that_is_there_is_known_however_much_it_says(tmp_path: Path, wanted: dict[str, str]) -> None:
    fakes = tmp_path / "fakes"
    fakes.mkdir()
    _program(fakes / "go", "echo the network was asked >&2; exit 9")
    for name, version in wanted.items():
        # More than a pipe holds, after the line with the version: it ends well only if somebody reads it all.
        _program(tmp_path / name, f"echo 'Version: {version}'; yes more | head -c 1000000")
    done = _install(tmp_path, fakes)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("old", ["opa", "regal"])
def test_another_version_is_built_anew_and_a_failed_download_is_told(
    old: str, tmp_path: Path, wanted: dict[str, str]
) -> None:
    fakes = tmp_path / "fakes"
    fakes.mkdir()
    _program(fakes / "go", """echo '{"Error": "no such version on the proxy"}'; exit 1""")
    for name, version in wanted.items():
        _program(tmp_path / name, f"echo 'Version: {'0.0.1' if name == old else version}'")
    done = _install(tmp_path, fakes)
    assert done.returncode != 0
    assert f"building {old} from" in done.stderr
    assert "no such version on the proxy" in done.stderr
