"""Clients that ask as fast as they are answered, and note every answer that they have read to its end."""

from __future__ import annotations

import copy
import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from ulid import ULID

from tests.samples import samples

EVALUATION, EVALUATIONS, FINDINGS = "/access/v1/evaluation", "/access/v1/evaluations", "/v1/findings"
_LONGEST_BATCH = 20
_REPORT = {
    "regulation": "liaoning_2019",
    "conduct": ["late_update"],
    "consequence": "serious",
}
_PAUSE = 0.1  # seconds before a client that got no answer tries again

# Makes a call: the path and the body.
Asked = Callable[[random.Random], tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Noted:
    """One answer that a client has read: `id` is that of the decision, empty where an answer carries none."""

    request_id: str
    id: str
    answer: Any


class Load:
    """Clients in threads, each with a connection of its own, until the end of the block.

    `noted` are the answers, `refused` counts the 503 and `broken` the calls that ended without an answer. Whatever
    else comes is in `odd`, in words.
    """

    def __init__(self, url: str, clients: int, seed: int, asked: Asked | None = None) -> None:
        """`asked` makes the calls; without it they are those of the law."""
        self._address = urlsplit(url).netloc
        self._asked = asked or of_the_law()
        self._end = threading.Event()
        self.noted: list[Noted] = []
        self.refused = self.broken = 0
        self.odd: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._ask, args=(random.Random(f"{seed}:{number}"),)) for number in range(clients)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, chance: random.Random) -> None:
        connection = http.client.HTTPConnection(self._address, timeout=20)
        while not self._end.is_set():
            path, body = self._asked(chance)
            request_id = str(ULID())
            headers = {"Content-Type": "application/json", "X-Request-ID": request_id}
            try:
                connection.request("POST", path, json.dumps(body), headers)
                response = connection.getresponse()
                content = response.read()
            except (OSError, http.client.HTTPException):
                connection.close()
                with self._lock:
                    self.broken += 1
                time.sleep(_PAUSE)
                continue
            self._note(response, content, request_id)
            if response.status != 200:
                time.sleep(_PAUSE)
        connection.close()

    def _note(self, response: http.client.HTTPResponse, content: bytes, request_id: str) -> None:
        answer = json.loads(content)
        with self._lock:
            if response.status == 200:
                self.noted += [Noted(request_id, one.get("context", {}).get("id", ""), one) for one in _answers(answer)]
            elif flaw := flaw_of_refusal(response.status, response.headers, answer):
                self.odd[flaw] += 1
            else:
                self.refused += 1


def flaw_of_refusal(status: int, headers: Any, answer: Any) -> str:
    """What is wrong with an answer without a decision: it is to be 503 with a problem document, to be tried again."""
    if status != 503:
        return f"status {status}: {answer}"
    if headers["Content-Type"] != "application/problem+json" or not headers["Retry-After"]:
        return f"503 without a problem document or Retry-After: {headers}"
    if "decision" in answer or "evaluations" in answer or answer.get("status") != 503:
        return f"503 with something of a decision: {answer}"
    return ""


def _answers(answer: dict[str, Any]) -> list[Any]:
    several: list[Any] = answer.get("evaluations", [answer])
    return several


def of_the_law() -> Asked:
    """Calls about the samples: mostly one evaluation, sometimes several or a report of conduct; identifiers vary."""
    requests = [request for _, request in samples()]

    def varied(chance: random.Random) -> dict[str, Any]:
        request = copy.deepcopy(chance.choice(requests))
        request["resource"]["id"] += f"-{chance.randrange(100_000)}"
        return request

    def asked(chance: random.Random) -> tuple[str, Any]:
        draw = chance.random()
        if draw < 0.1:
            return FINDINGS, {
                **_REPORT,
                "actor": {"id": f"unit-{chance.randrange(1000)}", "kind": "administrative_organ"},
            }
        if draw < 0.3:
            return EVALUATIONS, {"evaluations": [varied(chance) for _ in range(chance.randint(2, _LONGEST_BATCH))]}
        return EVALUATION, varied(chance)

    return asked
