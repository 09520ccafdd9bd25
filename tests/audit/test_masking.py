"""Identifiers of persons are masked, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from luling.audit.masking import LawError, Masking, Masks
from tests.audit.entries import RESIDENT
from tests.repository.places import RULES

MASKING = Masking.read(RULES / "masking.yaml", b"key")


def masked(value: Any, masking: Masking = MASKING, **options: Any) -> tuple[Any, Masks]:
    masks: Masks = []
    asked, _ = masking.exchange(json.dumps(value, **options).encode(), b"{}", masks)
    return json.loads(asked), masks


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        (RESIDENT, "resident_id"),
        (RESIDENT.lower(), "resident_id"),
        ("身份证11010519491231002X号", "resident_id"),
        ("１１０１０５１９４９１２３１００２X", "resident_id"),
        ("110105491231002", "former_resident_id"),
        ("13800138000", "mobile_number"),
        ("+86 138 0013 8000", "mobile_number"),
        ("6222021234567890128", "payment_card"),
    ],
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_an_identifier_is_masked_wherever_it_stands(text: str, mask: str, ascii_only: bool) -> None:
    found, masks = masked({"context": {"notes": ["", f"见 {text}。"]}}, ensure_ascii=ascii_only)
    assert masks == [("asked.context.notes[1]", mask)]
    assert f"masked:{mask}:" in found["context"]["notes"][1]
    assert found["context"]["notes"][1].startswith("见 ")


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # the check character is wrong
        "11010519491331002X",  # no such month
        "12800138000",  # no such prefix of mobile numbers
        "2026-11-23T09:00:00.123456+08:00",
        "91420600MA4800000X",  # an organisation
        "01K0ABCDEFGHJKMNPQRSTVWXYZ",
        "sha256:13800138000aaaa13800138000",
        "6222021234567890123",  # the check digit is wrong
    ],
)
def test_what_is_no_identifier_of_a_person_stays(text: str) -> None:
    assert masked({"a": text}) == ({"a": text}, [])


def test_a_number_is_an_amount_unless_its_field_says_otherwise() -> None:
    found, masks = masked(
        {"amount": 13800138000, "phone": 13800138000, "姓名": "张三", "id_number": {"no": ["x", True]}}
    )
    assert found["amount"] == 13800138000
    assert [place for place, _ in masks] == ["asked.phone", "asked.姓名", "asked.id_number.no[0]"]
    assert found["id_number"]["no"][1] is True


def test_the_answer_is_masked_like_what_was_asked() -> None:
    masks: Masks = []
    content = json.dumps({"id": RESIDENT}).encode()
    asked, answered = MASKING.exchange(content, content, masks)
    assert asked == answered
    assert masks == [("asked.id", "resident_id"), ("answered.id", "resident_id")]


def test_equal_values_stay_equal_under_one_key_and_no_other() -> None:
    other = Masking.read(RULES / "masking.yaml", b"another key")
    first, again, elsewhere = (masked({"a": RESIDENT}, one)[0]["a"] for one in (MASKING, MASKING, other))
    assert first == again == MASKING.text(RESIDENT, "", [])
    assert first != elsewhere


def test_masking_twice_changes_nothing() -> None:
    once, _ = masked({"id_number": RESIDENT, "note": f"{RESIDENT}, 13800138000"})
    assert masked(once) == (once, [])


def test_a_key_of_an_object_is_masked_too() -> None:
    found, masks = masked({"persons": {RESIDENT: True}})
    assert RESIDENT not in json.dumps(found)
    assert masks == [("asked.persons", "resident_id")]


def test_without_rules_nothing_is_masked(tmp_path: Path) -> None:
    assert masked({"a": RESIDENT}, Masking.read(tmp_path / "masking.yaml", b"key")) == ({"a": RESIDENT}, [])


@pytest.mark.parametrize("wrong", ["shapes: [{id: x, words: {zh: a, en: b}, pattern: '('}]", "other: 1"])
def test_wrong_rules_are_told_with_their_field(wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "masking.yaml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(LawError, match=r"masking\.yaml: `(shapes\.0\.pattern|other)`"):
        Masking.read(path, b"key")
