"""收文筛选 — what a person asks of the register of incoming papers, as a condition on the table."""

from django.db.models import Q

from mengyang.core.ledger import Colour
from mengyang.core.ledger.incoming import IncomingState, lies_in_lamp, number_key, open_states
from mengyang.store.models import IncomingUnit, UnitName
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit

_NOTHING = Q(pk__in=())


def asked_for(asked: Asked, lit: Lit) -> Q:
    """All that is asked, together; what is no number finds nothing."""
    found = _words(asked.words.strip())
    for name in ("state", "urgency"):
        if value := asked.filter(name):
            found &= Q(**{name: value})
    for name, column in (("year", "year"), ("unit", "")):
        if value := asked.filter(name):
            is_number = value.isascii() and value.isdigit() and len(value) <= 9
            found &= _number(column, int(value)) if is_number else _NOTHING
    if value := asked.filter("lamp"):
        found &= _lit(value, lit)
    return found


def _number(column: str, value: int) -> Q:
    if column:
        return Q(**{column: value})
    joint = IncomingUnit.objects.filter(unit_id=value).values("paper_id")
    return Q(lead_unit_id=value) | Q(pk__in=joint)


def _words(words: str) -> Q:
    if not words:
        return Q()
    named = UnitName.objects.filter(name_zh__icontains=words).values("unit_id")
    text = Q(title__icontains=words) | Q(issuing_body__icontains=words)
    return text | Q(number_key__icontains=number_key(words)) | Q(lead_unit_id__in=named)


def _lit(colour: str, lit: Lit) -> Q:
    """What `incoming_lamp` says of a paper, as a condition."""
    if colour not in set(Colour):
        return _NOTHING
    found = _NOTHING
    if colour == Colour.GREEN:
        found |= Q(state=IncomingState.DONE.value)
    for window in lies_in_lamp(Colour(colour), lit.scheme, lit.day):
        near = Q(state__in=[state.value for state in sorted(open_states())])
        if window.is_timed is not None:
            near &= Q(due_on__isnull=not window.is_timed)
        if window.due_from is not None:
            near &= Q(due_on__gte=window.due_from)
        if window.due_until is not None:
            near &= Q(due_on__lt=window.due_until)
        found |= near
    return found
