"""The list of events 审计列表 at 100,000: each filter reads its index in order, nobody counts."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mengyang.core.access import Grant, Scope
from mengyang.core.findings import Refused
from mengyang.store.models import Event, User
from mengyang.store.reads import event_filters
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.audit import events
from tests.cast import AT

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

EVERYTHING = Scope("event", (Grant(),))
DAY = date(2026, 3, 2)
MONTH = {"from": "2026-03-03", "until": "2026-04-02"}
SECONDS = {"postgresql": "%s::timestamptz + i * interval '1 minute'"}
FILL = """
INSERT INTO audit_event (sequence, at, actor_id, action, subject_kind, subject_id, before, after,
                         digest, changes_sha256, previous_hash, hash)
WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {count})
SELECT i, {at}, {first} + i %% 100, 'act.' || (i / 100 %% 10),
       CASE i %% 10 WHEN 3 THEN 'ledger.task' ELSE 'kind.' || (i %% 10) END, i %% 2000,
       CAST('{{}}' AS {json}), CAST('{{"note": "\\u5b66\\u4f4d ' || i || '"}}' AS {json}),
       '', '', '', '' FROM numbers
"""


def fill(count: int) -> None:
    """A hundred people and `count` events, a minute apart."""
    people = [User(username=f"p{n}", display_name=f"某{n:02}", password="x") for n in range(100)]
    first = User.objects.bulk_create(people)[0].pk
    at = SECONDS.get(connection.vendor, "datetime(%s, '+' || i || ' minutes')")
    json = "jsonb" if connection.vendor == "postgresql" else "text"
    text = FILL.format(at=at, first=first, count=count, json=json)
    with connection.cursor() as cursor:
        cursor.execute(text, [AT.strftime("%Y-%m-%d %H:%M:%S+00:00")])
        cursor.execute("ANALYZE audit_event")


@pytest.fixture
def many(db: None) -> None:
    """As many as a small office has after some years."""
    fill(100_000)


@pytest.fixture
def some(db: None) -> None:
    """A few days of them."""
    fill(8_000)


ASKED = {
    "nothing": Asked(),
    "oldest": Asked(sort="at"),
    "person": Asked(filters={"person": "某07"}),
    "action": Asked(filters={"action": "act.7"}),
    "deed": Asked(filters={"person": "p7", "action": "act.7"}),
    "kind": Asked(filters={"subject_kind": "ledger.task"}),
    "record": Asked(filters={"subject_kind": "ledger.task", "subject_id": "13"}),
    "number": Asked(filters={"subject_id": "13"}),
    "month": Asked(filters=MONTH),
    "person_month": Asked(filters={"person": "p7", **MONTH}),
    "words": Asked(words="学位 2", filters={"person": "p7"}),
}
# What may be sorted after it was found: the few events of one record, those with the words, and a
# person's few of one deed, which PostgreSQL fetches by the index and sorts.
SORTED = {"record", "number", "words", "deed"}


def test_each_filter_reads_its_index_in_the_order_of_the_list(many: None) -> None:
    for name, asked in ASKED.items():
        uncounted = Asked(asked.words, asked.filters, asked.sort, counted=False)
        first, plans = _told(uncounted)
        assert first.rows, name
        further = Asked(asked.words, asked.filters, asked.sort, first.next, counted=False)
        second, more = _told(further) if first.next else (first, [])
        assert not first.next or second.rows, name
        for plan in plans + more:
            assert "Seq Scan on audit_event" not in plan, (name, plan)
            assert "SCAN audit_event\n" not in plan + "\n", (name, plan)
            assert "audit_event_" in plan, (name, plan)
            assert name != "deed" or "audit_event_by_deed" in plan, plan
            if name not in SORTED:
                assert "Sort" not in plan and "TEMP B-TREE" not in plan, (name, plan)


def _told(asked: Asked) -> tuple[object, list[str]]:
    """The page, and the plan of each question to the table that limits its rows."""
    with CaptureQueriesContext(connection) as captured:
        found = events(EVERYTHING, DAY, asked)
    asked_of = [each["sql"] for each in captured.captured_queries]
    assert not [sql for sql in asked_of if "COUNT(" in sql]
    listed = [sql for sql in asked_of if 'FROM "audit_event" ' in sql and "LIMIT 51" in sql]
    assert len(listed) == 1
    return found, [_plan(sql) for sql in listed]


def _plan(sql: str) -> str:
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}".replace("%", "%%"), [])
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_words_are_looked_for_only_where_few_events_are_left(some: None) -> None:
    for filters in (
        {},
        {"action": "act.7"},
        {"from": "2026-03-03"},
        {**MONTH, "until": "2026-04-03"},
    ):
        with pytest.raises(Refused, match="words_too_wide"):
            events(EVERYTHING, DAY, Asked(words="学位", filters=filters))
    found = events(EVERYTHING, DAY, Asked(words="学位 7", filters={"person": "p7", **MONTH}))
    assert found.rows and all("学位 7" in str(row.after["note"]) for row in found.rows)
    assert not events(EVERYTHING, DAY, Asked(words="没有", filters=MONTH)).rows


def test_words_of_somebody_very_busy_want_a_month_too(
    some: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_filters, "MOST_FOR_WORDS", 79)
    with pytest.raises(Refused, match="words_too_many"):
        events(EVERYTHING, DAY, Asked(words="学位", filters={"person": "p7"}))
    assert events(EVERYTHING, DAY, Asked(words="学位", filters={"person": "p7", **MONTH})).rows
    monkeypatch.setattr(event_filters, "MOST_FOR_WORDS", 80)
    assert events(EVERYTHING, DAY, Asked(words="学位", filters={"person": "p7"})).rows


def test_a_name_that_many_bear_is_asked_for_in_full(some: None) -> None:
    with pytest.raises(Refused, match="many_persons"):
        events(EVERYTHING, DAY, Asked(filters={"person": "某"}))
    both = events(EVERYTHING, DAY, Asked(filters={"person": "p7"}))
    assert {row.actor_name for row in both.rows} == {"某07"}
    assert not events(EVERYTHING, DAY, Asked(filters={"person": "无此人"})).rows


def test_pages_turn_through_events_of_one_instant(some: None) -> None:
    Event.objects.filter(sequence__lte=120).update(at=AT)
    seen, cursor = [], None
    while True:
        found = events(EVERYTHING, DAY, Asked(sort="at", after=cursor, counted=False))
        seen += [row.sequence for row in found.rows]
        if len(seen) >= 150:
            break
        cursor = found.next
    assert seen[:150] == list(range(1, 151))
