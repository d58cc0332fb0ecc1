"""标题单位 — a heading that is the name of offices: what stands below it is theirs to do."""

from collections.abc import Sequence
from dataclasses import replace

from mengyang.core.documents.phrases.units import is_unit, split_units
from mengyang.core.documents.records import Clause, Document, ResponsibleUnit
from mengyang.core.documents.responsible import Answerable, once
from mengyang.core.documents.subject_units import is_named
from mengyang.core.patterns import lazy_pattern

_WITH = lazy_pattern(
    r"(?:会同|联合|商)(?P<joint>[^，,。；;对开进将按组加共]{2,60}?(?:等(?:有关|相关)?(?:部门|"
    r"单位)|部门|政府|[局委办厅院队心]))"
    r"(?=[^、和及委员]|\Z)"
)
_NO_OFFICE = lazy_pattern(
    r"工作(?!委|领导|局|部|专班)|建设(?![局厅委部])|办好|严格|配建|[新改扩迁]建|建成|依标|"
    r"领导(?!小组)|保障(?![局厅])|规范|中心幼儿园|问题|任务|完善|健全|加强"
)
_OFFICES = lazy_pattern(
    r"(?:各(?![类级项方])|[\u4e00-\u9fff]{0,4}[省市县区州地乡镇盟旗](?=[\u4e00-\u9fff(（])|"
    r"中共|教育|财政|发展|发改|住房|住建|自然资源|公安|卫生|卫健|民政|人力|"
    r"人社|市场监|消防|应急|编办|机构编制|税务|残联|妇联|团委|宣传|组织部|纪委|审计|医保|工信|"
    r"科技|文[化旅]|农业|交通|城管|司法|国资)"
    r"[\u4e00-\u9fff、，,()（）和及]{0,55}(?:[局委办厅部院会队心府]|街道|办事处|幼儿园|学校|"
    r"乡镇|单位|[)）])$"
)
_OFFICE_ENDS = frozenset("局委办厅部院会队心府道处园校镇位)）")
_LONGEST_OFFICES = 60


def heading_units(clause: Clause) -> tuple[ResponsibleUnit, ...]:
    """The offices that a heading consists of (`三、县财政局`): what stands below it is theirs."""
    heading = clause.heading
    if not 1 < len(heading) <= _LONGEST_OFFICES or heading[-1] not in _OFFICE_ENDS:
        return ()
    if not _OFFICES.match(heading):
        return ()
    units = split_units(heading, clause.heading_span[0]).units
    if not all(is_unit(unit.name) and not _NO_OFFICE.search(unit.name) for unit in units):
        return ()
    named = sum(len(unit.name) for unit in units)
    return units if named + len(units) - 1 == len(heading) else ()


def office_units(
    document: Document, clause: Clause, offices: Sequence[ResponsibleUnit], subject: Answerable
) -> Answerable:
    """The offices of the heading above a clause; fewer where its own subject is one of them."""
    names = {office.name for office in offices}
    own = [unit for unit in subject.units if unit.name in names]
    start, end = clause.text_span if clause.text_span[0] < clause.text_span[1] else clause.own_span
    if not clause.heading or offices[0].span == clause.heading_span:
        joint = _joining(document.text, start, end)
    else:
        joint = _joining(document.text, clause.heading_span[0], end)
    return Answerable(once([*(own or offices), *joint]))


def _joining(text: str, start: int, end: int) -> tuple[ResponsibleUnit, ...]:
    """会同甲局、乙局 right at the beginning, or right behind a subject."""
    match = _WITH.match(text, start, end)
    if match is None:
        return ()
    units = split_units(match["joint"], match.start("joint"), "joint").units
    return tuple(replace(unit, stated=False) for unit in units if is_named(unit.name))
