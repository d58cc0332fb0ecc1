"""公文要素标签 — the labelled lines of a page or a document's frame: 索引号, 发文字号, 成文日期 …

Takes one line in any printed form: `标签:值`, tabbed pairs, `[标签]值`, `标 签 值`, a table row.
"""

from dataclasses import dataclass

from mengyang.core.patterns import lazy_pattern

_FIELDS: dict[str, tuple[str, ...]] = {
    "index_number": ("索引号", "信息索引号", "信息索引", "索引号码", "公开目录号"),
    "title": ("名称", "标题", "信息名称", "文件名称", "文件标题", "公文标题", "信息标题"),
    "document_number": (
        "文号", "发文字号", "文件编号", "发文文号", "文件字号", "发文号", "文件号", "公文字号",
    ),
    "issuing_body": (
        "发布机构", "发文机关", "制发单位", "发文单位", "发布单位", "制定机关", "发文机构",
        "发布机关", "制发机关", "公开主体", "发文部门", "发布部门", "印发机关",
    ),
    "signed_on": (
        "成文日期", "发文日期", "印发日期", "签发日期", "成文时间", "发文时间", "印发时间",
        "制发日期", "签署日期",
    ),
    "published_on": (
        "发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "公布时间", "信息发布日期",
    ),
    "generated_on": ("生成日期", "生成时间", "信息生成日期", "更新时间", "更新日期"),
    "validity": ("有效性", "时效性", "有效期", "效力状态", "文件状态", "信息有效性", "是否有效"),
    "disclosure": ("公开方式", "公开属性", "公开形式", "公开类型"),
    "": (
        "主题分类", "体裁分类", "分类", "主题词", "内容概述", "组配分类", "服务对象", "关键词",
        "公开范围", "信息来源", "来源", "文章来源", "公文种类", "文种", "体裁", "废止日期",
        "实施日期", "施行日期", "生效日期", "失效日期", "作者", "编辑", "责任编辑", "内容分类",
        "行业分类", "公开程序", "责任部门", "信息分类", "公文类别", "浏览次数", "点击数",
        "阅读次数", "字号",
        "所属主题", "所属机构", "联系电话", "签发人", "密级", "份号", "紧急程度", "概述",
    ),
}  # fmt: skip
_FIELD_OF = {word: field for field, words in _FIELDS.items() for word in words}
_LABEL = lazy_pattern(
    r"(?:^|(?<=[\s|\[【]))(?!\s)[\[【]?\s*+("
    + "|".join(r"\s*".join(word) for word in sorted(_FIELD_OF, key=lambda word: (-len(word), word)))
    + r")\s*(?:[\]】]\s*[:：]?|[:：]|(?=[\s|])|\Z)"
)
_LEAD = lazy_pattern(r"(?:\d{1,2}\s*[.、．]\s*(?=[\[【])|[•·●▪◆*|\-]\s*)+")
_VALUE_EDGES = " \t|；;[]【】"
_LONGEST_VALUE = 300
_LONGEST_SUMMARY = 1000


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """One label with its value; `field` is the header field it fills, or empty."""

    label: str
    field: str
    value: str


def read_labels(words: str) -> list[LabelledValue]:
    """The label-value pairs of one line; none when the line does not begin with a label.

    None either where a value is so long that it must be the text itself: that is for the body.
    """
    lead = _LEAD.match(words)
    start = lead.end() if lead else 0
    first = _LABEL.match(words, start) if start == 0 else _LABEL.search(words, start)
    if first is None or words[start : first.start()].strip(_VALUE_EDGES):
        return []
    matches = list(_LABEL.finditer(words, first.start()))
    ends = [match.start() for match in matches[1:]] + [len(words)]
    found = []
    for match, end in zip(matches, ends, strict=True):
        label = "".join(match.group(1).split())
        value = words[match.end() : end].strip(_VALUE_EDGES)
        name = _FIELD_OF[label]
        if len(value) > (_LONGEST_VALUE if name else _LONGEST_SUMMARY):
            return []
        found.append(LabelledValue(label, name, value))
    return found
