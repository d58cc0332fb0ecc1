"""要素标签 — where a label of an item (整改措施：) stands in a text, and what it stands for."""

from collections.abc import Mapping
from typing import NamedTuple

from mengyang.core.documents.genres.labels import Role

# The labels of a text by where they begin, in text order.
type Labels = Mapping[int, FoundLabel[Role]]


class FoundLabel[R](NamedTuple):
    """A label: from its first character to behind its colon, and what it stands for."""

    start: int
    end: int
    role: R
