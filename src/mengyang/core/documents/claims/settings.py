"""语境 — what a sentence with numbers takes from around it: dates before it, headings above it."""

from bisect import bisect_right

from mengyang.core.documents.claims.cues import (
    NOTHING,
    Found,
    Weight,
    find_cues,
    find_now,
    weigh_heading,
)
from mengyang.core.documents.claims.weighing import Setting
from mengyang.core.documents.claims.years import When, find_dates
from mengyang.core.documents.genres import genre_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.outline import clause_at
from mengyang.core.documents.records import Clause, Document, Span
from mengyang.core.documents.tables import cell_roles
from mengyang.core.patterns import lazy_pattern

_TOLD = lazy_pattern(
    r"\s*(?:情况说明|说明|(?:核实|核查|调查)(?:情况|说明|结果|结论)|基本情况|存在(?:的)?问题|"
    r"问题(?:描述|表现)?|反馈问题|主要问题|(?:具体|主要|突出)表现)\s*[:：]"
)
_TITLES = (
    (lazy_pattern(r"(?:办法|细则|条例|规程)(?:[（(][^）)]*[）)])*$"), Weight(rule=2.5)),
    (
        lazy_pattern(r"指标|任务分[工解]|重点工作|责任清单|责任分解|目标责任|民生实事|工作要点"),
        Weight(target=1),
    ),
    (lazy_pattern(r"情况的?(?:报告|通报|汇报)|通报$"), Weight(fact=2.5)),
    (lazy_pattern(r"情况|通报|总结|进展|公报|公示|公告"), Weight(fact=1.5)),
    (lazy_pattern(r"标准|办法|细则|条例|规定|补助|收费"), Weight(rule=1)),
)
_GOAL = lazy_pattern(r"\s*(?:整改|工作|年度|阶段|预期)?目标(?:任务|要求)?\s*[:：]")
_MEASURES = lazy_pattern(
    r"\s*(?:[(（\d][\d一二三四五六七八九十)）.、]*\s*)?(?:整改|工作|具体)?(?:措施|"
    r"举措)\s*(?:[:：]|\Z)"
)
_DONE_SO_FAR = lazy_pattern(
    r"\s*(?:整改|完成|办理|落实|整改落实|整改完成|整改进展|办理进展|工作进展|进展)情况\s*[:：]"
)
_TO_COME = lazy_pattern(r"\s*下一?步(?:工作|整改)?(?:打算|安排|计划|措施|举措)\s*[:：]")
_ANSWERED = lazy_pattern(r"\s*(?:整改|责任|牵头|情况|核实|核查|配合)[^\n:：，。]{0,8}[:：]")
_LONGEST_HEADING = 40
_LONGEST_LEAD = 60
_IS_DONE = lazy_pattern(
    r"(?:要|应|须|前)?(?:全部|全面|基本|如期)?(?:完成|投入使用|投用|建成|竣工|到位|启用|开园|"
    r"交付|办结)"
)
_STARTS = lazy_pattern(r"[^，,。；;\d]{0,2}(?:开工|启动|动工|着手)")
_HAS_NUMBER = lazy_pattern(r"[^，,。；;、）)]*\d")
# 新增学位3000个，其中2024年…: such a date is that of one number.
_OF_A_PART = lazy_pattern(r"\d[^，,。；;：:]*[，,（(](?:其中|包括|含)?[^，,。；;：:（(]{0,4}$")
# A row of a table: its days are its own, no other row's.
_ROW = lazy_pattern(r"[^\n\t|]*[\t|]")
_TELLING = Weight(fact=5)
_MEANT = Weight(target=5)
_PLANNED = Weight(target=1.5)
_REPORTED = Weight(fact=3)
_TO_BE_DONE = Weight(target=2)
_COLUMNS = {
    Role.PROBLEM: _TELLING,
    Role.STATUS: _TELLING,
    Role.SCOPE: Weight(fact=2),
    Role.GOAL: Weight(target=3),
    Role.REMEDIES: Weight(target=1.5),
    Role.TASK: Weight(target=1.5),
}
_BEFORE_CLAUSES = Weight(fact=1.5)


