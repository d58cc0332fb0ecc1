"""亮灯口径 — the lamp scheme in force with the day, and names in the reader's language."""

from datetime import date

from mengyang import packs
from mengyang.store.reads.ledger import Lit
from mengyang.store.reads.names import Named
from mengyang.web.bilingual import in_language


def lit(day: date) -> Lit:
    """The scheme that lamps are lit by on `day`."""
    return Lit(packs.lamps()["default"], day)


def named(name: Named | None) -> str | None:
    """A unit or area in the reader's language; None where there is none."""
    return in_language(name.zh, name.en) if name else None
