"""回填作业 — the steps by which a sheet is read and judged, taken, and an import undone.

A step does its looking and judging first; its transaction only puts a portion down, with the
place behind it. The last step but the tidying is the one transaction that writes the record.
"""

from datetime import datetime
from itertools import islice
from pathlib import Path

from mengyang import packs
from mengyang.actions.jobs import Claim, Progress, job_step, owner_of
from mengyang.actions.ledger_import import imported, planned
from mengyang.actions.tidings import tidings_of
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.formats.entry_form import Line
from mengyang.formats.ledger_edits import Expected
from mengyang.formats.ledger_reading import EditedLedger, edited_lines, read_edited
from mengyang.formats.ledger_sheet import SHEET
from mengyang.store.checkpoints import reached
from mengyang.store.files import find_file
from mengyang.store.reads.ledger import returning as reads
from mengyang.store.reads.ledger.returning import SheetRead, VerdictRead
from mengyang.store.writes import ledger as writes
from mengyang.store.writes.ledger import COLUMNS, JudgedLine, Staged

# So many rows a step, that nobody else waits long for the database.
PORTION = 500
_FOLDER = "cache/sheets"


def reading_step(claim: Claim, var: Path, *, at: datetime) -> Claim:
    """Read the file in a confined process; then judge the next rows and put the verdicts down."""
    sheet, actor = _given(claim, at)
    rows = var / _FOLDER / f"{sheet.id}.jsonl"
    if "offset" not in claim.position or not rows.is_file():
        found = _read(sheet, var, rows)
        reached("sheet.read")
        with job_step(claim, at) as step:
            writes.state_read(sheet.id, found.rows, found.sheet, at.date())
            place = {"offset": 0, "done": 0, "total": found.edited}
            step.progress = Progress(place, 0, found.edited, "jobs.step.judging")
        return step.claim
    offset, done, total = (int(str(claim.position[each])) for each in ("offset", "done", "total"))
    portion = list(islice(edited_lines(rows, sheet.sheet, offset), PORTION))
    day = sheet.judged_on or at.date()
    lines = [line for _, line in portion]
    verdicts = planned(actor, sheet.plan_id, lines, day)
    kept = [JudgedLine(one.verdict, _kept(line)) for one, line in zip(verdicts, lines, strict=True)]
    done += len(portion)
    with job_step(claim, at) as step:
        writes.add_verdicts(sheet.id, kept)
        place = {"offset": portion[-1][0] if portion else offset, "done": done, "total": total}
        is_last = len(portion) < PORTION
        step.progress = Progress(place, done, total, "jobs.step.judging", is_last, _result(sheet))
        if is_last:
            writes.state_judged(sheet.id)
    reached("sheet.judged")
    if is_last:
        rows.unlink(missing_ok=True)
    return step.claim


def taking_step(claim: Claim, *, at: datetime) -> Claim:
    """Judge the next rows again and stage what they write; then write all of it at once."""
    sheet, actor = _given(claim, at)
    after, done = _place(claim)
    if after < 0:
        return _tidied(claim, sheet, at)
    confirmed = sheet.confirmed_at or at
    portion = reads.verdicts(sheet.id, after, PORTION)
    if not portion:
        given = writes.prepare(sheet.id)
        with job_step(claim, at) as step:
            writes.apply_import(step.work, given, COLUMNS)
            step.progress = _written(sheet)
        return step.claim
    rows = planned(actor, sheet.plan_id, [_line(sheet, each) for each in portion], confirmed.date())
    for row, told in zip(rows, portion, strict=True):
        if [writes.told(each) for each in row.verdict.changes or ()] != list(told.changes):
            raise Refused("registry.refused.stale", "registry.hint.upload_again")
    tasks = [imported(actor, row.steps) for row in rows if row.steps]
    staged = writes.stage_imports(sheet.id, tasks, actor.user_id, confirmed)
    steps = ((each.before, each.after, each.event) for row in rows for each in row.steps)
    drafts = tidings_of(actor, confirmed.date(), steps)
    staged.tidings.extend(writes.stage_tidings(sheet.id, drafts))
    with job_step(claim, at) as step:
        staged.save()
        reached("sheet.staged")
        step.progress = _staged(sheet, portion[-1].number, done + len(portion))
    return step.claim