class Settings:
    """The settings of a document's sentences; a line's dates are looked up once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.year = _year(document)
        self._of_problems = genre_of(document.genre).item_kind == "problem"
        self._clauses = {clause.path: clause for clause in document.outline}
        self._title = _weigh_title(document)
        self._cells = cell_roles(document)
        self._has_cells = "\t" in document.text or "|" in document.text
        self._heads: dict[str, Weight] = {}
        self._above: dict[str, When | None] = {}
        self._line: Span = (-1, -1)
        self._label = ""
        self._dates: list[When] = []

    def of(self, span: Span, end: int) -> Setting:
        """The setting of the sentence at `span`, whose cues count up to `end`."""
        document = self._document
        self._open_line(span)
        clause = clause_at(document, span[0])
        first = self._cell_start(span[0])
        before = (
            when
            for when in reversed(self._dates)
            if first <= when.start and when.end <= span[0] and self._goes_on(when, clause)
        )
        dates = self._dates_of(span)
        return Setting(
            span=span,
            cues=[*self._now_before(span), *find_cues(document.text, span[0], end)],
            dates=dates,
            closing=[when for when in dates if self._closes(when, span[1])],
            carried=next(before, None) or self._row_date() or self._date_of(clause, span[0]),
            prior=self._prior(clause, span),
            line=self._line[0],
        )

    def _now_before(self, span: Span) -> list[Found]:
        """截至目前 in an earlier item of the same sentence, semicolons parting the items."""
        text = self._document.text
        line = self._line[0]
        if line == span[0]:
            return []
        start = max(line, *(text.rfind(sign, line, span[0]) + 1 for sign in "。！？"))
        return find_now(text, start, span[0]) if start < span[0] else []

    def _open_line(self, span: Span) -> None:
        if self._line[0] <= span[0] < self._line[1]:
            return
        text = self._document.text
        end = text.find("\n", span[0])
        self._line = (text.rfind("\n", 0, span[0]) + 1, len(text) if end < 0 else end)
        self._dates = find_dates(text, *self._line, self.year)
        self._label = _plain_label(text[self._line[0] : min(self._line[1], self._line[0] + 30)])

    def _prior(self, clause: Clause | None, span: Span) -> Weight:
        if clause is None:
            before = _BEFORE_CLAUSES if self._document.outline else self._title
            return before.plus(self._of_cell(span[0]))
        if "问题" in clause.heading and span[0] < clause.heading_span[1]:
            return _TELLING
        if _TOLD.match(self._label) or self._is_problem(clause):
            return _TELLING
        if _GOAL.match(self._label):
            return _MEANT
        total = self._of_cell(span[0])
        if self._label[:1] == "下" and _TO_COME.match(self._label):
            return total.plus(_TO_BE_DONE)
        if _DONE_SO_FAR.match(self._label):
            total = total.plus(_REPORTED)
        elif _MEASURES.match(self._label):
            total = total.plus(_PLANNED)
        headings = self._headings(clause)
        is_to_come = headings.target > headings.fact
        title = self._title._replace(fact=0) if is_to_come else self._title
        return total.plus(title, headings)

    def _headings(self, clause: Clause) -> Weight:
        """What the headings of a clause and of those above it say of its numbers."""
        if clause.path not in self._heads:
            own = (
                weigh_heading(clause.heading)
                if len(clause.heading) <= _LONGEST_HEADING
                else NOTHING
            )
            if _MEASURES.fullmatch(clause.heading):
                own = own.plus(_PLANNED)
            above = self._parent(clause)
            self._heads[clause.path] = own.plus(self._headings(above)) if above else own
        return self._heads[clause.path]

    def _of_cell(self, at: int) -> Weight:
        """What the column of a table says: 存在问题 tells, 整改目标 and 整改措施 set goals."""
        if not self._cells:
            return NOTHING
        start, end = self._line
        index = bisect_right(self._cells, (at, "~")) - 1
        if index < 0 or not start <= self._cells[index][0] < end:
            return NOTHING
        return _COLUMNS.get(self._cells[index][1], NOTHING)

    def _dates_of(self, span: Span) -> list[When]:
        """The dates of a sentence, without a mere start (3月底前开工) where the end follows."""
        dates = [when for when in self._dates if span[0] < when.end <= span[1]]
        text = self._document.text
        begun = [when for when in dates[:-1] if _STARTS.match(text, when.end, span[1])]
        return [when for when in dates if when not in begun] if begun else dates

    def _closes(self, when: When, end: int) -> bool:
        """Whether what stands before a date is due by it; a month without its year must say so."""
        text = self._document.text
        if not when.is_aim or _HAS_NUMBER.match(text, when.end, end):
            return False
        return not when.is_bare or _IS_DONE.match(text, when.end, end) is not None

    def _goes_on(self, when: When, clause: Clause | None) -> bool:
        """Whether a date holds for later sentences too: not a month alone, not that of a part.

        Nor that of 一是 for 二是.
        """
        text = self._document.text
        if clause is not None and clause.kind == "ordinal" and when.start < clause.span[0]:
            above = self._parent(clause)
            if above is not None and when.end > above.own_span[1]:
                return False
        start = max(text.rfind(stop, self._line[0], when.start) for stop in "。；;") + 1
        before = text[max(start, self._line[0]) : when.start]
        opened = max(map(before.rfind, "（(")) > max(map(before.rfind, "）)"))
        return not (when.is_bare or opened or "其中" in before)

    def _cell_start(self, at: int) -> int:
        """Where the cell of a row begins; the start of the line elsewhere."""
        if not self._has_cells:
            return self._line[0]
        text = self._document.text
        return max(text.rfind(bar, self._line[0], at) for bar in "\t|") + 1 or self._line[0]

    def _row_date(self) -> When | None:
        """The day in the cell of the row that says by when."""
        start, end = self._line
        text = self._document.text
        for at, role in self._cells[bisect_right(self._cells, (start, "")) :]:
            if at >= end:
                break
            if role is Role.DEADLINE:
                stop = min((text.find(bar, at, end) % (end + 1) for bar in "\t|"), default=end)
                days = [when for when in self._dates if at <= when.start < stop]
                meant = [when for when in days if not when.is_past or self.year is None]
                return meant[-1]._replace(is_aim=True, is_past=False) if meant else None
        return None

    def _is_problem(self, clause: Clause) -> bool:
        """The first line of a problem, where the line below it begins the answer (整改措施：)."""
        start, end = self._line
        return (
            self._of_problems
            and clause.kind == "numbered"
            and start <= clause.span[0] < end < clause.span[1]
            and _ANSWERED.match(self._document.text, end) is not None
        )

    def _date_of(self, clause: Clause | None, at: int) -> When | None:
        """The date that opens the clause or one above.

        Behind the number only one that closes what is to be done: 新建5所。2025年8月底前投用。
        """
        found = self._date_above(clause)
        if clause is None or found is None or found.end <= at:
            return found
        closes = self._closes(found, len(self._document.text))
        return found if closes else self._date_above(self._parent(clause))

    def _date_above(self, clause: Clause | None) -> When | None:
        """到2025年，实现以下目标： stands before the clauses it is meant for."""
        if clause is None:
            return None
        if clause.path not in self._above:
            dates = find_dates(self._document.text, *self._lead(clause), self.year)
            aims = [
                when
                for when in dates
                if not (when.is_past or when.is_bare) and self._opens(clause, when)
            ]
            above = self._date_above(self._parent(clause))
            self._above[clause.path] = aims[-1] if aims else above
        return self._above[clause.path]

    def _opens(self, clause: Clause, when: When) -> bool:
        """Whether a date is meant for all below: in the heading, at the head, or with 到 and 前."""
        text = self._document.text
        if when.end <= clause.heading_span[1] or when.is_aim:
            return not _OF_A_PART.search(text, clause.span[0], when.start)
        return not text[clause.text_span[0] : when.start].strip()

    def _lead(self, clause: Clause) -> Span:
        """The words that open a clause: its heading and as much of its own text as leads in."""
        start, end = clause.own_span
        end = min(end, max(clause.heading_span[1], clause.text_span[0]) + _LONGEST_LEAD)
        if not self._has_cells:
            return start, end
        row = _ROW.search(self._document.text, start, end)
        return start, row.start() if row else end

    def _parent(self, clause: Clause) -> Clause | None:
        return self._clauses.get(clause.parent) if clause.parent else None


def _plain_label(words: str) -> str:
    """The head of a line as a plain label: ●整改措施：, 【整改措施】 and 整 改 措 施： are one."""
    plain = "".join(words.split()).lstrip("●•◆■▪*【[")
    return plain.replace("】：", "：", 1).replace("】", "：", 1) if "】" in plain else plain


def _weigh_title(document: Document) -> Weight:
    """A circular of results tells facts, a list of tasks sets goals."""
    title = document.header.plan_title or document.header.title or ""
    return next((weight for pattern, weight in _TITLES if pattern.search(title)), NOTHING)


def _year(document: Document) -> int | None:
    header = document.header
    day = header.reckoned_from or header.generated_on
    return day.year if day else None
