"""Lists and pages 列表与详情: no list shows a row whose own page would refuse its reader."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from mengyang.core.access import Role
from mengyang.core.ledger import RequestKind, TaskState
from mengyang.store.models import (
    Area,
    Edition,
    MatterRegister,
    Plan,
    Post,
    PublicOpinion,
    SupervisedMatter,
    Task,
    TaskRequest,
    Unit,
    User,
)
from mengyang.web.clock import today
from tests.cast import AT
from tests.web.addresses import PART, addresses, lists, routes
from tests.worlds import World, write_world

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

COUNT = re.compile(r"共 <strong>(\d+)</strong> 条")
ROW = re.compile(r'<tr\b[^>]*>\s*<td\b.*?<a [^>]*href="(/[^"?#]*/\d+/)"', re.DOTALL)
NUMBER = re.compile(r"/\d+/$")
# A prefecture, a county and a township, a unit in each, and in each what it works on in each state.
WORLD = World(
    before=[[], [0], [0, 1]],
    after=[[], [0], [0, 1]],
    unit_areas=[0, 1, 2],
    records=[(0, [1], "read"), (1, [2], "adopted"), (2, [1], "closed")],
    posts=[],
    day=today(),
)
# The lists that this world fills; what a list needs to hold a row is written in `_wait`.
FILLED = frozenset(
    [
        *("documents", "divisions", "plans", "plan", "tasks", "my_list", "unsigned", "requests"),
        *("matters", "meetings", "incoming", "units", "areas", "people", "events", "jobs"),
        *("opinions", "publication_calendar"),
    ]
)
# Posts that reach differently far, all of them in the county; the last two see people and events.
POSTS = (
    (Role.OFFICER,),
    (Role.DEPARTMENT_OFFICER,),
    (Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR),
)


def test_no_list_shows_a_row_whose_page_is_refused(client: Client) -> None:
    write_world(WORLD)
    user, unit, area = User.objects.get(), Unit.objects.get(key="u1"), Area.objects.get(key="a1")
    client.force_login(user, "mengyang.web.signing_in.Accounts")
    _wait(user)
    _put_on_register(user)
    _say(user)
    filled: set[str] = set()
    for roles in POSTS:
        Post.objects.all().delete()
        for role in roles:
            Post.objects.create(user=user, role=role, unit=unit, area=area, from_day=WORLD.day)
        filled |= _filled(client)
    assert filled >= FILLED and lists() >= FILLED


def _wait(user: User) -> None:
    """What waits for somebody, of every task: a signature where it is new, else an answer."""
    Task.objects.filter(state=TaskState.REGISTERED.value).update(state=TaskState.ASSIGNED.value)
    for task in Task.objects.exclude(state=TaskState.ASSIGNED.value):
        TaskRequest.objects.create(
            task=task,
            request_kind=RequestKind.EXTENSION.value,
            unit=Unit.objects.get(key="u1"),
            asked_by=user,
            asked_at=AT,
            reason="延期",
        )


def _put_on_register(user: User) -> None:
    """Every task as a matter of the county's register."""
    unit = Unit.objects.get(key="u1")
    for number, task in enumerate(Task.objects.select_related("plan"), start=1):
        register, _ = MatterRegister.objects.get_or_create(
            unit=unit, year=2025, defaults={"plan": task.plan}
        )
        SupervisedMatter.objects.create(
            register=register,
            number=number,
            task=task,
            source="meeting",
            words="w",
            giver="g",
            given_on=WORLD.day,
            registered_by=user,
            registered_at=AT,
        )


def _say(user: User) -> None:
    """What the public says of each plan, charged to the unit of the posts."""
    for plan in Plan.objects.all():
        edition = Edition.objects.create(
            plan=plan,
            edition_kind="public",
            state="published",
            number=1,
            data_day=WORLD.day,
            content={},
            digest="0" * 64,
            scheme="default",
            drafted_by=user,
            drafted_at=AT,
        )
        for unit in (None, Unit.objects.get(key="u1")):
            state = "accepted" if unit else "received"
            PublicOpinion.objects.create(
                edition=edition, text="意见", state=state, received_at=AT, unit=unit
            )


def _filled(client: Client) -> set[str]:
    """The lists that show a row; each row is opened once, a plan's page being a list itself."""
    waiting = [addresses()[name] for name in lists() if not PART.search(routes()[name])]
    filled, seen = set[str](), set(waiting)
    for address in waiting:
        response = client.get(address)
        name, is_row = str(resolve(address).url_name), bool(NUMBER.search(address))
        assert response.status_code in ((200,) if is_row else (200, 403)), address
        if name in lists() and response.status_code == 200:
            rows = set(ROW.findall(response.text))
            count = COUNT.search(response.text)
            assert count is None or int(count[1]) == len(rows), address
            filled |= {name} if rows else set()
            waiting += rows - seen
            seen |= rows
    return filled
