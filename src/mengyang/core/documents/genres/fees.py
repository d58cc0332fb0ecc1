"""收费与标准文件 — prices and standards: its clauses rule; one with a unit or a day is a task."""

from mengyang.core.documents.genres import Genre

GENRE = Genre(
    code="fees",
    title=r"(?:调整|核定|制定|明确|公布|重新核定)(?!.*(?:方案|行动|计划))"
    r"[^，。]{0,24}(?:收费|保教费|价格|(?:经费|补助|资助|拨款|补贴)标准)",
    priority=27,
    stated_only=True,
)
