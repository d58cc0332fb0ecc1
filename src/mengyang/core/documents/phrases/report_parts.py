"""报送内容 — the words before a verb of reporting in, who reports and what is reported out."""

from mengyang.core.documents.phrases.subjects import subject_at
from mengyang.core.documents.phrases.units import is_unit, split_units
from mengyang.core.patterns import lazy_pattern

_OBJECT = lazy_pattern(
    r"[将把](?P<what>[^。；;]{2,80}?)"
    r"(?=经|及时|书面|统一|汇总|一并|分别|于|按|同时|以|加盖|在\d|[，,]|\Z)"
)
_MADE = lazy_pattern(
    r"(?:形成|制定|撰写|编制|填写|提出|起草|梳理)(?P<what>[^，,。；;]{2,30}?)(?=[，,]|并|后|"
    r"报(?!告)|\Z)"
)
# 联络员名单请于2月20日前发送至…
_NAMED_FIRST = lazy_pattern(
    r"(?:^|[，,；;])(?P<what>[^，,。；;]{0,20}?(?:名单|情况|材料|总结|报告|方案|表|信息|台账|"
    r"清单|计划))(?:请|要|应|须)?(?:于|在)"
)
_TOPIC_END = lazy_pattern(r"[，,]?(?:要|应|须|请)?(?:及时|按时|定期|按要求|书面)*$")
_OWNER = lazy_pattern(r"各(?:省|市|县|区|州|地区?|乡镇|镇街|部门|单位)(?:[(（][^)）]{1,12}[)）])?")
_PLEASE = lazy_pattern(r"(?:(?:同时|此外|另外)[,，]?)?请?")
_UNTIL = lazy_pattern(r"[要应须于在每将把，,。；;]|\d")
_JOINS = lazy_pattern(r"以及|[、和及]")


def reporters(text: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """The units that report, and where their names end."""
    please = _PLEASE.match(text, start, end)
    at = please.end() if please else start
    if until := _UNTIL.search(text, at, end):
        at = text.rfind("由", at, until.start()) + 1 or at
        found = split_units(text[at : until.start()], at)
        if found.units and all(is_unit(unit.name) for unit in found.units):
            return tuple(unit.name for unit in found.units), until.start()
    subject = subject_at(text, start, end)
    if subject is not None:
        names = split_units(text[slice(*subject)], subject[0]).units
        return tuple(unit.name for unit in names), subject[1]
    if owner := _OWNER.match(text, at, end):
        return (owner.group(),), owner.end()
    return (), at


def told_things(words: str, has_who: bool) -> tuple[str, ...]:
    """What is reported: the object of 将, else what is drawn up, else the topic of the sentence."""
    if match := _OBJECT.search(words):
        return parts_of(match.group("what"))
    made = list(_MADE.finditer(words))
    if made:
        return parts_of(made[-1].group("what"))
    if match := _NAMED_FIRST.search(words):
        return parts_of(match.group("what"))
    topic = _TOPIC_END.sub("", words)
    return parts_of(topic) if has_who and len(topic) > 1 and not _UNTIL.search(topic) else ()


def parts_of(words: str) -> tuple[str, ...]:
    """The parts of a list; `甲以及乙、丙等情况` ends with one part, 乙、丙等情况."""
    head, joined, tail = words.strip().rpartition("以及")
    if joined and "等" in tail:
        return (*parts_of(head), tail)
    return tuple(part.strip() for part in _JOINS.split(words) if part.strip())
