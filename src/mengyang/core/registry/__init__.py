"""名录 — areas in a dated tree, and the names by which documents call units."""

from mengyang.core.registry.areas import (
    AreaPlace,
    AreaTree,
    make_path,
    parse_path,
    propose_parent,
    tree_on,
    trim,
)
from mengyang.core.registry.matching import (
    Ambiguous,
    How,
    Match,
    Matched,
    NamedGroup,
    NamedUnit,
    UnitDirectory,
    UnknownUnit,
    directory,
    fold,
    match,
)
from mengyang.core.registry.moves import PlacedVersion, Rebased, lies_in, rebased

__all__ = [
    "Ambiguous",
    "AreaPlace",
    "AreaTree",
    "How",
    "Match",
    "Matched",
    "NamedGroup",
    "NamedUnit",
    "PlacedVersion",
    "Rebased",
    "UnitDirectory",
    "UnknownUnit",
    "directory",
    "fold",
    "lies_in",
    "make_path",
    "match",
    "parse_path",
    "propose_parent",
    "rebased",
    "tree_on",
    "trim",
]
