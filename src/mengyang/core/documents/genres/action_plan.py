"""行动计划 — measures grouped under headings; how the plan is carried out is no task of its own."""

from mengyang.core.documents.genres import Genre

GENRE = Genre(
    code="action-plan",
    title=r"行动计划|行动方案|(?:提升|攻坚|发展|三年|年度)计划|规划|实施计划",
    priority=40,
    support_counts=False,
)
