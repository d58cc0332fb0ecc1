"""事项 — problems with their answers, tasks, recommendations: who must do what by when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from mengyang.core.documents import responsible, subject_units
from mengyang.core.documents.answers import Answer, read_answer
from mengyang.core.documents.fields import LabelField, read_fields, with_role
from mengyang.core.documents.genres import genre_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.item import Item
from mengyang.core.documents.item_context import ItemContext
from mengyang.core.documents.item_grounds import Grounds
from mengyang.core.documents.items import find_items
from mengyang.core.documents.leaders import leaders_of
from mengyang.core.documents.offices import heading_units, office_units
from mengyang.core.documents.phrases.dates import (
    both_deadlines,
    bracket_deadline,
    clause_deadline,
    done_by,
    field_deadline,
    joined_deadlines,
    lasting_state,
)
from mengyang.core.documents.phrases.roles import BRACKET
from mengyang.core.documents.records import NO_DEADLINE, Clause, Deadline, Document, Obligation
from mengyang.core.documents.responsible import Answerable
from mengyang.core.documents.told_units import told_units
from mengyang.core.facts import DeadlineKind
from mengyang.core.patterns import lazy_pattern

NAME = "obligations"

_QUOTED_PROBLEM = lazy_pattern(r"关于[“\"](.+)[”\"](?:的)?(?:方面|问题)")
_DONE = lazy_pattern(
    r"已(?:经)?(?:全部)?(?:完成|整改到位|整改完成|办结|销号|解决|落实)|^(?:完成|整改完成|办结)"
)
_PUT_RIGHT = lazy_pattern(
    r"(?:^|[，,；;。、])(?:问题|现|目前|均|已经?|全部|基本)*(?:完成整改|整改到位|整改完成|"
    r"办结|销号|完成)[。；]?$"
)
_SENTENCE_END = lazy_pattern(r"[。；\n]")
_UNFINISHED = lazy_pattern(
    r"未完成|尚未|正在|持续|推进中|长期|过半|一半|部分完成"
    r"|(?:完成|进度)(?:整改|任务|率)*(?:为|达到?|约|"
    r"了)*\s?(?!100(?![\d.]))\d{1,3}(?:\.\d+)?\s?[%％]"
)
_ABOVE = lazy_pattern(r"(?:上述|以上|前述|措施|规定)[^，。；]{0,6}(?:时间|时限|期限|节点|要求)")
_FINISHED = lazy_pattern(r"[日底末月]前[，,]?(?:全面|基本|全部|如期)?完成")
_DAYS = (DeadlineKind.BY_DATE, DeadlineKind.SEVERAL, DeadlineKind.BY_DATE_TIME)

type Status = Literal["done", "ongoing", "explained", "denied", "open"]


def read(document: Document) -> tuple[Obligation, ...]:
    """Every item of the document in text order."""
    reader = ItemContext(document)
    grounds = Grounds(
        document=document,
        index=reader.index,
        genre=genre_of(document.genre),
        fields=read_fields(document),
        assigns=reader.assigns,
        states=reader.states,
        orders=reader.orders,
        charges=reader.charges,
        is_office=lambda clause: bool(heading_units(clause)),
        dated_goal=lambda clause: _is_dated_goal(reader, clause),
    )
    return tuple(_obligation(reader, item) for item in find_items(grounds))


def _is_dated_goal(reader: ItemContext, clause: Clause) -> bool:
    """Whether a goal clause says who reaches it by a day, or what is finished by each of several.

    2021年8月31日前完成整治任务的80%以上，12月31日前全面完成.
    """
    document = reader.document
    if subject_units.goal_units(document, clause).units:
        return True
    start, end = clause.text_span
    return len(_FINISHED.findall(document.text, start, end)) > 1


def _obligation(reader: ItemContext, item: Item) -> Obligation:
    document, clause = reader.document, item.clause
    answerable = _answerable(reader, item)
    answer = read_answer(document, reader.index, item)
    deadline = _deadline(reader, item)
    start, end = clause.span
    return Obligation(
        path=clause.path,
        span=clause.span,
        quote=document.text[start:end],
        kind=item.kind,
        title=clause.heading or _first_words(document, clause),
        problem=_problem(document, item),
        goal=_goal(document, item),
        response=answer.response,
        explanation=answer.explanation,
        remedies=answer.remedies,
        responsible_units=answerable.units,
        units_are_open=answerable.is_open,
        responsible_leaders=leaders_of(document, item.fields),
        deadline=deadline,
        claimed_status=_status(document, item, answer, deadline),
    )


def _first_words(document: Document, clause: Clause) -> str:
    start, end = clause.text_span
    return _SENTENCE_END.split(document.text[start : min(end, start + 80)], 1)[0]


def _problem(document: Document, item: Item) -> str | None:
    """The problem: in quotation marks, behind 问题:, else the clause up to its answer."""
    if item.kind != "problem":
        return None
    if quoted := _QUOTED_PROBLEM.search(item.clause.heading):
        return quoted.group(1)
    for field in with_role(item.fields, Role.PROBLEM):
        return document.text[field.value[0] : field.value[1]].rstrip("。")
    start = item.clause.heading_span[0]
    end = item.clause.heading_span[1]
    if item.fields and item.fields[0].start > end:
        end = min(item.fields[0].start, item.clause.own_span[1])
    return document.text[start:end].strip().rstrip("。(（") or None


def _goal(document: Document, item: Item) -> str | None:
    """The words of 整改目标; a task of a table that stands under its goal alone repeats none."""
    for field in with_role(item.fields, Role.GOAL):
        if field.value != item.clause.heading_span:
            return document.text[slice(*field.value)].rstrip("。") or None
    return None


def _answerable(reader: ItemContext, item: Item) -> Answerable:
    document, clause = reader.document, item.clause
    if item.kind in ("recommendation", "opinion"):
        return Answerable()
    labelled = responsible.labelled_units(document, item.fields)
    if labelled.units:
        return _with_said_once(reader, clause, labelled)
    bracketed = responsible.bracketed_units(reader.assignments(clause.span))
    if not bracketed.units:
        bracketed = responsible.beside_units(document, clause)
    if bracketed.units:
        return _with_said_once(reader, clause, bracketed)
    if item.kind == "problem":
        replies = [field.value for field in with_role(item.fields, Role.REPLY)]
        appointed = subject_units.appointed_units(document, replies)
        if appointed.units or item.fields:
            return appointed
        ours = tuple(subject_units.own_office(document.text, *clause.text_span))
        return Answerable(ours) if ours else told_units(document, clause)
    defaults = reader.defaults(clause)
    said = responsible.with_defaults(Answerable(), clause, defaults)
    # Whoever answers for all is not joined by the one who answers where nobody does.
    if all(unit.role == "joint" for unit in said.units) and (
        stated := responsible.stated_for_none(clause, defaults)
    ):
        return responsible.with_defaults(stated, clause, defaults)
    return responsible.with_defaults(_unstated(reader, clause), clause, defaults)


def _with_said_once(reader: ItemContext, clause: Clause, stated: Answerable) -> Answerable:
    """The units of an item, the first leading and others added where the document says so."""
    return responsible.with_defaults(
        reader.with_first_lead(stated), clause, reader.defaults(clause)
    )


def _unstated(reader: ItemContext, clause: Clause) -> Answerable:
    document = reader.document
    if (goal := subject_units.goal_units(document, clause)).units and "目标" in clause.heading:
        return goal
    return _implied(reader, clause)


def _implied(reader: ItemContext, clause: Clause) -> Answerable:
    """Units not stated as such: the subject of the clause, else of its section's lead-in."""
    subject = subject_units.subject_units(reader.document, clause)
    for each in (clause, *reader.index.ancestors(clause)):
        if offices := heading_units(each):
            return office_units(reader.document, clause, offices, subject)
    if subject.units:
        return subject
    for above in reader.index.ancestors(clause):
        lead_in = subject_units.lead_in_units(reader.document, above)
        if lead_in.units:
            return lead_in
    return Answerable()


