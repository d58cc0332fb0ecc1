"""序号 — the numbers of a plan's tasks: `3`, and `3.2` for the second child of the third."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a task stands: `number` as shown, `position` its rank in the whole plan from 1 on."""

    number: str
    position: int
    children: tuple["Place", ...] = ()


def places(children: Sequence[int], after: tuple[int, int] = (0, 0)) -> tuple[Place, ...]:
    """The places of tasks, given how many children each has; a child stands after its parent.

    `after` is the last number and the last position of a plan that these tasks extend.
    """
    numbered: list[Place] = []
    position = after[1] + 1
    for index, size in enumerate(children, start=after[0] + 1):
        below = tuple(Place(f"{index}.{child}", position + child) for child in range(1, size + 1))
        numbered.append(Place(str(index), position, below))
        position += size + 1
    return tuple(numbered)
