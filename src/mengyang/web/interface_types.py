"""接口类型 — the types API routes are made of: row ids, questions to lists, pages, refusals."""

from typing import Annotated

from ninja import Field, Schema

from mengyang.store.reads.asked import Asked

# What a database row can be numbered; larger numbers are refused before they reach it.
LARGEST_ROW = 10**18 - 1

RowId = Annotated[int, Field(ge=1, le=LARGEST_ROW)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


class RefusalOut(Schema):
    """不予办理 — why not, in the reader's language, and what to do next."""

    code: str
    message: str
    hint: str = ""


class PageQuery(Schema):
    """What is asked of a list; `after` is `next` or `previous` of a page, `sort` a field, `-` first
    for descending order. A subclass adds the list's own filters."""

    words: str = Field("", max_length=200)
    sort: str = Field("", max_length=40)
    after: str | None = Field(None, max_length=2000)
    size: int = Field(50, ge=1, le=500)

    def asked(self) -> Asked:
        """The question for the store."""
        own = set(type(self).model_fields) - set(PageQuery.model_fields)
        values = {key: getattr(self, key) for key in own}
        filters = {key: "" if value is None else str(value) for key, value in values.items()}
        return Asked(self.words, filters, self.sort, self.after, self.size)


class PageOut[T](Schema):
    """A page of a list of `total` records; `null` where a very long list is not counted."""

    rows: list[T]
    total: int | None
    next: str | None
    previous: str | None


class IdOut(Schema):
    """The id of what was made."""

    id: int


class DoneOut(Schema):
    """It is done."""

    done: bool = True


class FindingOut(Schema):
    """A code with its parameters; `hint` is the code of what to do."""

    code: str
    params: dict[str, object]
    hint: str = ""


class CellFaultOut(Schema):
    """What is wrong in one cell."""

    cell: str
    finding: FindingOut


class VerdictOut(Schema):
    """逐行结论; without faults the row is taken. `changes` say what it does to the record."""

    sheet: str
    row: int
    label: str
    faults: list[CellFaultOut]
    changes: list[FindingOut] | None = None


# Every route may answer so: `response={200: …, **REFUSALS}`.
REFUSALS: dict[int, type[RefusalOut]] = dict.fromkeys(
    (400, 401, 403, 404, 409, 413, 422), RefusalOut
)
