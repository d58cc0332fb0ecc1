"""任务分工要素 — a division as the rules see it: what is unseen, changed, waiting, unsettled."""

from datetime import date

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger.division import Division, DivisionState, Reply, Share
from mengyang.store.models import AskedUnit, Item, Opinion, Round, Signature
from mengyang.store.models import Division as DivisionTable
from mengyang.store.reads.scope import within


def division_facts(scope: Scope, day: date, division_id: int) -> Division:
    """The division within reach. Raises `Refused` where it is not."""
    row = DivisionTable.objects.filter(within(scope, day), pk=division_id).first()
    if row is None:
        raise Refused("divisions.refused.not_found", "divisions.hint.list")
    drafts = list(Item.objects.filter(division=row).order_by("position"))
    last = Round.objects.filter(division=row).order_by("-number").first()
    signed = dict(Signature.objects.filter(division=row).values_list("unit_id", "signed_on"))
    waiting = AskedUnit.objects.filter(round=last, reply=Reply.WAITING.value)
    return Division(
        state=DivisionState(row.state),
        tasks=len(drafts),
        unseen=tuple(str(each.position) for each in drafts if not each.is_seen),
        without_unit=tuple(str(each.position) for each in drafts if not each.lead_ids),
        changed=tuple(str(each.position) for each in drafts if _is_changed(each, row)),
        rounds=row.rounds,
        reply_due_on=last.reply_due_on if last else None,
        waiting=waiting.count() if last else 0,
        unsettled=Opinion.objects.filter(asked__round__division=row, verdict="").count(),
        unit_ids=frozenset(unit for each in drafts for unit in (*each.lead_ids, *each.joint_ids)),
        countersigned=frozenset(signed),
        drafted_on=row.drafted_on,
        signed_until=max(signed.values(), default=None),
    )


def shares(scope: Scope, day: date, division_id: int) -> tuple[Share, ...]:
    """The tasks of a division within reach with the units they would bind."""
    rows = Item.objects.filter(within(scope, day, "division__"), division_id=division_id)
    return tuple(
        Share(row.pk, (*row.lead_ids, *row.joint_ids), _is_changed(row, row.division))
        for row in rows.select_related("division").order_by("position")
    )


def is_divided(document_id: int) -> bool:
    """Whether a division of work is under way or issued for a document.

    No scope: it tells nothing but that the document is taken.
    """
    return DivisionTable.objects.filter(document_id=document_id).exclude(state="withdrawn").exists()


def _is_changed(item: Item, division: DivisionTable) -> bool:
    return division.rounds > 0 and item.changed_after >= division.rounds