def _deadline(reader: ItemContext, item: Item) -> Deadline:
    document = reader.document
    if item.kind in ("recommendation", "opinion"):
        return NO_DEADLINE
    stated = with_role(item.fields, Role.DEADLINE)
    if stated and not any(_ABOVE.search(document.text, *field.value) for field in stated):
        signed_on = document.header.reckoned_from
        told = [field_deadline(document.text, field.value, signed_on) for field in stated]
        return joined_deadlines(told) if len(told) > 1 else told[0]
    for field in with_role(item.fields, Role.UNITS, Role.LEAD, Role.JOINT):
        beside = bracket_deadline(document.text, field.value, document.header.reckoned_from)
        if beside.kind is not DeadlineKind.NONE:
            return beside
    if item.kind == "problem" and item.fields:
        return _answer_deadline(document, item.fields)
    found = reader.deadline(item.clause.span)
    if item.kind == "problem" and found.kind is DeadlineKind.NONE:
        found = done_by(document.text, item.clause.span, document.header.reckoned_from)
    found = _with_stage(document, item.clause, found)
    if found.kind is DeadlineKind.NONE and item.kind == "task":
        return reader.due(item.clause)
    return found


def _with_stage(document: Document, clause: Clause, found: Deadline) -> Deadline:
    """The end of the stage in a heading's bracket, and the days inside the clause.

    Of a stage told in days both count; one told in months only says when in all: 5月20日前 then
    stands alone.
    """
    for bracket in BRACKET.finditer(document.text, *clause.heading_span):
        stage = bracket_deadline(document.text, bracket.span(1), document.header.reckoned_from)
        if stage.kind in _DAYS and "日" in bracket[1]:
            return both_deadlines(stage, found) if found.on else stage
        if stage.kind in _DAYS:
            return _without(found, stage)
    return found


