"""安装动作 — the first administrators of an empty installation: three people, never one."""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.accounts import NewAccount, PostDraft, checked, place
from mengyang.actions.directory import write_directory
from mengyang.core.access import Role
from mengyang.core.appointments import ADMINISTRATORS
from mengyang.core.dated import Dated
from mengyang.core.findings import Refused
from mengyang.packs import Directory
from mengyang.store.reads import access as reads
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.access import add_user
from mengyang.store.writes.registry import AreaDraft, Name, UnitDraft, add_areas, add_units

AREA_KEY = "installation"
UNIT_KEY = "installation-office"


@dataclass(frozen=True, slots=True)
class NewSeat:
    """Where the administrators sit: area and unit that an empty installation begins with."""

    area_name: str
    unit_name: str
    area_kind: str = "county"
    unit_kind: str = "department"


@dataclass(frozen=True, slots=True)
class SeatInDirectory:
    """Where they sit in a directory that is loaded with the first of them."""

    directory: Directory
    unit_key: str


type Seat = NewSeat | SeatInDirectory


def install_administrator(account: NewAccount, role: Role, seat: Seat, *, at: datetime) -> int:
    """Make the first holder of one of the three roles; the id of the account.

    The seat is made with the first of the three; the others sit there too. Raises `Refused` where
    the role is held already, the password is weak, or the directory is loaded already.
    """
    if role not in ADMINISTRATORS:
        raise Refused("installation.refused.no_administrator", "installation.hint.roles")
    draft = checked(account)
    with transaction(None, at) as work:
        day = at.date()
        if reads.holders((role,), day):
            raise Refused("installation.refused.role_taken", "installation.hint.sign_in", role=role)
        user_id = add_user(work, draft)
        unit_id, area_id = reads.common_seat(ADMINISTRATORS, day) or _make_seat(work, seat, day)
        place(work, PostDraft(user_id, role, unit_id, area_id, day), day)
        work.note("installation.initialise", role=role)
    return user_id


def missing_roles(*, at: datetime) -> tuple[Role, ...]:
    """The administrators' roles that nobody holds yet."""
    held = reads.holders(ADMINISTRATORS, at.date()).values()
    return tuple(role for role in ADMINISTRATORS if not any(role in each for each in held))


def _make_seat(work: Work, seat: Seat, day: date) -> tuple[int, int]:
    """The ids of the unit and of its area, both written just now."""
    match seat:
        case SeatInDirectory(directory, unit_key):
            write_directory(work, directory)
        case NewSeat():
            unit_key = UNIT_KEY
            _write_seat(work, seat, day)
    made = reads.seat_of(unit_key)
    if made is None:
        raise ValueError(f"{unit_key} was not written")
    return made


def _write_seat(work: Work, seat: NewSeat, day: date) -> None:
    area_names, unit_names = (
        (Dated(Name(name), day),) for name in (seat.area_name, seat.unit_name)
    )
    add_areas(work, [AreaDraft(AREA_KEY, seat.area_kind, "", None, area_names)])
    add_units(work, [UnitDraft(UNIT_KEY, seat.unit_kind, AREA_KEY, unit_names)])
