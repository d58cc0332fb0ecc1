"""台账导出 — the ledger of a plan as an office keeps it: one .xlsx sheet, what may be seen."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo
from typing import IO

from mengyang import packs
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import Acceptance, Amounts, Counts, Lamp, PlanAmounts
from mengyang.formats.file_names import file_name
from mengyang.formats.ledger_sheet import Marks
from mengyang.formats.table import Align, Cell, Column, Table
from mengyang.formats.xlsx import write_workbook
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.ledger import LedgerLine, Lit, Reach
from mengyang.store.reads.ledger.sheet_turns import RecheckFound, SheetTurns, WaitingRequest
from mengyang.store.reads.names import Named
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import note_export

LANGUAGES = ("zh", "en")
# Widths in Latin characters; what is a number stands right.
_WIDTHS = {
    "number": 7,
    "clause": 12,
    "matter": 36,
    "answer": 48,
    "lead_unit": 22,
    "joint_units": 22,
    "names_without_unit": 20,
    "responsible_leaders": 16,
    "deadline": 18,
    "due_on": 12,
    "state": 10,
    "lamp": 9,
    "progress": 40,
    "percent": 10,
    "evidence": 9,
    "claimed_by": 14,
    "verified_by": 14,
    "outside": 24,
    "found": 16,
    "rectified": 16,
    "rectification": 12,
    "decision": 36,
    "original_due_on": 12,
    "extensions": 10,
    "recheck": 32,
    "request": 32,
    "reason": 24,
}
_NUMBERS = frozenset({"percent", "evidence", "found", "rectified", "extensions"})


@dataclass(frozen=True, slots=True)
class ExportedLedger:
    """Under which name the sheet may be saved, and how many rows it has."""

    file_name: str
    rows: int


def export_ledger(
    actor: Actor, plan_id: int, out: IO[bytes], language: str, *, at: datetime
) -> ExportedLedger:
    """Write the ledger of a plan to `out` in `language` (zh | en). Raises `Refused`.

    A task that may be seen but not exported stays out, and so does its count.
    """
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not one of {LANGUAGES}")
    tasks = access.scope(actor, "export", "task")
    reach = Reach(access.scope(actor, "see", "plan"), tasks)
    lit = Lit(packs.lamps()["default"], at.date())
    plan = reads.plan(reach, lit, plan_id)
    if not plan.counts.total:
        raise Refused("ledger.refused.nothing_to_export", "ledger.hint.list")
    words = _Words(language, at.tzinfo)
    columns = {code: words.column(code) for code in _WIDTHS}
    titles = {code: column.title for code, column in columns.items()}
    money = reads.amounts_of_plan(tasks, at.date(), plan_id)
    marks = Marks(plan_id, words.phrase("sheet"), titles)
    table = Table(
        name=words.phrase("sheet"),
        title=words.phrase("title", plan=plan.title, at=f"{at:%Y-%m-%d %H:%M}"),
        columns=tuple(columns.values()),
        rows=_marked(words, marks, reads.ledger_lines(tasks, lit, plan_id)),
        note=lambda rows: _noted(marks, words.note(rows, plan.counts, money)),
    )
    rows = write_workbook([table], out, (marks.name, marks.rows()))[table.name]
    with transaction(actor, at) as work:
        note_export(work, plan_id, rows)
    return ExportedLedger(file_name(table.name, plan.title, f"{at:%Y%m%d}", "xlsx"), rows)


def _marked(words: "_Words", marks: Marks, lines: Iterable[LedgerLine]) -> Iterator[list[Cell]]:
    """The rows; what goes out is marked, so that the ledger can come back edited."""
    for line in lines:
        cells = words.cells(line)
        marks.keep(line.row.id, line.row.version, cells)
        yield cells


def _noted(marks: Marks, note: str) -> str:
    marks.note = note
    return note


@dataclass(frozen=True, slots=True)
class _Words:
    """Everything of the sheet that is words, in one language."""

    language: str
    zone: tzinfo | None

    def phrase(self, code: str, **filled: object) -> str:
        return self._term("ledger_phrases", code).format(**filled)

    def note(self, rows: int, counts: Counts, money: PlanAmounts | None) -> str:
        """What the sheet says of its rows; of withdrawn tasks and of money where there are any."""
        said = [self.phrase("note", rows=rows, tasks=counts.total)]
        if counts.withdrawn:
            said.append(self.phrase("withdrawn", withdrawn=counts.withdrawn))
        if money is not None:
            said.append(self.phrase("amounts", matters=money.matters, **asdict(money)))
        if money is not None and money.unknown:
            said.append(self.phrase("amounts_unknown", unknown=money.unknown))
        return ("" if self.language == "zh" else " ").join(said)

    def column(self, code: str) -> Column:
        align: Align = "right" if code in _NUMBERS else "left"
        return Column(self._term("ledger_columns", code), _WIDTHS[code], align=align)

    def cells(self, line: LedgerLine) -> list[Cell]:
        """One row, in the order of the columns. What is not known says so; a group has no share."""
        row = line.row
        unknown = None if row.is_group else self.phrase("unknown")
        percent = row.progress_percent
        return [
            row.number,
            row.clause_path,
            line.problem or row.title,
            "\n".join(line.remedies) or line.explanation or self._answer(row.response),
            self._name(row.lead_unit),
            "、".join(self._name(unit) for unit in row.joint_units),
            "、".join(line.names_without_unit),
            "、".join(line.responsible_leaders),
            row.deadline_raw or self._term("deadline_kinds", row.deadline_kind),
            row.due_on,
            self._term("task_states", row.state),
            self._lamp(row.lamp),
            self._said(line),
            unknown if percent is None else percent,
            row.evidence,
            self._person(line.claimed_by, line.claimed_unit),
            line.verified_by,
            self._outside(line.acceptance),
            *self._money(line.amounts),
            self._decision(line),
            *self._turns(line.turns),
            # Filled in by whoever edits the ledger to be taken back.
            "",
        ]

    def _term(self, family: str, code: str) -> str:
        term = packs.terms()[family][code]
        return term.zh if self.language == "zh" else term.en

    def _answer(self, response: str) -> str:
        return self._term("responses", response) if response else ""

    def _lamp(self, lamp: Lamp) -> str:
        if not lamp.is_lit:
            return self._term("task_states", lamp.sign)
        word = packs.lamps()["default"].signs[lamp.colour].word
        return word.zh if self.language == "zh" else word.en

    def _name(self, named: Named | None) -> str:
        if named is None:
            return ""
        return named.en if self.language == "en" and named.en else named.zh

    def _outside(self, acceptance: Acceptance | None) -> str:
        """Who accepts the task outside, and how that stands; empty where nobody does."""
        if acceptance is None:
            return ""
        if acceptance.outcome is None:
            return self.phrase("awaiting", body=acceptance.body)
        colon = "：" if self.language == "zh" else ": "
        return f"{acceptance.body}{colon}{self._term('verdict_outcomes', acceptance.outcome)}"

    def _money(self, amounts: Amounts | None) -> list[Cell]:
        """In question, put right, how far; empty where no money is in question."""
        if amounts is None:
            return ["", "", ""]
        found = self.phrase("unknown") if amounts.found is None else amounts.found
        standing = self._term("rectified_standings", amounts.standing)
        return [found, amounts.rectified, standing]

    def _decision(self, line: LedgerLine) -> str:
        """What was decided, why and on what basis; the task of the new plan by its number."""
        if not line.decision:
            return ""
        colon, stop = ("：", "；") if self.language == "zh" else (": ", "; ")
        term = self._term("task_decisions", line.decision)
        known = (line.carried_to, line.decision_reason, line.decision_basis)
        said = stop.join(each for each in known if each)
        return f"{term}{colon}{said}" if said else term

    def _turns(self, turns: SheetTurns) -> list[Cell]:
        """The day before the first extension, how many there were, the last recheck, what waits."""
        return [
            turns.original_due_on,
            turns.extensions or None,
            self._recheck(turns.last_recheck) if turns.last_recheck else "",
            "\n".join(map(self._request, turns.waiting)),
        ]

    def _recheck(self, found: RecheckFound) -> str:
        colon = "：" if self.language == "zh" else ": "
        day = found.checked_at.astimezone(self.zone).date()
        result = self.phrase("held" if found.holds else "did_not_hold")
        return f"{day} {result}{colon}{found.words}"

    def _request(self, asked: WaitingRequest) -> str:
        kind, day = self._term("request_kinds", asked.kind), asked.asked_at.astimezone(self.zone)
        until = f" → {asked.proposed_on}" if asked.proposed_on else ""
        return f"{day.date()} {kind}{until}"

    def _person(self, name: str, unit: Named | None) -> str:
        return f"{name} {self._name(unit)}".strip()

    def _said(self, line: LedgerLine) -> str:
        said = line.last_report
        if said is None:
            return ""
        colon = "：" if self.language == "zh" else ": "
        day = said.reported_at.astimezone(self.zone).date()
        return f"{day} {self._name(said.unit)}{colon}{said.text}"
