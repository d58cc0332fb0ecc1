"""标签词 — takes a label apart: 牵头单位及责任人, 责任单位（责任人）, 县级配合部门, 整改进度.

A label is one or more parts; each is what is done (牵头, 整改) and what is named (单位, 时限).
"""

from collections.abc import Iterator, Mapping

from mengyang.core.documents.genres.labels import Role
from mengyang.core.patterns import lazy_pattern

_JOINED = lazy_pattern(r"[、/／]|以及|[及和与]")
_BRACKET = lazy_pattern(r"[(（〔]([^()（）〔〕]*)[)）〕]")
_WHOSE = r"(?:[拟我本各直省市县区州旗乡镇科全]?[级直]?(?:主要|具体|相关|有关|总)?)"
_OFFICE = r"(?:单位|部门|主体|机构|机关|处室|科室|股室|乡镇|街道)"
_MORE = r"(?:责任|整改|落实|实施|工作)?"
_PARTS: tuple[tuple[Role, str], ...] = (
    (
        Role.LEAD,
        rf"{_WHOSE}(?:整改|责任)?(?:牵头|主办|主责|主要责任|第一责任|总责){_MORE}{_OFFICE}",
    ),
    (
        Role.JOINT,
        rf"{_WHOSE}(?:整改|责任)?(?:配合|协办|协助|协同|协作|参与|参加|会办|分办|支持){_MORE}{_OFFICE}",
    ),
    (
        Role.OVERSEER,
        rf"{_WHOSE}(?:整改|跟踪)?(?:督导|督办|督查|督促|验收|考核|监督|监管|指导|审核|包抓|包联|销号)"
        rf"{_MORE}{_OFFICE}",
    ),
    (
        Role.UNITS,
        rf"{_WHOSE}(?:责任|负责|整改|落实|承办|承担|实施|完成|执行|主管|主体责任|任务)+{_OFFICE}",
    ),
    (
        Role.LEADER,
        rf"{_WHOSE}(?:责任|牵头|包抓|包联|分管|督办|督导|整改|主管|包案|第一|直接|工作|联系)*"
        r"(?:领导|责任人|负责人|负责同志|责任者)(?:姓名|及职务|职务)?",
    ),
    (
        Role.DEADLINE,
        r"(?:整改|完成|办结|办理|计划|预计|拟|要求|落实|推进|整治|达标|销号|任务|时间)*"
        r"(?:时限|期限|时间|时间节点|时间要求|时限要求|日期|时间表|完成节点)",
    ),
    (
        Role.STATUS,
        r"(?:目前|当前|截至目前)?(?:整改|完成|落实|办理|推进|整治|销号|进展)(?:工作|任务)?"
        r"(?:落实|完成|推进)?(?:进展|进度|情况|成效|结果|状态)(?:情况|及成效)?"
        r"|(?:立[行查知]立改|即知即改|边查边改)情况",
    ),
    (
        Role.REMEDIES,
        r"(?:整改|具体|主要|落实|推进|改进|整治|下一?步(?:工作|整改)?)+(?:措施|举措)"
        r"|下一?步(?:工作|整改)?(?:打算|安排|计划)",
    ),
    (
        Role.PROBLEM,
        r"(?:反馈|具体|存在的?|主要|整改|督[导查察]|巡[察视]|检查|审计|发现的?)+问题(?:描述|"
            r"表现|清单|点)?"
        r"|(?:具体|主要|突出|问题)的?表现(?:形式)?",
    ),
)  # fmt: skip
_PART = tuple((role, lazy_pattern(pattern)) for role, pattern in _PARTS)
# Any label ends with one of these: looked at before the patterns are tried.
_LAST = frozenset("位门体构关室镇道导人志者名务限间点求日期表度况展效果态施举措算排划题述现单）)")
_HEADS = lazy_pattern(rf"(?:{_OFFICE}|领导|时限|期限|时间)$")
_SHORTEST, _LONGEST = 2, 24
_OF_UNITS = (Role.LEAD, Role.UNITS, Role.JOINT)
# What a label of several parts is read as: the first of these among them.
_FIRST = (Role.REMEDIES, *_OF_UNITS, Role.DEADLINE, Role.LEADER)


class Spellings(Mapping[str, Role]):
    """What each label stands for: as listed, else as its words say."""

    def __init__(self, listed: Mapping[str, Role]) -> None:
        self._listed = listed
        self._told: dict[str, Role | None] = {}

    def __getitem__(self, label: str) -> Role:
        role = self._listed.get(label) or self._tell(label)
        if role is None:
            raise KeyError(label)
        return role

    def get(self, label: str, default: Role | None = None) -> Role | None:  # type: ignore[override]
        """The role, without the cost of an exception for each word that is no label."""
        return self._listed.get(label) or self._tell(label) or default

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def _tell(self, label: str) -> Role | None:
        if not _SHORTEST < len(label) <= _LONGEST or label[-1] not in _LAST:
            return None
        if label not in self._told:
            if len(self._told) > 10_000:
                self._told.clear()
            self._told[label] = self._of_parts(label)
        return self._told[label]

    def _of_parts(self, label: str) -> Role | None:
        """The role of all parts together; none where one of them is no label."""
        plain = _BRACKET.sub("", label)
        parts = _JOINED.split(plain) if plain not in self._listed else [plain]
        head = _HEADS.search(parts[-1])
        roles = [
            self._of_part(part) or (self._of_part(part + head.group()) if head else None)
            for part in parts
        ]
        known = [role for role in roles if role is not None]
        if not known or len(known) < len(roles):
            return None
        return _together(known)

    def _of_part(self, part: str) -> Role | None:
        listed = self._listed.get(part)
        if listed is not None or len(part) < _SHORTEST:
            return listed
        return next((role for role, pattern in _PART if pattern.fullmatch(part)), None)


def _together(roles: list[Role]) -> Role:
    of_units = {role for role in roles if role in _OF_UNITS}
    if len(of_units) > 1 and Role.REMEDIES not in roles:
        return Role.UNITS
    return next((role for role in _FIRST if role in roles), roles[0])
