"""文件库接口 — words found in the text of documents, clause by clause."""

from datetime import date

from ninja import Query, Schema

from mengyang.store.reads import search
from mengyang.store.reads.search import DocumentHit
from mengyang.web.clock import today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, PageOut, PageQuery
from mengyang.web.request import Request, reach_of

PREFIX = "/library"
router = Router(tags=["library"])


class ClauseHitOut(Schema):
    """命中条款; `pieces` are words in text order, each with whether it was asked for."""

    path: str
    heading: str
    pieces: list[tuple[str, bool]]
    count: int


class DocumentHitOut(Schema):
    """命中文件; `more` counts further clauses."""

    id: int
    title: str
    issuing_body: str
    signed_on: date | None
    state: str
    clauses: list[ClauseHitOut]
    more: int


@router.get("/search", response={200: PageOut[DocumentHitOut], **REFUSALS})
def find(request: Request, query: Query[PageQuery]) -> dict[str, object]:
    """The documents that hold the words."""
    found = search.search(reach_of(request.actor, "see", "document"), today(), query.asked())
    return {
        "rows": [_hit(row) for row in found.rows],
        "total": found.total,
        "next": found.next,
        "previous": found.previous,
    }


def _hit(row: DocumentHit) -> dict[str, object]:
    plain = ("id", "issuing_body", "signed_on", "state", "more")
    return {name: getattr(row, name) for name in plain} | {
        "title": "".join(text for text, _ in row.title.pieces),
        "clauses": [
            {
                "path": each.path,
                "heading": each.heading,
                "pieces": list(each.excerpt.pieces),
                "count": each.count,
            }
            for each in row.clauses
        ],
    }
