"""`luling serve` as a process of its own, with several workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from luling.cli import options
from luling.cli.main import run_server, uvicorn
from tests.engines import free_port
from tests.samples import contract_request

_COMMAND = [sys.executable, "-m", "luling.cli", "serve"]
_PATIENCE = 60.0  # seconds for a service to start, on a busy machine


def ask(url: str, body: Any = None) -> Any:
    request = urllib.request.Request(
        url, data=json.dumps(body).encode() if body else None, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


@pytest.mark.parametrize("workers", [1, 2])
def test_it_serves_until_it_is_told_to_stop(workers: int) -> None:
    port = free_port()
    process = subprocess.Popen(
        [*_COMMAND, "--port", str(port), "--workers", str(workers)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                assert ask(f"{url}/health/ready")["status"] == "ok"
                break
            except (urllib.error.URLError, ConnectionError):
                assert process.poll() is None, "the service ended by itself"
                assert time.monotonic() < until, "the service did not start"
                time.sleep(0.1)
        assert ask(f"{url}/access/v1/evaluation", contract_request())["context"]["effect"] == "refer"
        assert ask(f"{url}/.well-known/authzen-configuration")["policy_decision_point"] == url
    finally:
        process.terminate()
        assert process.wait(timeout=30) in (0, -15)


def test_it_does_not_start_on_policies_that_do_not_load(tmp_path: Path) -> None:
    (tmp_path / "decision.rego").write_text("package luling.decision\n\nanswer := {\n", encoding="utf-8")
    result = subprocess.run([*_COMMAND, "--policies", str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert result.returncode == 2
    assert "decision.rego:" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--certificate", "certificate.pem"], "--certificate and --key belong together"),
        (["--key", "key.pem"], "--certificate and --key belong together"),
        (["--certificate", "certificate.pem", "--key", "missing.pem"], "cannot be read"),
    ],
)
def test_a_certificate_without_its_key_is_refused(tmp_path: Path, options: list[str], said: str) -> None:
    (tmp_path / "certificate.pem").touch()
    result = subprocess.run([*_COMMAND, *options], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert result.returncode == 2
    assert said in result.stderr


def test_workers_get_the_options_of_the_command_and_keep_the_secrets_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LULING_OPA_TOKEN", "from-the-environment")
    monkeypatch.setattr(uvicorn, "run", lambda *_arguments, **_options: None)
    run_server(options.settings_of(options.EngineChoice.opa, None, None), "127.0.0.1", 9, workers=2)
    assert os.environ["LULING_ENGINE"] == "opa"
    assert os.environ["LULING_OPA_TOKEN"] == "from-the-environment"
    # Set by the program and not by `monkeypatch`, so taken back by hand.
    for name in ("LULING_ENGINE", "LULING_PUBLIC_URL"):
        del os.environ[name]
