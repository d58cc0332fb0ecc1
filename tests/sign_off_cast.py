"""A unit that signs off inside 审签样例: its officer, a second person and its leader."""

from mengyang.actions.assignments import assign_task
from mengyang.actions.tasks import Progress, report_progress, sign_for_task, start_task
from mengyang.actions.units import Seen, set_sign_off
from mengyang.core.access import Actor, Role
from mengyang.core.ledger import SignOffWay
from mengyang.store.models import Unit
from mengyang.store.reads.access import actor_of
from mengyang.store.writes import transaction
from mengyang.store.writes.access import PostDraft, UserDraft, add_post, add_user
from tests.cast import AT, FOUNDED, Cast, quick_hash
from tests.ledger_plan import Written
from tests.ledger_work import add_evidence

UNIT = "jiahe-housing"


def join(cast: Cast, name: str, role: Role, unit: str = UNIT) -> Actor:
    """One more person of a unit."""
    with transaction(None, cast.at) as work:
        draft = UserDraft(f"{unit}-{name}", name, quick_hash(), must_change_password=False)
        user_id = add_user(work, draft)
        post = (role, cast.units[unit], cast.areas["jiahe"], FOUNDED)
        add_post(work, PostDraft(user_id, *post))
    return actor_of(user_id, cast.day)


def set_way(cast: Cast, way: SignOffWay, unit: str = UNIT) -> None:
    """Let replies leave a unit by `way` from today on, as the administrator sets it."""
    row = Unit.objects.get(pk=cast.units[unit])
    seen, day = Seen(row.pk, row.version), cast.day
    set_sign_off(cast.actor("system_administrator"), seen, way, day=day, at=AT)


def lead_to_proof(cast: Cast, plan: Written) -> int:
    """Task 2 of the housing department up to its proof; its version then."""
    housing, pk = cast.actor("department_officer"), plan.tasks["2"]
    version = assign_task(cast.actor("prefecture_supervisor"), pk, 1, at=AT)
    version = sign_for_task(housing, pk, version, at=AT)
    version = start_task(housing, pk, version, at=AT)
    version = report_progress(housing, pk, version, Progress("One wing stands.", 60), at=AT)
    add_evidence(cast, plan, "2", "department_officer", UNIT)
    return version
