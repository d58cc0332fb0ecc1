"""区划导入 — official codes from a carried file become areas: proposed first, all or nothing."""

from collections.abc import Sequence
from datetime import date, datetime

from mengyang.core.access import Actor
from mengyang.core.dated import Dated
from mengyang.core.findings import Refused, Unknown
from mengyang.core.registry.official_codes import OfficialCode, ProposedArea, proposed
from mengyang.store.reads.directory import codes_on
from mengyang.store.writes import transaction
from mengyang.store.writes.registry import AreaDraft, Name, add_areas


def propose_areas(codes: Sequence[OfficialCode], *, day: date) -> tuple[ProposedArea, ...]:
    """What the codes would become beside the areas of the day. Raises `Refused`."""
    found = proposed(codes, {code: name for code, (_, name) in codes_on(day).items()})
    if isinstance(found, Unknown):
        raise Refused(found.why, "registry.hint.mend_codes", None, **found.params)
    return found


def import_areas(
    actor: Actor | None, codes: Sequence[OfficialCode], under: str, *, day: date, at: datetime
) -> int:
    """Write what is new from a day on; how many areas. `under` is the key for what has no parent.

    Names that differ from the record change nothing: a renaming has a day and is entered as one.
    """
    keys = {code: key for code, (key, _) in codes_on(day).items()}
    new = [each for each in propose_areas(codes, day=day) if not each.is_known]
    keys |= {each.code: f"cn-{each.code}" for each in new}
    homeless = [each for each in new if not each.parent_code and each.kind != "province"]
    if homeless and not under:
        raise Refused(
            "registry.code.no_parent_known", "registry.hint.name_parent", code=homeless[0].code
        )
    drafts = [
        AreaDraft(
            keys[each.code],
            each.kind,
            each.code,
            keys.get(each.parent_code) or under or None,
            (Dated(Name(each.name), day),),
        )
        for each in new
    ]
    with transaction(actor, at) as work:
        return len(add_areas(work, drafts))
