"""情况报告 — a report tells what was done; only what names a unit or a day is still to be done."""

from mengyang.core.documents.genres import Genre

GENRE = Genre(
    code="report",
    title=r"(?:情况|工作|进展|年度|调研|总结|自查|自评)(?:的)?(?:报告|汇报)(?:[（(][^）)]*[）)])*$",
    priority=80,
    stated_only=True,
)
