"""要点 — the clauses without a number of their own: 一是 points, and principles (坚持…。)."""

from collections.abc import Iterator

from mengyang.core.documents.draft import Draft
from mengyang.core.documents.headings import ordinal_heading_length
from mengyang.core.documents.records import Line
from mengyang.core.patterns import lazy_pattern

_LEAD_SENTENCE = lazy_pattern(r"(?:[—－-]{1,2}\s*)?([^。：:]{2,26}?)[。：:]")
_HEADED = lazy_pattern(r"[。：:]\s*[^\s\d]")
_LONGEST_HEADING = 40
_PRINCIPLE = lazy_pattern(r"(?:[—－-]{1,2}\s*)?坚持")


def follows_ordinal(owner: Draft, number: int, start: int) -> bool:
    """Whether 一是 begins a list or N是 goes on with it; the point before then ends here."""
    if number == 1:
        return True
    if number != owner.ordinal_number + 1 or owner.ordinal is None:
        return False
    owner.ordinal.end = start
    return True


def open_ordinal(
    owner: Draft, number: int, text: str, places: tuple[int, int, int], path: str
) -> Draft:
    """A point of `owner`; `places` are its start, the start of its words, and its end."""
    start, head, end = places
    draft = Draft(
        marker=None,
        kind="ordinal",
        start=start,
        head=head,
        words=text[head : min(end, head + _LONGEST_HEADING)],
        path=path,
        level=owner.level + 1,
        parent=owner,
        end=end,
    )
    draft.heading = ordinal_heading_length(draft.words)
    if text[start].isdecimal() and not _HEADED.match(text, head + draft.heading, end):
        # 1.通过招聘，补充教师80名；2.…: points run on in a line are sentences.
        draft.heading = 0
    owner.ordinal, owner.ordinal_number = draft, number
    return draft


def find_principles(draft: Draft) -> Iterator[Draft]:
    """The paragraphs of a clause led by a short sentence, where its heading speaks of 原则."""
    is_named = "原则" in draft.words[:30]
    leads = [
        (line, match)
        for line in draft.paragraphs
        if (match := _LEAD_SENTENCE.match(line.text))
        and (is_named or _PRINCIPLE.match(line.text))
        and line.start < draft.end
    ]
    if len(leads) < 2:
        return
    ends = [line.start for line, _ in leads[1:]] + [_last_end(draft, leads[-1][0])]
    for count, ((line, match), end) in enumerate(zip(leads, ends, strict=True), start=1):
        yield Draft(
            marker=None,
            kind="principle",
            start=line.start,
            head=line.start + match.start(1),
            words=match.group(1),
            path=f"{draft.path}/§{count}",
            level=draft.level + 1,
            parent=draft,
            end=end,
            heading=len(match.group(1)),
        )


def _last_end(draft: Draft, last: Line) -> int:
    later = [child.start for child in draft.children if child.start > last.start]
    return min([draft.end, *later])
