"""Refused acts as problem documents: why, and what would be lawful instead."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from luling.api.problems import document
from luling.law.citation import cite
from luling.law.regulation import LawError
from luling.procedure.errors import (
    ChangedError,
    KeyUsedError,
    NotActingError,
    NotAlikeError,
    NotCompetentError,
    NotPossibleError,
    ProcedureError,
    TooManyError,
    UnknownCaseError,
)
from luling.procedure.law import Competent
from luling.procedure.view import competent_document


async def on_refused_act(_request: Request, error: Exception) -> Response:
    """403 with the article that says who is competent, 404, 409 with the acts that are possible, or 422."""
    assert isinstance(error, ProcedureError)
    match error:
        case NotAlikeError():
            zh, en = error.words.zh, error.words.en
            told = (f", 且{zh}须与当事人相同, 以登记为准", f", of the same {en} as a party, as the register knows it")
            return _not_competent(error, told)
        case NotCompetentError():
            return _not_competent(error)
        case NotActingError():
            return document(403, "没有为该单位办理的资格", "not acting for this organisation", detail=str(error))
        case UnknownCaseError():
            return document(404, "没有此程序", "no such case", detail=str(error))
        case NotPossibleError():
            zh = f"当前状态下不能办理 `{error.act}`"
            possible = list(error.possible)
            return document(409, zh, str(error), state=error.state, possible=possible)
        case ChangedError():
            return document(409, "已有他人办理, 请重新查看", str(error), version=error.version)
        case KeyUsedError():
            return document(422, "幂等键已用于其他行为", str(error))
        case TooManyError():
            return document(400, f"超过{error.most}项, 请缩小范围", str(error))
        case _:
            return document(500, "服务内部错误", "internal error")


async def on_unusable_law(_request: Request, error: Exception) -> Response:
    """503: the procedures in force do not fit together, or no longer have the one of this case."""
    assert isinstance(error, LawError)
    return document(503, "程序数据不可用", "the procedures as data cannot be used", detail=str(error))


def _not_competent(error: NotCompetentError, more: tuple[str, str] = ("", "")) -> Response:
    zh = "; ".join(f"依{_cited(one)}由{one.words.zh}办理" for one in error.competent)
    en = "; ".join(f"{one.words.en} ({one.article})" for one in error.competent)
    return document(
        403,
        f"没有办理 `{error.act}` 的职权: {zh}{more[0]}",
        f"not competent for `{error.act}`: it belongs to {en}{more[1]}",
        competent=[competent_document(one) for one in error.competent],
        article=error.competent[0].article if error.competent else None,
    )


def _cited(one: Competent) -> str:
    return cite(one.article.partition("/")[2])
