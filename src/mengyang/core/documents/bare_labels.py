"""独行标签 — labels on lines of their own without a colon, their words on the line below.

The lines of the body in, labels out: only where one that says who answers comes more than once,
and never two in a row, for those are the heads of a table with one cell a line.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from mengyang.core.documents.found_label import FoundLabel
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.records import Line

_WHO = (Role.UNITS, Role.LEAD)
_LONGEST = 8
_SHORTEST = 4


def find_bare_labels(
    lines: Sequence[Line], spellings: Mapping[str, Role]
) -> Iterator[FoundLabel[Role]]:
    """The labels, from the beginning of their line to its end."""
    short = [at for at, line in enumerate(lines) if _SHORTEST <= len(line.text) <= _LONGEST]
    roles = {at: role for at in short if (role := spellings.get(lines[at].text)) is not None}
    apart = [at for at in roles if at - 1 not in roles and at + 1 not in roles]
    count = Counter(lines[at].text for at in apart if roles[at] in _WHO)
    if not any(times > 1 for times in count.values()):
        return
    for at in apart:
        if at + 1 < len(lines):
            yield FoundLabel(lines[at].start, lines[at].end, roles[at])
