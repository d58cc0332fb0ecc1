"""Editions of a plan 双公开动作: frozen, reviewed, approved by another, published, withdrawn."""

import json
from pathlib import Path

import pytest

from mengyang.actions import editions
from mengyang.actions.editions import Draft
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.lawful_notices import LawfulNotice, add_notice, end_notice
from mengyang.core.audit import sha256
from mengyang.core.facts import Seen
from mengyang.core.ledger.publication import MARK, EditionKind
from mengyang.store.models import Edition, Event, Task, User
from mengyang.store.models import LawfulNotice as NoticeRow
from mengyang.store.reads.ledger import stored_files
from mengyang.store.writes import transaction
from mengyang.store.writes.access import PostDraft, UserDraft, add_post, add_user
from tests.cast import AT, FOUNDED, Cast, quick_hash
from tests.ledger_plan import Written, write_plan
from tests.ledger_work import LATER, refused_by, signed
from tests.publication_cast import BASIS, SECRET, drafted, plant, published, told

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def plan(cast: Cast) -> Written:
    return write_plan(cast)


def test_an_edition_is_led_to_its_publication_and_every_step_is_an_event(
    cast: Cast, plan: Written
) -> None:
    row = published(cast, plan, statement="进展顺利。")
    assert (row.state, row.number, row.edition_kind) == ("published", 1, "public")
    assert row.digest == sha256(row.content) and row.data_day == LATER.date()
    assert (row.reviewed_by_id, row.review_basis) == (cast.users["prefecture_supervisor"], BASIS)
    steps = Event.objects.filter(subject_kind="ledger.edition").order_by("sequence")
    assert list(steps.values_list("action", flat=True)) == [
        *("edition.draft", "edition.review", "edition.approve", "edition.publish")
    ]


def test_a_public_edition_holds_nothing_of_people_causes_and_notes(
    cast: Cast, plan: Written
) -> None:
    told(cast, plan, f"一翼已建成，因雨季停工。{SECRET}")
    plant(plan)
    public, inside = drafted(cast, plan), drafted(cast, plan, EditionKind.INSIDE)
    out = json.dumps(public.content, ensure_ascii=False)
    for planted in ("欧阳建国", "13812345678", "赵无咎", "内部", "雨季", "筑安", "明远"):
        assert planted not in out, planted
    assert MARK in out and public.removed and not inside.removed
    assert {each["rule"] for each in public.removed} >= {
        *("causes", "internal_notes", "progress_text", "private_names", "telephone_numbers")
    }
    whole = json.dumps(inside.content, ensure_ascii=False)
    assert "雨季" in whole and "资料不实" in whole
    task = next(each for each in public.content["tasks"] if each["number"] == "2")
    assert task["percent"] == 60 and task["state"]["zh"] and task["lamp"]["shape"]


def test_the_shares_of_an_edition_add_up(cast: Cast, plan: Written) -> None:
    """Some of the plan's tasks are assigned, the others are not yet."""
    signed(cast, plan)
    counts = dict(drafted(cast, plan).content["counts"])
    assert counts.pop("percent") is not None
    assert counts.pop("standing") == sum(counts.values())
    assert counts["unassigned"] and counts["in_hand"]


def test_what_was_published_stays_as_it_was(cast: Cast, plan: Written) -> None:
    row = published(cast, plan)
    Task.objects.filter(pk=plan.tasks["2"]).update(title="改过的标题")
    row.refresh_from_db()
    assert "改过的标题" not in json.dumps(row.content, ensure_ascii=False)


def test_a_new_version_needs_a_notice_and_replaces_the_one_before(
    cast: Cast, plan: Written
) -> None:
    first = published(cast, plan)
    bare = refused_by(
        editions.draft_edition,
        cast.actor("prefecture_officer"),
        plan.plan_id,
        Draft(EditionKind.PUBLIC),
        at=LATER,
    )
    assert bare.reason == "publication.refused.notice_missing"
    loud = refused_by(
        editions.draft_edition,
        cast.actor("prefecture_officer"),
        plan.plan_id,
        Draft(EditionKind.PUBLIC, notice="详询13812345678"),
        at=LATER,
    )
    assert loud.reason == "publication.refused.not_public"
    second = published(cast, plan, notice="更正责任单位。")
    first.refresh_from_db()
    assert (first.state, second.number, second.corrects_id) == ("corrected", 2, first.pk)
    assert Event.objects.filter(action="edition.correct", subject_id=first.pk).count() == 1


def test_the_drafter_cannot_review_or_approve_even_from_another_account(
    cast: Cast, plan: Written
) -> None:
    row, own = drafted(cast, plan), cast.actor("prefecture_officer")
    for step, more in ((editions.review_edition, (BASIS, "")), (editions.approve_edition, ())):
        if step is editions.approve_edition:
            other = cast.actor("prefecture_supervisor")
            editions.review_edition(other, Seen(row.pk, 1), BASIS, "", at=LATER)
        version = Edition.objects.get(pk=row.pk).version
        for actor in (own, second_account(cast, step.__name__)):
            refused = refused_by(step, actor, Seen(row.pk, version), *more, at=LATER)
            assert refused.reason == "publication.refused.own_edition"


