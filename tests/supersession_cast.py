"""A plan superseded by another 替代样例: both with their tasks, and what is ticked."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from mengyang.actions.lineage import Link, relate_documents
from mengyang.actions.supersession import (
    Ticked,
)
from mengyang.core.documents.lineage import Relation
from mengyang.store.models import Document, Task
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import create_plan
from tests.cast import Cast
from tests.ledger_plan import TEXT, Written, plan_draft, write_plan
from tests.ledger_work import stored


@dataclass(frozen=True, slots=True)
class Pair:
    """A plan and the one whose document replaced it the day before."""

    old: Written
    new: dict[str, int]
    relation_id: int

    def ticked(self, number: str, carried_to: str | None = None) -> Ticked:
        row = stored(self.old, number)
        return Ticked(row.pk, row.version, self.new[carried_to] if carried_to else None)


@pytest.fixture
def pair(cast: Cast) -> Pair:
    old = write_plan(cast)
    with transaction(cast.actor("prefecture_officer"), cast.at) as work:
        later = Document(
            area_id=cast.areas["yunlu"],
            title="新方案",
            document_number="云行办发〔2026〕8号",
            text=TEXT,
            file_name="new.txt",
            media_type="txt",
            size=len(TEXT.encode()),
            sha256="1" * 64,
            state="adopted",
            uploaded_by_id=cast.users["prefecture_officer"],
            uploaded_at=cast.at,
        )
        work.create(later, action="document.upload")
        new = create_plan(work, plan_draft(cast, later.pk, cast.day))
    numbers = dict(Task.objects.filter(plan_id=new).values_list("number", "pk"))
    day = cast.day - timedelta(days=1)
    link = Link(later.pk, old.document_id, Relation.REPLACES, day, "同时废止")
    relation = relate_documents(cast.actor("prefecture_officer"), link, at=cast.at)
    return Pair(old, numbers, relation)
