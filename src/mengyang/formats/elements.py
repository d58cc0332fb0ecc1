"""标记元素 — elements of a parsed part by their local names.

The transitional and the strict edition of a format differ only in their namespaces.
"""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element


def children(parent: Element, name: str) -> Iterator[Element]:
    """The direct children with this local name, in whatever edition of the namespace."""
    return (child for child in parent if local(child) == name)


def find(parent: Element, name: str) -> Element | None:
    """The first direct child with this local name."""
    return next(children(parent, name), None)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return _local(element.tag)


@lru_cache(maxsize=512)
def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """The attribute with this local name, empty where there is none."""
    found = (held for key, held in element.items() if key.rpartition("}")[2] == name)
    return next(found, "")


def value(element: Element | None, default: str = "") -> str:
    """The `val` of an element, `default` where there is no element."""
    return default if element is None else attribute(element, "val")


def whole(digits: str, default: int) -> int:
    """`digits` as a number of at most four places, else `default`."""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else default
