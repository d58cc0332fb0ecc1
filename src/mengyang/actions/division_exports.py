"""意见汇总表 — what every unit said of a draft and what became of it, as one .xlsx sheet."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO

from mengyang import packs
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.formats.file_names import file_name
from mengyang.formats.table import Cell, Column, Table
from mengyang.formats.xlsx import write_workbook
from mengyang.store.reads import divisions as reads
from mengyang.store.reads.divisions import AskedRow, OpinionRow, RoundRow
from mengyang.store.reads.names import Named
from mengyang.store.writes import transaction
from mengyang.store.writes.divisions import note_export

_WIDTHS = {
    "round": 8,
    "unit": 26,
    "reply": 14,
    "task": 36,
    "opinion": 44,
    "verdict": 12,
    "reason": 36,
}


def export_opinions(
    actor: Actor, division_id: int, out: IO[bytes], language: str, *, at: datetime
) -> str:
    """Write the summary to `out` in `language` (zh | en); the name it may be saved under.

    One row an opinion; a unit that agreed or kept silent has one row too.
    """
    if language not in ("zh", "en"):
        raise ValueError(f"{language!r} is neither zh nor en")
    reach = access.scope(actor, "export", "division")
    row = reads.division(reach, at.date(), division_id)
    sent = reads.rounds(reach, at.date(), division_id)
    phrase = _Words(language)
    table = Table(
        name=phrase("division_columns", "sheet"),
        title=phrase("division_columns", "title").format(plan=row.title, day=at.date()),
        columns=tuple(
            Column(phrase("division_columns", code), width) for code, width in _WIDTHS.items()
        ),
        rows=[cells for each in sent for cells in _rows(each, phrase)],
    )
    rows = write_workbook([table], out)[table.name]
    with transaction(actor, at) as work:
        note_export(work, division_id, rows)
    return file_name(table.name, row.title, f"{at:%Y%m%d}", "xlsx")


class _Words:
    """Terms and names in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, family: str, code: str) -> str:
        term = packs.terms()[family][code]
        return term.zh if self.language == "zh" else term.en

    def name(self, named: Named) -> str:
        return named.en if self.language == "en" and named.en else named.zh


def _rows(sent: RoundRow, phrase: _Words) -> Iterator[list[Cell]]:
    for asked in sent.asked:
        head: list[Cell] = [
            sent.number,
            phrase.name(asked.unit),
            phrase("division_replies", asked.reply),
        ]
        if not asked.opinions:
            yield [*head, None, asked.words or None, None, _silence(asked, phrase)]
        for opinion in asked.opinions:
            yield [*head, *_opinion(opinion, phrase)]


def _opinion(opinion: OpinionRow, phrase: _Words) -> list[Cell]:
    instead = [phrase.name(opinion.other_unit)] if opinion.other_unit else []
    instead += [opinion.other_day.isoformat()] if opinion.other_day else []
    words = opinion.words + (f" → {'、'.join(instead)}" if instead else "")
    verdict = phrase("division_verdicts", opinion.verdict) if opinion.verdict else None
    return [
        f"{opinion.position}. {opinion.title}",
        words,
        verdict,
        opinion.verdict_reason or None,
    ]


def _silence(asked: AskedRow, phrase: _Words) -> str | None:
    if asked.reply == "silent" and asked.silence_is_consent:
        return phrase("division_columns", "silence")
    return None
