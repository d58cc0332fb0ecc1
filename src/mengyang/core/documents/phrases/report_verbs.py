"""报送用语 — the verbs of reporting with the office that is reported to: 报…备案, 向…汇报, 发至….

A text with a span in, matches out; in each one of the groups `to`, `mailed`, `at`, `told`, `of`
holds the office, `sent` or `what` the thing sent where it stands inside the phrase.
"""

import re
from collections.abc import Iterator

from mengyang.core.documents.records import Span
from mengyang.core.patterns import lazy_pattern, places_of

_TO = (
    r"[^，,。；;：:（(“《\s、至]{1,32}?(?:办公[厅室]|领导小组|工作专班|人民政府|政府|委员会|"
    r"协调小组|总局|部门|"
    r"[局委厅部署办院处科股室会]|(?:中心)?学校|幼儿园)"
)
_TO = rf"{_TO}(?:、{_TO}){{0,3}}"
# What a verb of reporting begins with: looked for before the whole pattern is tried.
_BEGINS_REPORT = lazy_pattern(
    "报|书面|上报|呈报|抄[报送]|反馈|向|及时报告|定期报告|按[月季年]|发[送至到给]|电邮"
)
_SENT = lazy_pattern("发[送至到给]")
_REPORT = lazy_pattern(
    rf"(?:书面)?(?:(?:报送|上报|呈报|报备|抄报|抄送|反馈|(?<![申汇举情预海简通公电登填年月季快战])报(?![告道名纸表刊考]))(?:至|给|到)?"
    rf"(?P<to>{_TO})(?=[，,。；;（(：:]|\Z|备案|审核|汇总|统一|后|并|邮箱|存档)"
    rf"|(?:发送|电邮|发)(?:至|到|给)(?P<mailed>{_TO})(?=[，,。；;（(：:]|邮箱|\Z)"
    rf"|报送(?P<sent>[^，,。；;至]{{2,24}})至(?P<at>{_TO})(?=[，,。；;（(：:]|\Z|备案)"
    rf"|(?:书面|及时|定期|按月|按季度?|按年度?|(?<=[况果展题]))报告(?![经加由按于以形])(?P<told>{_TO})(?=[，,。；;（(]|\Z)"
    rf"|向(?P<of>{_TO})(?:书面|及时|集中)*(?:报告|汇报|报送)(?P<what>[^，,。；;]{{0,30}}))"
)


def find_reports(text: str, span: Span) -> Iterator[re.Match[str]]:
    """Each verb of reporting with whom it names, in text order."""
    last = span[0]
    for line in _lines(text, span):
        for begins in _BEGINS_REPORT.finditer(text, *line):
            if begins.start() >= last and (found := _REPORT.match(text, begins.start(), span[1])):
                last = found.end()
                yield found


def _lines(text: str, span: Span) -> Iterator[Span]:
    """The lines that hold what every phrase of reporting has on the line it begins on."""
    sent = (match.start() for match in _SENT.finditer(text, *span))
    end = span[0]
    for place in sorted((*places_of("报抄馈邮", text, span), *sent)):
        if place >= end:
            start = text.rfind("\n", end, place) + 1 or end
            line_end = text.find("\n", place, span[1])
            end = span[1] if line_end < 0 else line_end
            yield start, end