def undoing_step(claim: Claim, *, at: datetime) -> Claim:
    """Stage the next tasks of an import as they were; then write all of it at once."""
    sheet, _ = _given(claim, at)
    after, done = _place(claim)
    if after < 0:
        return _tidied(claim, sheet, at)
    made, kind = sheet.import_id or 0, str(claim.position.get("kind", ""))
    if not kind:
        tasks = reads.taken_tasks(made, after, PORTION)
        if tasks:
            staged = writes.stage_undoing(sheet.id, tasks)
            return _put(claim, staged, _staged(sheet, tasks[-1][0], done + len(tasks)), at)
    for each in reads.left_kinds():
        ids = reads.left_rows(made, each, after if each == kind else 0, PORTION)
        if ids and each >= kind:
            place = {"after": ids[-1], "done": done, "kind": each}
            progress = Progress(place, done, sheet.told, "jobs.step.staging")
            return _put(claim, writes.stage_gone(sheet.id, each, ids), progress, at)
    writes.require_unaltered(made)
    given = writes.prepare(sheet.id)
    with job_step(claim, at) as step:
        writes.apply_undoing(step.work, given, COLUMNS)
        step.progress = _written(sheet)
    return step.claim


def forget_old_sheets(var: Path, before: datetime) -> int:
    """Delete what nobody confirmed since `before`, in tables and on the disk; how many sheets."""
    folder = var / _FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
    return writes.forget_sheets(before)


def _given(claim: Claim, at: datetime) -> tuple[SheetRead, Actor]:
    """The sheet and who uploaded it, with the posts held today."""
    owner = owner_of(claim, at)
    if owner is None:
        raise ValueError("a sheet is somebody's")
    return reads.sheet(int(str(claim.arguments["sheet"])), owner.user_id), owner


def _place(claim: Claim) -> tuple[int, int]:
    """Behind which row, task or id the step begins — below 0: all is written — and how many are
    done."""
    return int(str(claim.position.get("after", 0))), int(str(claim.position.get("done", 0)))


def _read(sheet: SheetRead, var: Path, out: Path) -> EditedLedger:
    columns = {code: term.zh for code, term in packs.terms()["ledger_columns"].items()}
    workbook = find_file(var / "files", sheet.sha256)
    found = read_edited(workbook, sheet.file_name, Expected(sheet.plan_id, columns), out)
    if isinstance(found, Refused):
        raise found
    return found


def _kept(line: Line) -> tuple[object, ...]:
    return dict(line.values), dict(line.letters), list(line.unread)


def _line(sheet: SheetRead, told: VerdictRead) -> Line:
    values, letters, unread = told.line
    return Line(sheet.sheet, told.number, values, letters, SHEET, unread)  # type: ignore[arg-type]


def _put(claim: Claim, staged: Staged, progress: Progress, at: datetime) -> Claim:
    with job_step(claim, at) as step:
        staged.save()
        step.progress = progress
    return step.claim


def _staged(sheet: SheetRead, after: int, done: int) -> Progress:
    return Progress({"after": after, "done": done}, done, sheet.told, "jobs.step.staging")


def _written(sheet: SheetRead) -> Progress:
    place = {"after": -1, "done": sheet.told}
    return Progress(place, sheet.told, sheet.told, "jobs.step.tidying")


def _tidied(claim: Claim, sheet: SheetRead, at: datetime) -> Claim:
    """The record is written: units are told, then what was staged goes, some rows at a time."""
    told = int(str(claim.position.get("told", 0)))
    place, is_last = dict(_written(sheet).position), False
    with job_step(claim, at) as step:
        if told >= 0:
            # Below 0 once all are told.
            place["told"] = writes.tell_staged(step.work, sheet.id, told, PORTION) or -1
        else:
            is_last = not writes.tidy_sheet(sheet.id)
            place["told"] = told
        done = (sheet.told, sheet.told, "jobs.step.tidying")
        step.progress = Progress(place, *done, is_last, _result(sheet))
    return step.claim


def _result(sheet: SheetRead) -> dict[str, object]:
    return {"plan": sheet.plan_id, "sheet": sheet.id, "count": sheet.told}