def _without(found: Deadline, stage: Deadline) -> Deadline:
    """The days of a clause that are not those of its stage; the stage where there is none."""
    told = zip(found.on, found.raw, strict=False)
    inside = [(day, raw) for day, raw in told if day not in stage.on]
    if not inside:
        return stage
    if len(inside) == len(found.on):
        return found
    days, raws = zip(*inside, strict=True)
    kind = DeadlineKind.SEVERAL if len(days) > 1 else DeadlineKind.BY_DATE
    return replace(found, kind=kind, on=days, raw=raws)


def _answer_deadline(document: Document, fields: Sequence[LabelField]) -> Deadline:
    """Where a problem has no 整改时限, a day printed in its remedies."""
    for field in with_role(fields, Role.REMEDIES, Role.REPLY):
        found = clause_deadline(document.text, field.value, document.header.reckoned_from)
        if found.kind is not DeadlineKind.NONE:
            return found
    signed_on = document.header.reckoned_from
    for field in with_role(fields, Role.STATUS):
        if (lasting := lasting_state(document.text, field.value)).kind is not DeadlineKind.NONE:
            return lasting
        found = clause_deadline(document.text, field.value, signed_on)
        days = [day.date() if isinstance(day, datetime) else day for day in found.on]
        if days and (signed_on is None or min(days) > signed_on):
            return found
    return NO_DEADLINE


def _status(document: Document, item: Item, answer: Answer, deadline: Deadline) -> Status:
    if answer.response == "denial":
        return "denied"
    notes = [
        document.text[slice(*field.value)]
        for field in with_role(item.fields, Role.EXPLANATION, Role.REPLY)
    ]
    if any(_PUT_RIGHT.search(note) and not _UNFINISHED.search(note) for note in notes):
        return "done"
    if answer.response == "explanation":
        return "explained"
    words = " ".join(
        document.text[field.value[0] : field.value[1]]
        for field in with_role(item.fields, Role.STATUS)
    )
    if deadline.kind is DeadlineKind.DONE or (
        _DONE.search(words) and not _UNFINISHED.search(words)
    ):
        return "done"
    if "ongoing" in deadline.kind or (words and _UNFINISHED.search(words)):
        return "ongoing"
    return "open"
