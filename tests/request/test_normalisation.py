"""From the wire to what policies see, over a made-up vocabulary: the program knows no word of the law."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from luling.law.regulation import LawError, Regulation
from luling.request.errors import RequestError
from luling.request.normalisation import ancestors, normalise, parse_instant, utc_text
from luling.request.schema import evaluation_request
from luling.request.vocabulary import Vocabulary

VOCABULARY = """
actions: {ink: {zh: 着墨, en: ink}}
resource_types: {stone: {zh: 砚台, en: stone}}
subject:
  guild: {type: enum, zh: 行会, en: guild, values: {scribes: {zh: 书吏, en: scribes}}}
  home: {type: jurisdiction, zh: 籍贯, en: home}
resource:
  shape:
    type: enum
    terms: classes
    zh: 形状
    en: shape
    values: {round: {zh: 圆, en: round}, square: {zh: 方, en: square}}
  price_yuan: {type: yuan, becomes: price_fen, zh: 价, en: price}
  listed: {type: boolean, default: true, zh: 已登记, en: listed}
  marks: {type: list, zh: 印记, en: marks, items: {type: identifier}}
context:
  time: {type: instant, zh: 时间, en: time}
  purpose: {type: object, default: {}, zh: 用途, en: purpose, fields: {art: {type: boolean, zh: 书画, en: art}}}
  seals:
    type: list
    default: []
    zh: 印章
    en: seals
    items:
      type: object
      required: [by]
      fields:
        by: {type: role, zh: 盖章人, en: by}
        outcome: {type: enum, default: yes_, zh: 结果, en: outcome, values: {yes_: {zh: 可, en: "yes"}}}
        subject: {type: identifier, same_as: subject.id, zh: 对象, en: subject}
        until: {type: instant, zh: 至, en: until}
