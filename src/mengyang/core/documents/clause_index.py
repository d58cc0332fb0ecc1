"""条款索引 — the outline as a tree to walk: by path, children, ancestors, numbered leaves."""

from collections.abc import Iterator

from mengyang.core.documents.records import Clause, Document


class ClauseIndex:
    """Walks the numbered clauses of a document; 一是 points and principles are no children here."""

    def __init__(self, document: Document) -> None:
        self.by_path = {clause.path: clause for clause in document.outline}
        self.tops: list[Clause] = []
        self._children: dict[str, list[Clause]] = {}
        self._points: dict[str, list[Clause]] = {}
        for clause in document.outline:
            if clause.parent is None:
                self.tops.append(clause)
            elif clause.kind == "numbered":
                self._children.setdefault(clause.parent, []).append(clause)
            else:
                self._points.setdefault(clause.parent, []).append(clause)

    def children(self, clause: Clause) -> list[Clause]:
        """The numbered clauses right below."""
        return self._children.get(clause.path, [])

    def points(self, clause: Clause) -> list[Clause]:
        """The 一是 points and principles right below."""
        return self._points.get(clause.path, [])

    def ancestors(self, clause: Clause) -> Iterator[Clause]:
        """The clauses above, the nearest first."""
        while clause.parent is not None:
            clause = self.by_path[clause.parent]
            yield clause

    def leaves(self, clause: Clause) -> Iterator[Clause]:
        """The numbered clauses without numbered children, the clause itself when it has none."""
        below = self.children(clause)
        if not below:
            yield clause
        for child in below:
            yield from self.leaves(child)
