"""满载的州 — a made-up prefecture at work: plans with their tasks, units, people, requests.

All is written by the writers of the house, but states and requests: those are set as if work had
gone on for a while.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

COUNTIES, UNITS_A_COUNTY = 8, 20
TASKS_A_PLAN = 150
PASSWORD = "a long phrase for the load"  # of accounts that live for minutes


@dataclass(frozen=True, slots=True)
class Built:
    """What the clients need: the plans, and each clerk's tasks, to be signed for and at work."""

    plans: tuple[int, ...]
    clerks: dict[str, tuple[list[int], list[int]]]


def build(tasks: int, clerks: int) -> Built:
    """A prefecture with so many tasks and clerks."""
    from mengyang.store.models import Area, Task, Unit

    units = _directory()
    names = [f"clerk{number}" for number in range(clerks)]
    _people(
        [("office", "supervisor", "o", "top"), ("auditor", "auditor", "o", "top")]
        + [("importer", "department_officer", "c0u19", "c0")]
        + [
            (name, "department_officer", key, key[:2])
            for name, key in zip(names, units, strict=False)
        ]
    )
    keys = dict(Unit.objects.values_list("key", "pk"))
    areas = dict(Area.objects.values_list("key", "pk"))
    charges = [(areas[key[:2]], keys[key]) for key in units]
    sizes = [TASKS_A_PLAN] * (tasks // TASKS_A_PLAN) + [tasks % TASKS_A_PLAN] * bool(
        tasks % TASKS_A_PLAN
    )
    place = (areas["top"], keys["o"])
    plans = tuple(add_plan(place, number, size, charges) for number, size in enumerate(sizes))
    _age(keys["o"])
    own = {}
    for name, key in zip(names, units, strict=False):
        mine = Task.objects.filter(lead_unit_id=keys[key]).order_by("pk")
        held = ("assigned", "in_progress")
        own[name] = tuple(list(mine.filter(state=one).values_list("pk", flat=True)) for one in held)
    return Built(plans, own)  # type: ignore[arg-type]


def add_plan(place: tuple[int, int], number: int, size: int, charges: list[tuple[int, int]]) -> int:
    """A plan with its document; the tasks go round the units. `place`: its area and its office."""
    from mengyang.store.models import Document, User
    from mengyang.store.writes import transaction
    from mengyang.store.writes.ledger import Charge, PlanDraft, create_plan
    from mengyang.web.clock import now

    area_id, office_id = place
    user_id = User.objects.get(username="office").pk
    with transaction(None, now()) as work:
        document = Document(
            area_id=area_id,
            title=f"清穗州学前教育普及普惠工作方案之{number}",
            text="一、扩大普惠资源。二、补足教职工。三、加强督导。" * 20,
            size=0,
            uploaded_by_id=user_id,
            uploaded_at=now(),
        )
        work.create(document, action="document.upload")
        draft = PlanDraft(
            document_id=document.pk,
            area_id=area_id,
            owner_unit_id=office_id,
            title=document.title,
            adopted_on=now().date(),
            adopted_by=user_id,
            tasks=tuple(
                _task(at, Charge(*charges[(number * size + at) % len(charges)]))
                for at in range(size)
            ),
        )
        return create_plan(work, draft)


def _directory() -> list[str]:
    """The areas and units; the keys of the counties' units, one county after the other."""
    from mengyang.core.dated import Dated
    from mengyang.store.writes import transaction
    from mengyang.store.writes.registry import AreaDraft, Name, UnitDraft, add_areas, add_units
    from mengyang.web.clock import now

    def named(zh: str) -> tuple[Any, ...]:
        return (Dated(Name(zh), date(2000, 1, 1)),)

    counties = [f"c{number}" for number in range(COUNTIES)]
    units = [f"{county}u{unit}" for unit in range(UNITS_A_COUNTY) for county in counties]
    with transaction(None, now()) as work:
        areas = [AreaDraft("top", "prefecture", "", None, named("清穗州"))]
        areas += [AreaDraft(key, "county", "", "top", named(f"{key}县")) for key in counties]
        add_areas(work, areas)
        office = UnitDraft("o", "government_office", "top", named("清穗州督查室"))
        rest = [UnitDraft(key, "department", key[:2], named(f"{key}局")) for key in units]
        add_units(work, [office, *rest])
    return units


def _people(wanted: list[tuple[str, str, str, str]]) -> None:
    from django.contrib.auth.hashers import make_password

    from mengyang.core.access import Role
    from mengyang.store.models import Area, Unit
    from mengyang.store.writes import transaction
    from mengyang.store.writes.access import PostDraft, UserDraft, add_post, add_user
    from mengyang.web.clock import now

    hashed = make_password(PASSWORD)
    with transaction(None, now()) as work:
        for name, role, unit, area in wanted:
            user_id = add_user(work, UserDraft(name, name, hashed, must_change_password=False))
            unit_id, area_id = Unit.objects.get(key=unit).pk, Area.objects.get(key=area).pk
            add_post(work, PostDraft(user_id, Role(role), unit_id, area_id, date(2000, 1, 1)))


def _task(number: int, charge: Any) -> Any:
    from mengyang.core.facts import DeadlineKind
    from mengyang.core.ledger import Deadline
    from mengyang.store.writes.ledger import TaskDraft
    from mengyang.web.clock import today

    due = today() + timedelta(days=number % 200 - 40)
    return TaskDraft(
        clause_path="一",
        start=0,
        end=1,
        task_kind="task",
        title=f"建设第{number}所幼儿园，补足普惠学位，配齐教职工并按期开园",
        charge=charge,
        deadline=Deadline(DeadlineKind.BY_DATE, (due,), f"{due:%Y年%m月%d日}前"),
    )


def _age(office_id: int) -> None:
    """Half of the tasks wait to be signed for; of every forty of the others one asks for a halt."""
    from django.db.models import F
    from django.db.models.functions import Mod

    from mengyang.store.models import Task, TaskRequest, User
    from mengyang.web.clock import now

    Task.objects.update(state="in_progress")
    # Plan by plan, so that every unit has both.
    signable = Task.objects.annotate(part=Mod(F("plan_id"), 2))
    Task.objects.filter(pk__in=signable.filter(part=0).values("pk")).update(state="assigned")
    asking = Task.objects.annotate(part=Mod(F("id"), 40)).filter(part=7, state="in_progress")
    user_id = User.objects.get(username="office").pk
    TaskRequest.objects.bulk_create(
        TaskRequest(
            task_id=pk,
            request_kind="extension",
            unit_id=unit_id or office_id,
            asked_by_id=user_id,
            asked_at=now(),
            reason="雨季停工",
            proposed_on=now().date() + timedelta(days=90),
        )
        for pk, unit_id in asking.values_list("pk", "lead_unit_id")
    )
