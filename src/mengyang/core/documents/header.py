"""公文要素 — the frame of a document: title, number, dates, addressees, and where its body lies.

A page's own date (生成日期) is kept apart: it is never the day of issue.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mengyang.core.documents.frame import Header
from mengyang.core.documents.frame_labels import LabelledValue, read_labels
from mengyang.core.documents.frame_lines import (
    ATTACHMENT,
    DISCLOSURE,
    LETTERHEAD,
    LONGEST_FRAME_LINE,
    NUMBER,
    is_closing_line,
    is_frame,
    is_signature,
)
from mengyang.core.documents.head_days import day_of_meeting, month_below, spoken_on
from mengyang.core.documents.numbering import find_marker
from mengyang.core.documents.phrases.days import first_day, whole_day
from mengyang.core.documents.phrases.units import is_unit, split_units
from mengyang.core.documents.records import Line
from mengyang.core.documents.titles import issued_title, joined_title
from mengyang.core.patterns import lazy_pattern

_ADDRESSEES = lazy_pattern(
    r"[^。；;!?！？]{2,240}(?:政府|部门|单位|机构|街道|乡镇|企业|公司|同志|代表|委员|学校|"
    r"幼儿园|办事处|"
    r"[局委办厅署院会校司园区县市团])[^。；;]{0,6}[:：]"
)
_APPROVED = lazy_pattern(
    r"已?经([^,，。;；:：]{1,24}?)(?:研究)?(?:同意|批准|审议通过|审定)[,，。;；]"
)
_ANNEX = lazy_pattern(r"附\s*件\s*\d*\s*[:：]?")
_PRINTED = lazy_pattern(r"\S.{2,40}?[ \t\u3000]+(\d{4}年\d{1,2}月\d{1,2}日)印发?")
_HEAD_LINES = 60
_COVER_LINES = 14
_PROSE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Frame:
    """The header, the slice of lines that is the body, and the lines in it that are frame."""

    header: Header
    first: int
    last: int
    skipped: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Head:
    """The first lines, by index: those with labels, and `plain` those seen without one."""

    labels: tuple[LabelledValue, ...]
    labelled: frozenset[int]
    plain: frozenset[int]
    label_end: int
    end: int
    addressees: int | None


class _Cover(NamedTuple):
    """The line of the day below a covering notice, and who signed it."""

    day_line: int | None = None
    signature: str | None = None


class _Tail(NamedTuple):
    """Where the closing lines begin, their day, and who signed there."""

    first: int
    day: date | None
    signature: str | None


def read_frame(lines: Sequence[Line]) -> Frame:
    """The frame of a document given as its non-empty lines."""
    top = _find_head(lines)
    cover = _find_cover(lines, top.end)
    tail = _find_tail(lines, top.end, cover.day_line)
    fields = {found.field: found for found in reversed(top.labels) if found.field}
    attachments, skipped = _attachments(lines)
    head_end = top.end if top.end > top.label_end else len(lines)
    head = [
        line.text
        for index, line in enumerate(lines[: min(head_end, _HEAD_LINES)])
        if index in top.plain or (index not in top.labelled and not read_labels(line.text))
    ]
    own_head = [words for words in head if not is_frame(words)]
    titles = _below_letterhead(head), own_head
    printed = next((found for lines in titles if (found := joined_title(lines))), None)
    title = _words(fields, "title") or printed or _short_title(own_head)
    cover_day = whole_day(lines[cover.day_line].text) if cover.day_line is not None else None
    header = Header(
        title=title,
        plan_title=_plan_title(lines, cover.day_line, title or ""),
        document_number=_document_number(fields, head, title or ""),
        index_number=_words(fields, "index_number"),
        issuing_body=(
            _words(fields, "issuing_body") or cover.signature or tail.signature or _red_head(head)
        ),
        approved_by=_approver(lines, top),
        signed_on=_day(fields, "signed_on") or cover_day or tail.day or spoken_on(head),
        published_on=_day(fields, "published_on"),
        told_on=month_below(head) or day_of_meeting(lines[: top.end + 1]),
        generated_on=_day(fields, "generated_on"),
        addressees=_addressees(lines, top),
        validity=_words(fields, "validity"),
        disclosure=_disclosure(fields, lines),
        attachments=attachments,
        labels={found.label: found.value for found in top.labels},
    )
    return Frame(header, top.end, tail.first, skipped)


def _red_head(head: Sequence[str]) -> str | None:
    """The office of the red head (`甲县人民政府办公室文件`), where nobody has signed."""
    names = (words.removesuffix("文件") for words in head if LETTERHEAD.fullmatch(words))
    return next((name for name in names if is_unit(name)), None)


def _below_letterhead(head: Sequence[str]) -> list[str]:
    """The lines of the head below `…文件` or `专题会议纪要`, the frame left out."""
    heads = [at for at, words in enumerate(head) if LETTERHEAD.fullmatch(words)]
    below = head[heads[-1] + 1 :] if heads else []
    return [words for words in below if not is_frame(words)]


def _short_title(head: Sequence[str]) -> str | None:
    """A first line or two that no known word ends, where nothing else can be the title."""
    title = "".join(head) if len(head) <= 2 else ""
    if 0 < len(title) <= LONGEST_FRAME_LINE and all(
        words[-1] not in "。；;：:，,、" for words in head
    ):
        return title
    return None


def _find_head(lines: Sequence[Line]) -> _Head:
    labels: list[LabelledValue] = []
    labelled, plain = set[int](), set[int]()
    label_end, end, addressees = 0, None, None
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if pairs := read_labels(line.text):
            labels += pairs
            labelled.add(index)
            if any(pair.field or pair.value for pair in pairs):
                label_end = index + 1
            continue
        plain.add(index)
        if _is_address(line.text):
            addressees, end = index, index + 1
            break
        if _is_prose(line.text):
            end = index
            break
    return _Head(
        tuple(labels),
        frozenset(labelled),
        frozenset(plain),
        label_end,
        label_end if end is None else end,
        addressees,
    )


def _is_address(words: str) -> bool:
    return (
        words[-1] in ":："
        and _ADDRESSEES.fullmatch(words) is not None
        and find_marker(words) is None
    )


def _is_prose(words: str) -> bool:
    """Whether a line belongs to the body: numbered, a sentence, a row of a table, too long."""
    return (
        len(words) > LONGEST_FRAME_LINE
        or find_marker(words) is not None
        or ("。" in words and (len(words) > _PROSE_LENGTH or words[-1] == "。"))
        or words.count("\t") + words.count("|") > 1
    )


def _find_cover(lines: Sequence[Line], head_end: int) -> _Cover:
    """The day below a covering notice: soon behind the addressees, or below a signature."""
    numbered = False
    furthest = max(head_end + _COVER_LINES, len(lines) // 2 + 1)
    for index in range(max(1, head_end), min(furthest, len(lines))):
        near = index < head_end + _COVER_LINES and not numbered
        signed = (near or index <= len(lines) // 2) and is_signature(lines, index - 1)
        if signed or (near and whole_day(lines[index].text) is not None):
            return _Cover(index, lines[index - 1].text if signed else None)
        numbered = numbered or (near and find_marker(lines[index].text) is not None)
    return _Cover()


def _find_tail(lines: Sequence[Line], head_end: int, cover_line: int | None) -> _Tail:
    end = len(lines)
    told: date | None = None
    signature: str | None = None
    while end > head_end:
        words = lines[end - 1].text
        printed = _PRINTED.fullmatch(words)
        day = first_day(printed.group(1)) if printed else whole_day(words)
        if day is not None and cover_line != end - 1:
            told = told or day
            if end > 1 and is_signature(lines, end - 2):
                signature = signature or lines[end - 2].text
                end -= 1
            end -= 1
        elif is_closing_line(words):
            end -= 1
        else:
            break
    return _Tail(max(end, head_end), told, signature)


def _words(fields: dict[str, LabelledValue], name: str) -> str | None:
    return fields[name].value or None if name in fields else None


def _day(fields: dict[str, LabelledValue], name: str) -> date | None:
    return first_day(fields[name].value) if name in fields else None


def _document_number(fields: dict[str, LabelledValue], head: list[str], title: str) -> str | None:
    printed = _words(fields, "document_number")
    if not printed:
        lines = [words for words in [*head, title] if "号" in words]
        found = [match for words in lines if (match := NUMBER.search(words))]
        whole = [match for match in found if match.group() == match.string] or found
        printed = whole[0].group() if whole else None
    return re.sub(r"\s", "", printed) if printed and "号" in printed else None


def _plan_title(lines: Sequence[Line], cover_line: int | None, title: str) -> str | None:
    """The plan's title: as printed below the notice where it agrees with the notice's own words."""
    issued = issued_title(title)
    if cover_line is None:
        return issued
    after = []
    for line in lines[cover_line + 1 : cover_line + 8]:
        if _is_prose(line.text):
            break
        if not is_frame(line.text) and not _ANNEX.fullmatch(line.text):
            after.append(line.text)
    printed = joined_title(after)
    if printed and (issued is None or issued in printed or printed in issued):
        return printed
    return issued


def _approver(lines: Sequence[Line], head: _Head) -> str | None:
    for line in lines[head.label_end : head.end + _COVER_LINES]:
        if match := _APPROVED.search(line.text):
            return match.group(1).strip()
    return None


def _addressees(lines: Sequence[Line], head: _Head) -> tuple[str, ...]:
    if head.addressees is None:
        return ()
    line = lines[head.addressees]
    return tuple(unit.name for unit in split_units(line.text.rstrip(":："), line.start).units)


def _disclosure(fields: dict[str, LabelledValue], lines: Sequence[Line]) -> str | None:
    for line in lines:
        if line.text[0] in "(（" and (match := DISCLOSURE.fullmatch(line.text)):
            return match.group(1).strip()
    return _words(fields, "disclosure")


def _attachments(lines: Sequence[Line]) -> tuple[tuple[str, ...], frozenset[int]]:
    names: list[str] = []
    skipped: set[int] = set()
    expected = 0
    for line in lines:
        if line.text[0] == "附" and (match := ATTACHMENT.fullmatch(line.text)):
            names.append(match.group(1).strip())
            skipped.add(line.number)
            expected = 2
        elif expected:
            marker = find_marker(line.text)
            if marker is None or marker.number != expected or len(line.text) > _PROSE_LENGTH:
                expected = 0
                continue
            names.append(line.text[marker.length :].strip())
            skipped.add(line.number)
            expected += 1
    return tuple(names), frozenset(skipped)
