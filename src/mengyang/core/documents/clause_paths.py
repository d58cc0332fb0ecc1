"""条款路径 — stable paths of clauses, each used once; a prefix for annexes and covering notices."""

from collections.abc import Sequence

from mengyang.core.documents.draft import Draft

_COVER = "通知"
_LONGEST_COVER = 8


class ClausePaths:
    """Hands out paths: `三/(一)/2`; a number used twice goes on as `30-2`.

    Where the first number comes again at the top, another part begins: an annex (`附件1/一`).
    """

    def __init__(self) -> None:
        self.annex = ""
        self._used: set[str] = set()
        self._repeats: dict[str, int] = {}
        self._parts: list[tuple[str, int]] = []

    def top(self, step: str, number: int, start: int) -> str:
        """The path of a clause below no other."""
        prefix = self._parts[-1][0] if self._parts else ""
        if number == 1 and prefix + step in self._used:
            prefix = f"{self.annex or f'§{len(self._parts) + 2}'}/"
            self._parts.append((prefix, start))
        return self.unused(prefix + step)

    def unused(self, wanted: str) -> str:
        """The path wanted, told apart from those given before."""
        repeats = self._repeats.get(wanted, 0) + 1
        path = wanted
        while path in self._used:
            path = f"{wanted}-{repeats}"
            repeats += path in self._used
        self._repeats[wanted] = repeats
        self._used.add(path)
        return path

    def put_main_part_first(self, drafts: Sequence[Draft]) -> None:
        """Give the plan the plain paths where what came before is only its covering notice."""
        if len(self._parts) != 1:
            return
        prefix, start = self._parts[0]
        cover = [draft for draft in drafts if draft.start < start]
        if len(cover) > _LONGEST_COVER or 2 * len(cover) > len(drafts) - len(cover):
            return
        for draft in drafts:
            if draft.start < start:
                draft.path = f"{_COVER}/{draft.path}"
            else:
                draft.path = draft.path.removeprefix(prefix)
