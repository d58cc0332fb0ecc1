"""文件名 — under which name a paper is saved, to be known among others of its kind."""

import re

# What Windows takes in no file name, control characters, and blanks that would be lost.
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*\s]+')
_LONGEST = 60


def file_name(kind: str, title: str, day: str, ending: str) -> str:
    """`台账-甲县整改方案-20260305.xlsx`; a long title is cut, its beginning names it."""
    parts = (_FORBIDDEN.sub("", part) for part in (kind, title))
    return "-".join(part[:_LONGEST] for part in (*parts, day) if part) + f".{ending}"
