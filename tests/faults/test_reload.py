"""Rules and policies that change under load: every answer is wholly of the policy set whose revision it names."""

from __future__ import annotations

import itertools
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from luling.policy.sources import read_policy_set
from tests.certification.running import POLICIES, RULES
from tests.faults.clients import EVALUATION, Load
from tests.faults.evidence import account_of
from tests.faults.scenario import asks
from tests.faults.service import serving

pytestmark = pytest.mark.slow

_LATELY = 40  # answers after which both workers will have spoken


class Law:
    """The scenario's law in two states each of its rules and its policies, which change one after the other.

    In state 1 of the policies alice may not read any more; the state of the rules stands in the message texts.
    """

    def __init__(self, directory: Path) -> None:
        self.rules, self.policies = directory / "rules", directory / "policies"
        shutil.copytree(RULES, self.rules)
        shutil.copytree(POLICIES, self.policies)
        self._messages, self._decision = self.rules / "messages.yaml", self.policies / "luling" / "decision.rego"
        self._texts = self._messages.read_text(encoding="utf-8"), self._decision.read_text(encoding="utf-8")
        # By revision: the decision and the message that an answer about alice must have.
        self.expected: dict[str, tuple[bool, str]] = {}
        for words, readers in itertools.product((0, 1), (0, 1)):
            revision = self.become(words, readers)
            self.expected[revision] = (not readers, ("没有规则允许" if readers else "可以读取记录") + str(words))

    def become(self, words: int, readers: int) -> str:
        """Write the files of these states; the revision."""
        messages = (
            self._texts[0]
            .replace("可以读取记录", f"可以读取记录{words}")
            .replace("没有规则允许", f"没有规则允许{words}")
        )
        self._messages.write_text(messages, encoding="utf-8")
        text = self._texts[1].replace('{"alice", "bob"}', '{"bob"}') if readers else self._texts[1]
        self._decision.write_text(text, encoding="utf-8")
        return read_policy_set(self.rules, self.policies).revision


def _said(answer: dict[str, Any]) -> tuple[str, tuple[bool, str]]:
    context = answer["context"]
    return context["policy_revision"], (answer["decision"], context["reasons"][0]["message"]["zh"])


def test_no_answer_mixes_two_policy_sets(tmp_path: Path) -> None:
    law = Law(tmp_path / "law")
    assert len(law.expected) == 4
    environment = {"LULING_RULES": str(law.rules), "LULING_POLICIES": str(law.policies), "LULING_WATCH": "true"}

    def alice(chance: random.Random) -> tuple[str, Any]:
        return EVALUATION, asks(resource=f"record-{chance.randrange(3)}")

    with serving(tmp_path, environment) as service, Load(service.url, 3, 1, alice) as load:
        service.until(lambda: len(service.workers()) == 2 and len(load.noted) > _LATELY, "answers")
        for words, readers in ((1, 1), (0, 1), (1, 0), (0, 0)):
            revision = law.become(words, readers)

            def taken_up(revision: str = revision) -> bool:
                last = [_said(one.answer)[0] for one in load.noted[-_LATELY:]]
                return last == [revision] * _LATELY

            service.until(taken_up, "the new policy set")
    assert account_of(service, load).complaints == []
    wrong = [said for said in map(_said, (one.answer for one in load.noted)) if law.expected.get(said[0]) != said[1]]
    assert wrong == []
    assert {_said(one.answer)[0] for one in load.noted} == set(law.expected)
