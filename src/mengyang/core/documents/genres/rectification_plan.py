"""整改方案 — each problem with its remedies, units and time limit; recommendations apart."""

from mengyang.core.documents.genres import Genre

GENRE = Genre(
    code="rectification-plan",
    title=r"整改(?:工作|实施|落实|任务)?(?:方案|清单|台账|措施|.{0,4}表)|整改的?方案|整改(?:进展|"
    r"落实|完成)*情况|整改进展|问题清单",
    priority=10,
    item_kind="problem",
    support_counts=False,
    recommendations=r"建议",
    opinions=r"(?:审议|评议|反馈|督导)意见",
)
