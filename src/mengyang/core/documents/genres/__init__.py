"""文种 — what a genre of document calls things: its labels, and the headings that carry items.

One module a genre, each with one frozen `GENRE`; all are found by scanning this folder.
"""

import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Literal

from mengyang.core.documents.genres.label_words import Spellings
from mengyang.core.documents.genres.labels import SPELLINGS, Role


@dataclass(frozen=True, slots=True)
class Genre:
    """文种 — `title` matches the titles of the genre, the others headings of the outline.

    `items` names headings that carry items although `framing` would leave them out;
    `framing` headings (指导思想, 基本原则 …) carry none, of those with `content` (整治内容) only
    clauses that name a unit or a day; `support` headings (组织实施, 保障措施 …)
    carry items only where `support_counts`, or where their clauses name a unit or a day; `ruling`
    headings (扶持政策) only the latter.
    `assigned_only`: a clause counts only where it names units in brackets; `stated_only`: only
    where it names a unit or a day.
    `replies`: each item is a request answered by its own words.
    `priority`: where several titles match, the lowest wins.
    """

    code: str
    title: str
    priority: int
    item_kind: Literal["problem", "task"] = "task"
    items: str = r"(?!)"
    framing: str = (
        r"指导思想|总体要求|总体思路|总体目标|基本原则|工作原则|主要目标|发展目标|工作目标|"
        r"整改目标|"
        r"目标任务$|^[^，。]{0,6}目标$|重要意义|充分认识|基本情况|工作背景|编制依据|范围$|"
        r"附则|名词解释|^(?:部门|成员单位)?(?:工作)?职责(?:分工)?$|"
        r"存在(?:的)?(?:主要)?问题$|(?:工作|总体|主要)进展|(?:开展|推进|部署)情况$|"
        r"工作(?:情况|总结|回顾)$|"
        r"^(?:已|所)(?:经)?(?:做|作|开展)的?(?:主要)?工作|[目当]前情况$|主要成效$|主要做法$|(?:整治|治理)(?:重点|内容|"
        r"范围|对象)$|"
        r"(?:整治|治理|行动|排查|检查|督查|评估|活动|培训|申报|考核|参加|举办|报名)(?:时间|"
        r"内容|对象|范围|方式|地点|人员|形式)$|目标要求|主要指标|发展基础|形势|现状"
    )
    content: str = r"(?:整治|治理|清理|整改)(?:重点|内容)$"
    support: str = (
        r"组织实施|保障措施|工作要求|有关要求|组织保障|实施保障|工作保障|相关要求|组织领导$|"
        r"保障机制$|几点要求|实施要求|推进措施$|监督检查$|工作机制$"
    )
    ruling: str = r"^(?:扶持|支持|奖补|奖励|优惠|补助|补贴|减免|资助)+(?:政策|标准|办法)$"
    support_counts: bool = True
    assigned_only: bool = False
    stated_only: bool = False
    replies: bool = False
    recommendations: str = r"(?!)"
    opinions: str = r"(?!)"
    labels: Mapping[Role, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType(SPELLINGS)
    )


@cache
def find_genres() -> tuple[Genre, ...]:
    """Every genre of this folder, first to be tried first."""
    found = [
        genre
        for module in pkgutil.iter_modules(__path__)
        if isinstance(
            genre := getattr(import_module(f"{__name__}.{module.name}"), "GENRE", None), Genre
        )
    ]
    return tuple(sorted(found, key=lambda genre: genre.priority))


@cache
def genre_of(code: str) -> Genre:
    """The genre with this code; an unknown code reads as the last resort."""
    return next((genre for genre in find_genres() if genre.code == code), find_genres()[-1])


def choose_genre(titles: tuple[str, ...], text: str) -> Genre:
    """The genre of a document by its titles, the plan's before the notice's, else by its labels."""
    for title in titles:
        for genre in find_genres():
            if re.search(genre.title, title):
                return genre
    remedies = next(
        (genre for genre in find_genres() if genre.item_kind == "problem"), find_genres()[-1]
    )
    answers = sum(text.count(label) for label in ("整改措施", "整改时限", "整改期限"))
    return remedies if answers > 3 else find_genres()[-1]


@cache
def spellings_of(code: str) -> Mapping[str, Role]:
    """What each label of a genre stands for."""
    labels = genre_of(code).labels
    return Spellings({word: role for role, words in labels.items() for word in words})
