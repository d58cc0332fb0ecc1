"""Supervised matters 督查件 for tests: registered by people of the cast."""

from datetime import date

from mengyang.actions.supervised_matters import MatterForm, register_matter
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.core.ledger.supervised import Origin
from tests.cast import AT, Cast

DUE = date(2026, 4, 30)
WORDS = "请住建局会同教育局摸清小区配套园底数，4月底前报结果。"


def origin(**changes: object) -> Origin:
    """A leader's instruction."""
    values: dict[str, object] = {
        "source": "instruction",
        "words": WORDS,
        "giver": "副专员",
        "giver_name": "某某",
        "given_on": date(2026, 3, 1),
        "reference": "云教请〔2026〕3号",
    }
    return Origin(**(values | changes))  # type: ignore[arg-type]


def matter_form(cast: Cast, **changes: object) -> MatterForm:
    """A matter for the register of the office: led by the county's housing bureau."""
    values: dict[str, object] = {
        "unit_id": cast.units["yunlu-office"],
        "title": "摸清小区配套幼儿园底数",
        "origin": origin(),
        "lead_unit_ids": (cast.units["jiahe-housing"],),
        "joint_unit_ids": (cast.units["jiahe-education"],),
        "deadline": Deadline(DeadlineKind.BY_DATE, (DUE,)),
    }
    return MatterForm(**(values | changes))  # type: ignore[arg-type]


def register(cast: Cast, person: str = "prefecture_supervisor", **changes: object) -> int:
    """Register it; its id."""
    return register_matter(cast.actor(person), matter_form(cast, **changes), at=AT)