"""
NOW = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)


def regulation(term: str = "团砚") -> Regulation:
    words = {"zh": "词", "en": "word"}
    return Regulation.model_validate(
        {
            "id": "inkstones",
            "title": words,
            "issuer": words,
            "document_number": None,
            "promulgated": None,
            "effective": {"from": None},
            "effective_article": "art_1",
            "scope_article": "art_1",
            "jurisdiction": {"codes": ["420600"], "name": words},
            "validity": {"last_seen": "2026-11-23", "notice": words},
            "authorities": {"clerk": words | {"article": "art_1"}},
            "classes": {"round": {"terms": [term], "article": "art_1"}},
        }
    )


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    path = tmp_path / "vocabulary.yaml"
    path.write_text(VOCABULARY, encoding="utf-8")
    return Vocabulary.read(path, {"inkstones": regulation()})


def request(**parts: Any) -> dict[str, Any]:
    return {
        "subject": {"type": "person", "id": "zhang"},
        "action": {"name": "ink"},
        "resource": {"type": "stone", "id": "duan"},
        **parts,
    }


def test_defaults_are_filled_in_and_the_rest_stays_absent(vocabulary: Vocabulary) -> None:
    assert normalise(request(), vocabulary, NOW) == {
        "subject": {"type": "person", "id": "zhang", "properties": {}},
        "action": {"name": "ink", "properties": {}},
        "resource": {"type": "stone", "id": "duan", "properties": {"listed": True}},
        "context": {"time": "2026-11-23T01:00:00.000000Z", "purpose": {}, "seals": []},
    }


def test_terms_instants_amounts_and_jurisdictions_are_normalised(vocabulary: Vocabulary) -> None:
    document = normalise(
        request(
            subject={"type": "person", "id": "zhang", "properties": {"home": "420602", "guild": "scribes", "x": 1}},
            resource={"type": "stone", "id": "duan", "properties": {"shape": "团砚", "price_yuan": 300000.01}},
            context={
                "time": "2026-11-23t09:00:00.1234567+08:00",
                "seals": [{"by": "clerk", "until": "2026-12-01T00:00:00Z"}],
            },
        ),
        vocabulary,
        NOW,
    )
    assert document["subject"]["properties"] == {"guild": "scribes", "jurisdictions": ["420602", "420600", "420000"]}
    assert document["resource"]["properties"] == {"shape": "round", "price_fen": 30000001, "listed": True}
    assert document["context"]["time"] == "2026-11-23T01:00:00.123456Z"
    assert document["context"]["seals"] == [
        {"by": "clerk", "outcome": "yes_", "subject": "zhang", "until": "2026-12-01T00:00:00.000000Z"}
    ]


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        ([], ""),
        ({}, "subject"),
        (request(subject=7), "subject"),
        (request(subject={"type": "person"}), "subject.id"),
        (request(subject={"type": None, "id": "a"}), "subject.type"),
        (request(subject={"type": "person", "id": "a", "properties": []}), "subject.properties"),
        (request(action={"name": "burn"}), "action.name"),
        (request(action={}), "action.name"),
        (request(action="ink"), "action"),
        (request(resource={"type": "tree", "id": "oak"}), "resource.type"),
        (request(resource={"type": "stone", "id": "a", "properties": {"shape": "oval"}}), "resource.properties.shape"),
        (request(resource={"type": "stone", "id": "a", "properties": {"shape": 1}}), "resource.properties.shape"),
        (request(resource={"type": "stone", "id": "a", "properties": {"listed": "yes"}}), "resource.properties.listed"),
        (request(resource={"type": "stone", "id": "a", "properties": {"listed": None}}), "resource.properties.listed"),
        (
            request(resource={"type": "stone", "id": "a", "properties": {"price_yuan": -1}}),
            "resource.properties.price_yuan",
        ),
        (
            request(resource={"type": "stone", "id": "a", "properties": {"price_yuan": 1.001}}),
            "resource.properties.price_yuan",
        ),
        (
            request(resource={"type": "stone", "id": "a", "properties": {"price_yuan": True}}),
            "resource.properties.price_yuan",
        ),
        (
            request(resource={"type": "stone", "id": "a", "properties": {"marks": ["a", 1]}}),
            "resource.properties.marks[1]",
        ),
        (request(context=None), "context"),
        (request(context={"time": "2026-11-23"}), "context.time"),
        (request(context={"time": "2026-11-23T09:00:00"}), "context.time"),
        (request(context={"time": "2026-02-30T09:00:00Z"}), "context.time"),
        (request(context={"time": "0001-01-01T00:00:00+08:00"}), "context.time"),
        (request(context={"seals": {}}), "context.seals"),
        (request(context={"seals": [{}]}), "context.seals[0].by"),
        (request(context={"seals": [{"by": "emperor"}]}), "context.seals[0].by"),
    ],
)
def test_a_bad_field_is_named_by_its_path(vocabulary: Vocabulary, bad: Any, path: str) -> None:
    with pytest.raises(RequestError) as caught:
        normalise(bad, vocabulary, NOW)
    assert path in [problem.path for problem in caught.value.problems]


def test_all_bad_fields_are_named_at_once(vocabulary: Vocabulary) -> None:
    with pytest.raises(RequestError) as caught:
        normalise(request(action={"name": "burn"}, context={"time": 3, "purpose": []}), vocabulary, NOW)
    assert [problem.path for problem in caught.value.problems] == ["action.name", "context.time", "context.purpose"]


def test_text_order_of_instants_is_time_order() -> None:
    moments = ["0002-01-01T00:00:00Z", "1999-12-31T23:59:59.9Z", "2026-11-23T09:00:00+08:00", "2026-11-23T02:00:00Z"]
    texts = [utc_text(moment) for moment in map(parse_instant, moments) if moment]
    assert texts == sorted(texts)
    assert {len(text) for text in texts} == {27}


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("420600", ["420600", "420000"]),
        ("420602", ["420602", "420600", "420000"]),
        ("420602001", ["420602001", "420602", "420600", "420000"]),
        ("Xiangyang", ["Xiangyang"]),
    ],
)
def test_a_jurisdiction_lies_in_those_above_it(code: str, chain: list[str]) -> None:
    assert ancestors(code) == chain


def test_the_schema_for_clients_names_every_property_and_accepted_term(vocabulary: Vocabulary) -> None:
    resource = evaluation_request(vocabulary)["properties"]["resource"]["properties"]["properties"]["properties"]
    assert set(resource) == {"shape", "price_yuan", "listed", "marks"}
    assert resource["shape"]["enum"] == ["round", "square", "团砚"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("subject: {a: {type: number, zh: 数, en: number}}", "`subject.a`: unknown type `number`"),
        ("subject: {a: {type: text, en: text}}", "`subject.a`: needs `zh` and `en`"),
        ("subject: {a: {type: text, zh: 文, en: text, colour: red}}", "`subject.a`: unknown key `colour`"),
        (
            "subject: {a: {type: text, same_as: context.time, zh: 文, en: text}}",
            "`subject.a`: `same_as` is one of action.name, resource.id, ",
        ),
        (
            "subject: {a: {type: object, default: {b: 1}, zh: 物, en: b}}",
            "`subject.a`: the default of an object is `{}`",
        ),
        ("subject: [", "while parsing"),
    ],
)
def test_a_wrong_vocabulary_names_file_and_property(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "vocabulary.yaml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(LawError, match=r"vocabulary\.yaml") as caught:
        Vocabulary.read(path, {})
    assert complaint in str(caught.value)


def test_a_term_of_two_classes_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.yaml"
    path.write_text(VOCABULARY, encoding="utf-8")
    with pytest.raises(LawError, match="means two classes"):
        Vocabulary.read(path, {"inkstones": regulation(term="square")})
