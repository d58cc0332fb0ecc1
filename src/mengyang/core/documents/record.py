"""读取记录 — how the entries of a reading are made: records that nobody changes, quickly built."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import dataclass_transform


@dataclass_transform(frozen_default=True)
def record[T](*, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
    """A dataclass with slots and a hash, frozen for the type checker, which holds for the house.

    At run time a frozen one sets every field through `object.__setattr__` and takes seven times
    as long to build; a reading consists of hundreds.
    """
    return dataclass(slots=True, unsafe_hash=True, kw_only=kw_only)
