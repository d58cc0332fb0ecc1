"""Short plans to read single sentences out of: a header, a first section, the words asked about."""

from mengyang.core.documents import Reading, read

_HEAD = """关于印发南川县学前教育发展实施方案的通知

南政办发〔{year}〕5号

各乡镇人民政府:

{year}年3月5日

南川县学前教育发展实施方案

为促进学前教育发展,制定本方案。

一、{section}

"""


def plan(words: str, section: str = "主要措施", year: int = 2021) -> Reading:
    """The reading of a plan whose one clause holds the words."""
    body = f"(一)推进工作。{words}\n\n(二)其他事项。认真抓好落实。\n"
    return read(_HEAD.format(section=section, year=year) + body)


def told(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Kind, comparator, value and unit of every quantity, in text order."""
    entries = [(entry, "target") for entry in reading.targets]
    entries += [(entry, entry.type) for entry in reading.figures]
    return [
        (kind, entry.comparator, "—".join(f"{value:f}" for value in entry.value), entry.unit)
        for entry, kind in sorted(entries, key=lambda each: (each[0].span[1], each[0].indicator))
    ]


def codes(reading: Reading) -> dict[str, dict[str, object]]:
    """The findings of all checks by code, without the common part of it."""
    return {
        check.finding.code.removeprefix("documents.check."): dict(check.finding.params)
        for check in reading.checks
    }
