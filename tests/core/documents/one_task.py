"""两项任务的方案 — a plan whose first task is the sentence to be read, signed 5 March 2031."""

from mengyang.core.documents import read
from mengyang.core.documents.records import Obligation

_PLAN = """某县人民政府办公室关于印发《某县学前教育攻坚工作方案》的通知
某政办发〔2031〕5号
各乡镇人民政府，县政府各部门：
《某县学前教育攻坚工作方案》已经县政府同意，现印发给你们，请认真组织实施。
某县人民政府办公室
2031年3月5日
某县学前教育攻坚工作方案
一、重点任务
（一）某项工作。{sentence}
（二）另一项工作。加强统筹协调。
"""


def plan_with(sentence: str) -> str:
    """The text of the plan with the sentence as its first task."""
    return _PLAN.format(sentence=sentence)


def first_task(sentence: str) -> Obligation:
    """What was read as the first task."""
    return read(plan_with(sentence)).obligations[0]