def second_account(cast: Cast, name: str):  # type: ignore[no-untyped-def]
    """Another account of the officer: of the same name, in the same unit."""
    from mengyang.store.reads.access import actor_of

    officer = User.objects.get(pk=cast.users["prefecture_officer"])
    with transaction(None, AT) as work:
        draft = UserDraft(f"second-{name}", officer.display_name, quick_hash(), False)
        pk = add_user(work, draft)
        post = ("officer", cast.units["yunlu-education"], cast.areas["yunlu"], FOUNDED)
        add_post(work, PostDraft(pk, *post))
    return actor_of(pk, cast.day)


def test_one_edition_of_a_kind_is_on_its_way_at_a_time(cast: Cast, plan: Written) -> None:
    row, officer = drafted(cast, plan), cast.actor("prefecture_officer")
    draft = Draft(EditionKind.PUBLIC)
    refused = refused_by(editions.draft_edition, officer, plan.plan_id, draft, at=LATER)
    assert refused.reason == "publication.refused.open_edition"
    editions.send_back_edition(officer, Seen(row.pk, 1), "重拟", at=LATER)
    row.refresh_from_db()
    assert (row.state, row.sent_back_because) == ("sent_back", "重拟")
    assert drafted(cast, plan).pk != row.pk


def test_only_who_has_the_right_takes_a_step(cast: Cast, plan: Written) -> None:
    row = drafted(cast, plan)
    draft = Draft(EditionKind.PUBLIC)
    for person in ("county_officer", "secretary", "auditor", "leader", "inspector"):
        refused = refused_by(
            editions.draft_edition, cast.actor(person), plan.plan_id, draft, at=LATER
        )
        assert refused.reason in {"ledger.refused.no_right", "ledger.refused.no_such_plan"}
    secretary = cast.actor("secretary")
    editions.review_edition(secretary, Seen(row.pk, 1), BASIS, "已核", at=LATER)
    refused = refused_by(editions.approve_edition, secretary, Seen(row.pk, 2), at=LATER)
    assert refused.reason == "ledger.refused.no_right"
    stale = refused_by(
        editions.approve_edition, cast.actor("prefecture_supervisor"), Seen(row.pk, 1), at=LATER
    )
    assert stale.reason == "store.refused.stale"


def test_a_content_that_was_changed_by_hand_is_not_published(cast: Cast, plan: Written) -> None:
    row, supervisor = drafted(cast, plan), cast.actor("prefecture_supervisor")
    editions.review_edition(supervisor, Seen(row.pk, 1), BASIS, "", at=LATER)
    editions.approve_edition(supervisor, Seen(row.pk, 2), at=LATER)
    Edition.objects.filter(pk=row.pk).update(content={**row.content, "title": "改"})
    refused = refused_by(editions.publish_edition, supervisor, Seen(row.pk, 3), at=LATER)
    assert refused.reason == "publication.refused.digest"
    assert Edition.objects.get(pk=row.pk).state == "approved"


def test_a_withdrawal_says_why_in_words_fit_for_the_public(cast: Cast, plan: Written) -> None:
    row, officer = published(cast, plan), cast.actor("prefecture_officer")
    seen = Seen(row.pk, row.version)
    loud = refused_by(editions.withdraw_edition, officer, seen, SECRET, at=LATER)
    assert loud.reason == "publication.refused.not_public"
    editions.withdraw_edition(officer, seen, "数据有误。", at=LATER)
    row.refresh_from_db()
    assert (row.state, row.withdrawn_because) == ("withdrawn", "数据有误。")
    # The next one is a first one again: there is nothing to be corrected.
    assert published(cast, plan).number == 2


def test_what_law_orders_to_be_shown_is_in_the_edition_as_it_is(
    cast: Cast, plan: Written, tmp_path: Path
) -> None:
    officer, shelf = cast.actor("prefecture_officer"), Shelf(tmp_path, 1024 * 1024)
    picture = EvidenceUpload(PNG, "督学.png")
    notice = LawfulNotice("assigned_inspector", "守正", "0906-2123456", "督导", picture)
    pk = add_notice(officer, plan.plan_id, notice, shelf, at=AT)
    [shown] = drafted(cast, plan, statement="责任督学守正，电话0906-2123456").content[
        "shown_by_law"
    ]
    assert (shown["name"], shown["contact"]) == ("守正", "0906-2123456")
    assert shown["photograph"] in stored_files()
    statement = Edition.objects.get().content["statement"]
    assert statement == "责任督学守正，电话0906-2123456"
    county = refused_by(
        add_notice, cast.actor("county_officer"), plan.plan_id, notice, shelf, at=AT
    )
    assert county.reason == "ledger.refused.no_right"
    text = LawfulNotice("complaint_line", "举报", "12345", "", EvidenceUpload(b"text", "a.txt"))
    refused = refused_by(add_notice, officer, plan.plan_id, text, shelf, at=AT)
    assert refused.reason == "publication.refused.no_picture"
    end_notice(officer, Seen(pk, 1), at=LATER)
    assert NoticeRow.objects.get(pk=pk).until_day == LATER.date()
    inside = drafted(cast, plan, EditionKind.INSIDE)
    assert inside.content["shown_by_law"] == []
