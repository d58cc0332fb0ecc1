"""联名部门 — offices listed with one tail for all (甲、乙等部门), each by a full name of its own.

A reading keeps what is printed (甲; or the whole list where it is a sentence's subject). The
directory is asked for 甲部门, with the level that only the first of a list names (县甲、乙部门).
"""

from collections.abc import Iterator

from mengyang.core.documents.phrases.units import is_unit, split_units
from mengyang.core.patterns import lazy_pattern

_OPEN = r"(?:等(?:各|有关|相关)*)?(?:职能|责任|成员|主管|行政|业务)*"
_TAIL = lazy_pattern(rf"{_OPEN}(部门|单位|机关)$")
# 市场监管, 县域 and 区划 name no level.
_LEVEL = lazy_pattern(
    r"各?(?:[省市县区州盟旗](?![场政域划容级])|[省市县区]级)(?:[(（][^()（）]{1,8}[)）])?(?=..)"
)
_AREAS = lazy_pattern(
    r"(?P<areas>[\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{1,5}[县区市旗州])+)(?P<organs>党委、(?:人民)?政府)"
)
_LIST = lazy_pattern(
    r"[^，,。；;：:\n\t、]{1,24}(?:[、和及与][^，,。；;：:()（）\n\t、和及与]{1,12})+?"
    rf"{_OPEN}(?:部门|单位|机关)"
)
# What stands before the first name of a list: it is no part of it.
_HEAD = lazy_pattern(
    r"(?:[^、]*(?:[（(](?![^、]*[)）])|会同|联合|统筹|组织(?!部|、)|协调|[由请商与向对]))?"
)
# What joins two offices; inside one name it stands between two of these.
_AND = lazy_pattern(
    r"(?<!住房)(?<!资源)(?<!发展)(?<!文化)(?<!广播)(?<!农业)[和及与](?!信息化|草原)"
)
# 人社 ends like a publishing house.
_SHORT = ("人社",)


def full_names(words: str) -> tuple[str, ...]:
    """The offices of a list with a shared tail; any other words alone, as they are."""
    if areas := _AREAS.fullmatch(words):
        return tuple(f"{area}{areas['organs']}" for area in areas["areas"].split("、"))
    tail = _TAIL.search(words)
    if tail is None:
        return (words,)
    members = list(_members(words, tail[1]))
    bare = [name for name in members if _is_bare(name)]
    if len(members) < 2 or not bare or any(len(name) < 2 for name in members):
        return (words,)
    level = _LEVEL.match(members[0])
    return tuple(_full(name, level[0] if level else "", tail[1]) for name in members)


def full_name(name: str, quote: str) -> str:
    """A bare name that a list in `quote` gives a tail; any other name as it is."""
    if not _is_bare(name):
        return name
    for found in _LIST.finditer(quote):
        words = found.group()[_HEAD.match(found.group()).end() :]  # type: ignore[union-attr]
        for member in full_names(words) if name in words else ():
            short = _TAIL.sub("", member)
            if name in (short, _LEVEL.sub("", short, count=1)):
                return member
    return name


def _members(words: str, tail: str) -> Iterator[str]:
    for unit in split_units(words, 0).units:
        name = unit.name
        short = name.removesuffix(tail)
        if short not in ("", name) and _is_bare(short):
            name = short
        yield from _AND.split(name) if _is_bare(name) else (name,)


def _is_bare(name: str) -> bool:
    return not is_unit(name) or name.endswith(_SHORT)


def _full(name: str, level: str, tail: str) -> str:
    """A member as it would stand alone; a full name of its own (县教育局) stays."""
    if not _is_bare(name):
        return name
    return f"{'' if _LEVEL.match(name) else level}{name}{tail}"
