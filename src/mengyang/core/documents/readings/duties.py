"""部门职责 — what each department must do, sentence by sentence, with those it does it with."""

from collections.abc import Iterator

from mengyang.core.documents.genres import genre_of, spellings_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.outline import path_at
from mengyang.core.documents.phrases.labels import label_at
from mengyang.core.documents.phrases.subjects import find_acting
from mengyang.core.documents.phrases.units import is_unit, split_units
from mengyang.core.documents.records import Document, Duty, Span
from mengyang.core.patterns import lazy_pattern

NAME = "duties"

_JOINT = lazy_pattern(
    r"(?:联合|会同)([^，,。；;]{2,60}?(?:等(?:有关|相关)?(?:部门|单位)|部门|"
    r"[局委办厅]))(?=[^、]|\Z)"
)
# One letter first in each alternative: the search then runs from letter to letter.
_REPORTS = lazy_pattern(
    r"报送|上报|后[，,]?报[^刊纸名]|前[，,]?报[^刊纸名]|书面报告|将[^。；]{2,40}报[^刊纸名]"
    r"|报告(?<=[况果展题]报告)"
)
_MUST = lazy_pattern(r"^(?:要|应当?|须|必须)")
_ORDERED = lazy_pattern(r"(?:要|应当?|须|必须|务必|于[^，,]{2,14}前)")
_ONLY_WHEN = lazy_pattern(
    r"[^，,]{0,24}[前内后]|.*(?:情况|总结|报告|方案|材料|名单|经验)|[^，,]{0,16}要求"
)
# 县教育局：负责统筹协调。 is one office's line of a list of duties.
_WORK = (
    r"\s*(?P<what>(?:主要)?(?:负责|做好|牵头|指导|加强|按照?|依法|依照"
    r"|组织|配合|统筹|落实|会同|承担|开展|制定|将|对|根据|参与|协助|严格|督促)[^\n]*)"
)
_LISTED = lazy_pattern(
    r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．])?\s*"
    rf"(?P<who>[\u4e00-\u9fff（）()、]{{3,30}}?)[：:]{_WORK}"
)
_WORK_BEHIND_COLON = lazy_pattern(_WORK)
_LONGEST_OFFICE = 34
_SHORTEST = 6
_SPOKEN = (Role.REMEDIES, Role.EXPLANATION, Role.STATUS, Role.TASK, Role.GOAL)
_SHORTEST_OFFICE = 2


def read(document: Document) -> tuple[Duty, ...]:
    """The duties in text order; a unit's name behind 责任单位 is no duty."""
    if not document.outline:
        return ()
    after_commas = genre_of(document.genre).item_kind != "problem"
    return tuple(
        duty
        for span in _stretches(document)
        for duty in _listed(document, span) or _duties(document, span, after_commas=after_commas)
    )


def _listed(document: Document, span: Span) -> tuple[Duty, ...]:
    """The duty of a line that begins with the office and a colon."""
    text = document.text
    start = text.rfind("\n", 0, span[0]) + 1
    colon = text[start : start + _LONGEST_OFFICE].replace(":", "：").find("：")
    if colon < 0 or _WORK_BEHIND_COLON.match(text, start + colon + 1, span[1]) is None:
        return ()
    found = _LISTED.match(text, start, span[1])
    if found is None or not all(is_unit(unit.name) for unit in split_units(found["who"], 0).units):
        return ()
    begin = found.start("who")
    end = begin + len(text[begin : found.end()].rstrip(" \t。"))
    return tuple(
        Duty(
            path=path_at(document, begin),
            span=(begin, end),
            quote=text[begin:end],
            department=department,
            duty=text[found.start("what") : end],
            joint=_joint(found["what"]),
        )
        for department in _departments(found["who"])
    )


def _duties(document: Document, span: Span, *, after_commas: bool) -> Iterator[Duty]:
    text = document.text
    for acting in find_acting(text, span, after_commas=after_commas):
        start, end = acting.sentence
        words = _without_report(text[acting.unit[1] : end])
        if not words or _is_bracketed(text, start):
            continue
        if start < document.outline[0].span[0] and not _is_ordered(text, start, words):
            continue
        end = acting.unit[1] + len(words)
        for department in _departments(text[slice(*acting.unit)]):
            yield Duty(
                path=path_at(document, start),
                span=(start, end),
                quote=text[start:end],
                department=department,
                duty=_MUST.sub("", words),
                joint=_joint(words),
            )


def _departments(words: str) -> list[str]:
    """The offices of one level in a subject, each with the duty; 地、县教育部门 are one."""
    if "、" not in words:
        return [words]
    names = [unit.name for unit in split_units(words, 0).units]
    alike = all(is_unit(name) and name[0] == names[0][0] for name in names)
    whole = "".join(names) == words.replace("、", "")
    return (
        names
        if alike and whole and all(len(name) > _SHORTEST_OFFICE for name in names)
        else [words]
    )


def _is_ordered(text: str, start: int, words: str) -> bool:
    """Whether opening words order something; most of them only tell what was done."""
    return _ORDERED.match(words) is not None or text.startswith("请", start)


def _without_report(words: str) -> str:
    """What is to be done besides reporting on it; nothing where the sentence is a report."""
    report = _REPORTS.search(words)
    if report is None:
        return words
    before = words[: max(0, *(words.rfind(sign, 0, report.start() + 1) for sign in "，,"))]
    return before if len(before) > _SHORTEST and not _ONLY_WHEN.fullmatch(before) else ""


def _is_bracketed(text: str, at: int) -> bool:
    """Whether a bracket opened in this line is still open: it names who answers, no duty."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return sum(map(before.count, "(（〔")) > sum(map(before.count, ")）〕"))


def _joint(words: str) -> tuple[str, ...]:
    match = _JOINT.search(words)
    if match is None:
        return ()
    return tuple(unit.name for unit in split_units(match.group(1), 0).units)


def _stretches(document: Document) -> Iterator[Span]:
    """The lines of the body, without headings and without lists of units and days."""
    heading_ends = {
        clause.span[0]: clause.text_span[0]
        for clause in document.outline
        if clause.kind == "numbered"
    }
    first, last = document.body_span
    spellings = spellings_of(document.genre)
    for line in document.lines:
        if not first <= line.start < last:
            continue
        label = document.labels.get(line.start) or label_at(
            document.text, line.start, line.end, spellings
        )
        if label is not None and label.role not in _SPOKEN:
            continue
        behind = label.end if label else heading_ends.get(line.start, line.start)
        yield (behind if behind < line.end else line.end, line.end)
