"""Texts that are kept once, and up to how many."""

from __future__ import annotations

from luling.register.sharing import LONGEST, SharedTexts


def _fresh(text: str) -> str:
    return text.encode().decode()


def _document() -> dict[str, object]:
    return {_fresh("kind"): _fresh("organ"), "of": [_fresh("organ"), 1, None, {"deep": _fresh("organ")}], "yes": True}


def test_equal_texts_of_a_document_are_one_object_and_the_document_is_the_same() -> None:
    share = SharedTexts()
    first, second = share.value(_document()), share.value(_document())
    assert first == second == _document()
    assert first is not second
    assert first["kind"] is second["kind"] is first["of"][0] is first["of"][3]["deep"]
    assert all(one is other for one, other in zip(first, second, strict=True))


def test_long_texts_and_those_beyond_the_bound_are_kept_as_they_come() -> None:
    share = SharedTexts(most=2)
    known, other, late = (share.text(_fresh(text)) for text in ("known", "other", "late"))
    assert share.text(_fresh("known")) is known
    assert share.text(_fresh("other")) is other
    assert share.text(again := _fresh("late")) is again
    assert late is not again
    assert share.text(long := "长" * (LONGEST + 1)) is long
