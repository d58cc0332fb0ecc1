"""文书写入 — a paper as it was printed, and a stamped copy that came back."""

from collections.abc import Mapping
from dataclasses import dataclass

from mengyang.core.findings import Refused
from mengyang.store.models import PaperCopy, Plan, PrintedPaper
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """文书 to be kept; `task_id` is empty where it is about the plan."""

    paper_kind: str
    plan_id: int
    task_id: int | None
    subject_version: int
    digest: str
    check_code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """盖章扫描件 to be kept; the bytes lie in the file store already."""

    file_name: str
    media_type: str
    size: int
    sha256: str
    note: str = ""


def keep_paper(work: Work, draft: PaperDraft) -> int:
    """Write what was printed; the id of the paper. Printed again it is on record once more."""
    # Of two who print the same at once the second waits here and finds what the first kept.
    Plan.objects.select_for_update().get(pk=draft.plan_id)
    known = PrintedPaper.objects.filter(digest=draft.digest).first()
    if known is not None:
        work.note("paper.print_again", known, check_code=known.check_code)
        return known.pk
    row = PrintedPaper(
        paper_kind=draft.paper_kind,
        plan_id=draft.plan_id,
        task_id=draft.task_id,
        subject_version=draft.subject_version,
        digest=draft.digest,
        check_code=draft.check_code,
        facts=dict(draft.facts),
        printed_by_id=_person(work),
        printed_at=work.at,
    )
    return work.create(row, action="paper.print").pk


def add_copy(work: Work, paper_id: int, draft: CopyDraft) -> int:
    """Write a stamped copy of a paper; its id. The same file is bound to a paper only once."""
    PrintedPaper.objects.select_for_update().get(pk=paper_id)
    if PaperCopy.objects.filter(paper_id=paper_id, sha256=draft.sha256).exists():
        raise Refused("papers.refused.copy_twice", "ledger.hint.other_file")
    row = PaperCopy(
        paper_id=paper_id,
        file_name=draft.file_name,
        media_type=draft.media_type,
        size=draft.size,
        sha256=draft.sha256,
        note=draft.note,
        attached_by_id=_person(work),
        attached_at=work.at,
    )
    return work.create(row, action="paper.bind_copy").pk


def _person(work: Work) -> int:
    if work.actor is None:
        raise ValueError("nobody prints papers while the house is set up")
    return work.actor.user_id
