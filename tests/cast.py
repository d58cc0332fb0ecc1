"""A cast of people 角色表: an invented prefecture with two counties, and who works there.

A plugin of pytest: `cast` writes them through the one door, `anchor` keeps each test's audit
anchor apart. Their password is `PASSWORD`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from pytest_django import Settings

from mengyang.core.access import Actor, Role
from mengyang.core.dated import Dated
from mengyang.store.models import Area, Unit
from mengyang.store.reads.access import actor_of
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.access import PostDraft, UserDraft, add_post, add_user
from mengyang.store.writes.registry import (
    AreaDraft,
    GroupDraft,
    Name,
    UnitDraft,
    add_areas,
    add_groups,
    add_units,
)
from tests.recorded import played_back

PASSWORD = "Acht Kraniche ziehen 9"
DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
FOUNDED = date(2000, 1, 1)

AREAS = {
    "yunlu": ("prefecture", None, "云麓地区", "Yunlu Prefecture"),
    "jiahe": ("county", "yunlu", "甲禾县", "Jiahe County"),
    "yihe": ("county", "yunlu", "乙禾县", "Yihe County"),
    "hekou": ("township", "jiahe", "河口镇", "Hekou Town"),
}
UNITS = {
    "yunlu-education": ("yunlu", "department", "云麓地区教育局", ("地区教育局",)),
    "yunlu-office": ("yunlu", "office", "云麓地区行署办公室", ()),
    "yunlu-inspection": ("yunlu", "inspection", "云麓地区教育督导室", ()),
    "jiahe-government": ("jiahe", "government", "甲禾县人民政府", ("甲禾县",)),
    "jiahe-education": ("jiahe", "department", "甲禾县教育局", ("教育局",)),
    "jiahe-housing": ("jiahe", "department", "甲禾县住房和城乡建设局", ("住建局",)),
    "jiahe-finance": ("jiahe", "department", "甲禾县财政局", ("财政局",)),
    "yihe-government": ("yihe", "government", "乙禾县人民政府", ("乙禾县",)),
    "yihe-education": ("yihe", "department", "乙禾县教育局", ("教育局",)),
    "hekou-government": ("hekou", "government", "河口镇人民政府", ()),
    "hekou-public": ("hekou", "kindergarten", "河口镇中心幼儿园", ()),
    "hekou-private": ("hekou", "kindergarten", "河口镇小禾苗幼儿园", ()),
}
PEOPLE = {
    "prefecture_officer": ("明远", Role.OFFICER, "yunlu-education", "yunlu"),
    "prefecture_supervisor": ("立诚", Role.SUPERVISOR, "yunlu-office", "yunlu"),
    "secretary": ("文澜", Role.SECRETARY, "yunlu-office", "yunlu"),
    "inspector": ("守正", Role.INSPECTOR, "yunlu-inspection", "yunlu"),
    "auditor": ("鉴清", Role.AUDITOR, "yunlu-office", "yunlu"),
    "leader": ("思齐", Role.LEADER, "jiahe-government", "jiahe"),
    "county_officer": ("春和", Role.OFFICER, "jiahe-education", "jiahe"),
    "other_county_officer": ("景行", Role.OFFICER, "yihe-education", "yihe"),
    "department_officer": ("筑安", Role.DEPARTMENT_OFFICER, "jiahe-housing", "jiahe"),
    "finance_officer": ("计明", Role.FINANCE_OFFICER, "jiahe-finance", "jiahe"),
    "township_clerk": ("青苗", Role.TOWNSHIP_CLERK, "hekou-government", "hekou"),
    "public_head": ("慧心", Role.KINDERGARTEN_HEAD, "hekou-public", "hekou"),
    "private_head": ("乐怡", Role.KINDERGARTEN_HEAD, "hekou-private", "hekou"),
    "system_administrator": ("志维", Role.SYSTEM_ADMINISTRATOR, "yunlu-office", "yunlu"),
    "security_administrator": ("安固", Role.SECURITY_ADMINISTRATOR, "yunlu-office", "yunlu"),
    "audit_administrator": ("审之", Role.AUDIT_ADMINISTRATOR, "yunlu-office", "yunlu"),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """The invented prefecture: ids by key, people by what they are."""

    areas: dict[str, int]
    units: dict[str, int]
    users: dict[str, int]
    day: date = DAY
    at: datetime = AT

    def actor(self, person: str, day: date = DAY) -> Actor:
        """The person as the access rules see them; a parent has no account and may do nothing."""
        return Actor(0) if person == "parent" else actor_of(self.users[person], day)


@pytest.fixture
def anchor(settings: Settings, tmp_path: Path) -> Path:
    """An audit anchor of the test's own; tests whose transactions really commit need it."""
    settings.AUDIT_ANCHOR_PATH = tmp_path / "audit" / "anchor.log"
    settings.AUDIT_ANCHOR_KEY = "the key of the tests"
    return tmp_path / "audit" / "anchor.log"


@pytest.fixture
def cast(db: None, anchor: Path) -> Cast:
    """Everybody, in the database of the test."""
    return played_back("cast", write_cast)


def write_cast() -> Cast:
    """Write the prefecture and its people; for tests that bring their own database."""
    with transaction(None, AT) as work:
        add_areas(work, [_area(key) for key in AREAS])
        add_units(work, [_unit(key) for key in UNITS])
        add_groups(work, [_group()])
    areas = dict(Area.objects.filter(key__in=AREAS).values_list("key", "pk"))
    units = dict(Unit.objects.filter(key__in=UNITS).values_list("key", "pk"))
    with transaction(None, AT) as work:
        users = {person: _person(work, person, areas, units) for person in PEOPLE}
    return Cast(areas, units, users)


def quick_hash(password: str = PASSWORD) -> str:
    """A true hash of the password that costs no time to make."""
    return PBKDF2PasswordHasher().encode(password, "salz", iterations=1)


def _area(key: str) -> AreaDraft:
    kind, parent, zh, en = AREAS[key]
    return AreaDraft(key, kind, "", parent, (Dated(Name(zh, en), FOUNDED),), is_fictional=True)


def _unit(key: str) -> UnitDraft:
    area, kind, zh, aliases = UNITS[key]
    return UnitDraft(key, kind, area, (Dated(Name(zh), FOUNDED),), aliases)


def _group() -> GroupDraft:
    members = ("jiahe-government", "yihe-government")
    return GroupDraft(
        "yunlu-counties",
        "yunlu",
        Name("各县人民政府", "The county governments"),
        ("各县人民政府", "各县"),
        tuple(Dated(unit, FOUNDED) for unit in members),
    )


def _person(work: Work, person: str, areas: dict[str, int], units: dict[str, int]) -> int:
    name, role, unit, area = PEOPLE[person]
    user_id = add_user(work, UserDraft(person, name, quick_hash(), must_change_password=False))
    add_post(work, PostDraft(user_id, role, units[unit], areas[area], FOUNDED))
    return user_id
