"""Edited ledgers 回填台账 for tests: put down, judged and taken step by step, as by a worker."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
from django.conf import settings
from openpyxl.worksheet.worksheet import Worksheet

from mengyang.actions.evidence import Shelf
from mengyang.actions.jobs import claim_job
from mengyang.actions.ledger_import import upload_ledger
from mengyang.core.access import Actor
from mengyang.store.models import Job, LedgerSheet
from mengyang.web.jobs import kinds

type Edit = Callable[[Worksheet], Any]


def edited(data: bytes, *edits: Edit) -> bytes:
    """The workbook after what a person did to its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for edit in edits:
        edit(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put_down(actor: Actor, plan_id: int, data: bytes, at: datetime) -> int:
    """A sheet that was uploaded and judged; its id."""
    shelf = Shelf(settings.ENVIRONMENT.var / "files", 50_000_000)
    begun = upload_ledger(actor, plan_id, (data, "台账.xlsx"), shelf, at=at)
    run_job(begun.job_id, at)
    return begun.sheet_id


def run_job(job_id: int, at: datetime) -> Job:
    """The job, run to its end; `Refused` where a step refuses."""
    claim = claim_job(job_id, at=at)
    assert claim is not None
    step = kinds.found()[claim.name]
    while not claim.is_finished:
        claim = step(claim, at)
    return Job.objects.get(pk=job_id)


def sheet_of(sheet_id: int) -> LedgerSheet:
    """The sheet as it is stored."""
    return LedgerSheet.objects.get(pk=sheet_id)
