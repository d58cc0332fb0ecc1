"""任务表栏目 — what the columns of a table of tasks hold, told by their heads and by what fits.

Heads in, columns out; a row's cells are weighed against the columns they may stand in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.phrases.units import is_unit
from mengyang.core.patterns import lazy_pattern

NUMBER_HEADS = frozenset({"序号", "编号", "序", "项目序号", "任务序号"})
WHO_OR_WHEN = {Role.UNITS, Role.LEAD, Role.JOINT, Role.DEADLINE, Role.LEADER}
WHAT = (Role.TASK, Role.PROBLEM, Role.REMEDIES)
_UNITS = (Role.UNITS, Role.LEAD, Role.JOINT)
_TASK_HEADS = frozenset(
    {"内容", "事项", "项目", "项目名称", "主要内容", "具体内容", "工作要求", "任务要求", "具体要求"}
)
_DAY = lazy_pattern(
    r"\d{1,2}\s*月|年底|年内|季度|立[行查知]|即[知行]|长期|持续|全年|常态|每[年月季学]|"
    r"[开放]学前|\d\s*[天日]内|工作日"
)
TOTAL = lazy_pattern(r"(?:小|合|总|共)\s*计")
# 类别/序号: the column holds the heading of a group, or the number of a row.
_JOINED = lazy_pattern(r"[/／、\\]|及|或")
_OF_BUILDINGS = lazy_pattern(r"建设性质|规模|班数|学位|面积|投资")
_COMMA = lazy_pattern(r"[、，,；; ]")

type Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; `None` for one that says nothing we read, NUMBER for the serial."""

    role: Role | None
    is_number: bool = False


def column_of(head: str, heads: Mapping[str, Role]) -> Column:
    """The column below a head; blanks and brackets in it do not count."""
    word = re.sub(r"\s|[(（].*?[)）]", "", head)
    if word in NUMBER_HEADS or ("序号" in word and NUMBER_HEADS & {*_JOINED.split(word)}):
        return Column(None, is_number=True)
    return Column(Role.TASK if word in _TASK_HEADS else heads.get(word))


def columns_of(pieces: Sequence[str], heads: Mapping[str, Role]) -> list[Column]:
    """The columns below the heads of a table of tasks; none where it is one of something else."""
    columns = _with_leads(_with_one_task([column_of(piece, heads) for piece in pieces]))
    return columns if is_header(columns) and not _is_of_buildings(pieces, columns) else []


def is_header(columns: Sequence[Column]) -> bool:
    """Whether the columns tell what is to be done and by whom or when."""
    roles = {column.role for column in columns}
    return bool(roles & set(WHAT)) and bool(roles & WHO_OR_WHEN)


def _is_of_buildings(pieces: Sequence[str], columns: Sequence[Column]) -> bool:
    """建设性质 规模（班） 新增学位 计划投资: what is built, whose task stands in the text above."""
    if any(column.role in (Role.LEAD, Role.JOINT, Role.REMEDIES) for column in columns):
        return False
    return len({match[0] for head in pieces if (match := _OF_BUILDINGS.search(head))}) > 1


def _with_one_task(columns: Sequence[Column]) -> list[Column]:
    """Of several columns of tasks (重点工作, 具体任务) the last tells the task, others group it."""
    tasks = [index for index, column in enumerate(columns) if column.role is Role.TASK]
    return [
        Column(None) if column.role is Role.TASK and index != tasks[-1] else column
        for index, column in enumerate(columns)
    ]


def _with_leads(columns: Sequence[Column]) -> list[Column]:
    """Beside a column of joint units that of the responsible ones tells who leads."""
    roles = {column.role for column in columns}
    if Role.JOINT not in roles or Role.LEAD in roles:
        return list(columns)
    return [Column(Role.LEAD) if column.role is Role.UNITS else column for column in columns]


def fit(text: str, cells: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many cells hold what their column says (units, days), less those that hold another's."""
    filled = [
        (column.role, text[slice(*cell)])
        for column, cell in zip(columns, cells, strict=True)
        if cell[1] > cell[0]
    ]
    fitting = sum(
        (role in _UNITS and _is_units(words))
        or (role is Role.DEADLINE and all(map(is_day, words.split("\n"))))
        for role, words in filled
    )
    misplaced = sum(
        (role in WHAT and _is_units(words.rpartition("\n")[2]))
        or (role is Role.LEADER and any(map(_is_units, words.split("\n"))))
        for role, words in filled
    )
    return fitting - misplaced


# Of one broken row up to a thousand placings are tried, each with nearly the same cells.
@lru_cache(maxsize=4_000)
def is_day(words: str) -> bool:
    """Whether a cell tells a time limit."""
    return _DAY.search(words) is not None


@lru_cache(maxsize=4_000)
def _is_units(words: str) -> bool:
    lines = words.split("\n")
    return not is_day(words) and all(
        is_unit(_COMMA.split(line.strip().rstrip("。；;、，,等"))[-1]) for line in lines
    )
