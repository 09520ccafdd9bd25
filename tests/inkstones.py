"""A made-up regulation: its text, the register made from it, and what the world does to texts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from luling.decision.knowledge import Knowledge
from luling.law.text import articles

ID = "inkstones"
TITLE = "某市砚台登记办法"
TEXT = f"""{TITLE}
某市人民政府某年某月某日发布

第一章 总则

第一条 为了规范砚台登记,保护制砚的手艺,制定本办法。

第二条 砚台分为下列两种:
(一)圆砚;
(二)方砚。
其他形状的砚台,比照前款登记。

第二章 登记

第三条 藏砚人应当自得砚之日起7个工作日内向登记处申报。
登记处依照第五条规定发给砚证。

第四条 登记员应当:
一、点墨试砚;
二、在砚背盖章。

第五条 砚证载明“名称”、形状、来历和藏砚人。

第三章 附则

第六条 藏砚人对登记有异议的,可以请求复核。

第七条 本办法自颁布的次日起施行。
"""
_WORDS = {"zh": "字", "en": "word"}
_SEEN = dt.date(2026, 11, 23)


def write_rules(rules: Path) -> Path:
    """The rules directory of the made-up regulation, with the fingerprints of its text."""
    folder = rules / ID
    folder.mkdir(parents=True)
    register = [
        {
            "id": article.eid,
            "number": article.number,
            "title": _WORDS,
            "summary": _WORDS,
            "marks": ["rule"],
            "provisions": list(article.provisions),
            "fingerprint": article.fingerprint,
        }
        for article in articles(TEXT)
    ]
    regulation = {
        "id": ID,
        "title": {"zh": TITLE, "en": "Measures on the Registration of Inkstones"},
        "issuer": _WORDS,
        "document_number": None,
        "promulgated": None,
        "effective": {"from": None},
        "effective_article": "art_7",
        "scope_article": "art_2",
        "jurisdiction": {"codes": ["990000"], "name": _WORDS},
        "validity": {"last_seen": _SEEN, "notice": _WORDS},
        "authorities": {},
        "classes": {},
    }
    _write(folder / "articles.yaml", {"articles": register})
    _write(folder / "regulation.yaml", regulation)
    _write(rules / "vocabulary.yaml", {})
    return rules


def knowledge(directory: Path) -> Knowledge:
    """What the program knows of the made-up regulation."""
    return Knowledge.read(write_rules(directory))


def page(text: str, *, charset: str = "utf-8", declared: str | None = None) -> bytes:
    """The text as a web page with everything that pages put around it."""
    paragraphs = "\n".join(f"<p>&emsp;&emsp;{line}</p>" for line in text.splitlines() if line)
    html = f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared or charset}">
<title>{TITLE}</title><script>var first = "第一条 <p>不是条文</p>";</script>
<style>p {{ color: black }}</style></head>
<body><ul><li>首页</li><li>政策</li></ul>
<div>当前位置: 首页 &gt; 政策文件</div>
<div>来源: 某市人民政府　字号: 大 中 小　<a href="#">打印</a> <a href="#">关闭</a></div>
<div class="text">{paragraphs}</div>
<div>[打印] [关闭]</div>
<div>上一篇: 某市笔墨管理办法</div>
<ul><li>网站地图</li><li>关于我们</li></ul>
<div>版权所有: 某市人民政府办公室 某ICP备00000000号</div>
</body></html>
"""
    return html.encode(charset)


def _write(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
