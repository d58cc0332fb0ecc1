"""Publishing the small plan 样例公开: an edition led to its publication by its people."""

from datetime import timedelta

from mengyang.actions import editions
from mengyang.actions.assignments import assign_task
from mengyang.actions.editions import Draft
from mengyang.actions.tasks import Progress, report_progress, sign_for_task, start_task
from mengyang.core.facts import Seen
from mengyang.core.ledger.publication import EditionKind
from mengyang.store.models import Edition, Task
from tests.cast import AT, Cast
from tests.ledger_plan import Written
from tests.ledger_work import LATER

BASIS = "政府信息公开条例第十七条"
SECRET = "经办人：欧阳建国，13812345678"


def drafted(
    cast: Cast, plan: Written, kind: EditionKind = EditionKind.PUBLIC, **said: object
) -> Edition:
    """A draft of the office's officer."""
    draft = Draft(kind, **said)  # type: ignore[arg-type]
    pk = editions.draft_edition(cast.actor("prefecture_officer"), plan.plan_id, draft, at=LATER)
    return Edition.objects.get(pk=pk)


def published(
    cast: Cast, plan: Written, kind: EditionKind = EditionKind.PUBLIC, **said: object
) -> Edition:
    """An edition drafted by the officer, reviewed and approved by the supervisor, published."""
    row, supervisor = drafted(cast, plan, kind, **said), cast.actor("prefecture_supervisor")
    editions.review_edition(supervisor, Seen(row.pk, 1), BASIS, "", at=LATER)
    editions.approve_edition(supervisor, Seen(row.pk, 2), at=LATER + timedelta(hours=1))
    editions.publish_edition(cast.actor("prefecture_officer"), Seen(row.pk, 3), at=LATER)
    row.refresh_from_db()
    return row


def plant(plan: Written) -> None:
    """Names, telephones and notes in every text of the plan that people write."""
    for number in ("1", "2", "3"):
        Task.objects.filter(pk=plan.tasks[number]).update(
            problem=f"欠缺。{SECRET}",
            return_reason="内部：资料不实",
            responsible_leaders=["赵无咎"],
            decision_reason="内部：领导不同意",
            title=f"补足编制，{SECRET}，责任领导赵无咎",
        )


def told(cast: Cast, plan: Written, text: str) -> None:
    """The housing department reports on task 2, which it has signed for and started."""
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    pk = plan.tasks["2"]
    version = sign_for_task(housing, pk, assign_task(office, pk, 1, at=AT), at=AT)
    version = start_task(housing, pk, version, at=AT)
    report_progress(housing, pk, version, Progress(text, 60), at=AT)
