"""网页边饰 — what stands on a government page and is no part of the document it shows.

Questions about one line or one element; what stays is decided in `html`.
"""

import re

# Words of class and id names. Sites of offices name things in English or in pinyin.
_FURNITURE_NAMES = frozenset((
    "nav", "navi", "navbar", "menu", "submenu", "breadcrumb", "breadcrumbs", "crumb", "crumbs",
    "mbx", "weizhi", "dqwz", "position", "location", "footer", "foot", "copyright", "banquan",
    "sidebar", "aside", "share", "bdshare", "fenxiang", "toolbar", "tools", "print", "dayin",
    "qrcode", "ewm", "erweima", "pager", "pagination", "related", "xgwj", "recommend", "search",
    "login", "banner", "logo", "skip", "barrierfree", "comment",
))  # fmt: skip
_TITLE_NAMES = frozenset((
    "title", "headline", "subject", "biaoti",
))  # fmt: skip
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")

_LABEL = re.compile(
    r"[\[【]?(?:信息)?(?:索引号|编号|文号|发文字号|发文机关|发布机构|发布单位|发布机关|制发单位"
    r"|制定机关|主题分类|体裁分类|组配分类|信息分类|公文种类|分类|成文日期|发文日期|发布日期"
    r"|发布时间|生成日期|公开日期|公开时间|印发日期|生效日期|实施日期|废止日期|失效日期|有效性"
    r"|时效性|效力状态|有效期|名称|标题|文件名称|主题词|关键词|公开方式|公开范围|公开类别"
    r"|公开属性|内容概述|责任部门|公开责任部门|来源|信息来源|统一登记号|登记号|密级"
    r"|保密期限|份号)[\]】]?[:：]?"
)
_FRAMED = re.compile(r"(?:\d{1,2}[.、])?[\[【](?P<label>[^\[\]【】]{2,10})[\]】]")
_ALWAYS = re.compile(
    r"(?:您?(?:现在|当前)?的?(?:所在)?位置|您的位置|当前位置|首页[>»›/]+).*"
    r"|[【\[(（]?(?:字号|字体|字体大小|文字大小)[】\])）]?[:：]?[【\[(（]?(?:大|中|小|默认|"
    r"[\s|])*[】\])）]?"
    r"|(?:[【\[]?(?:打印(?:本页|此页|文章)?|关闭(?:窗口|本页)?|收藏|返回顶部|复制链接|"
    r"下载)[】\]]?[|\s]*)+"
    r"|(?:分享到?|分享至|扫一扫|扫码|手机扫一扫|用?微信扫|一键分享).{0,24}"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?[:：]?\d*次?"
    r"|(?:上一篇|下一篇|上一条|下一条|相关链接|相关阅读|相关文件|相关解读|相关稿件)[:：]?.{0,80}"
    r"|收藏|大|中|小|繁体|简体|无障碍(?:浏览|阅读)?|长者(?:模式|版|助手)|适老版"
)
_FOOTER = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|网站地图|政府网站找错|技术支持|联系我们|网站声明|隐私声明"
    r"|建议使用|分辨率|未经(?:书面)?(?:授权|许可|允许).{0,12}转载|承办[:：]|主办[:：]|主办单位[:：]"
)
_ATTACHMENT = re.compile(r"附件.*|.*\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)", re.IGNORECASE)
_BLANK = re.compile(r"\s+")
_LONGEST = 120


def is_furniture_name(names: str) -> bool:
    """Whether a class or id says that the element belongs to the page, not to the document."""
    return not _FURNITURE_NAMES.isdisjoint(_words(names))


def is_title_name(names: str) -> bool:
    """Whether a class or id calls the element a title."""
    return not _TITLE_NAMES.isdisjoint(_words(names))


def is_label(text: str) -> bool:
    """Whether the words are the label of a header field (索引号, 发文字号, 成文日期 …)."""
    return bool(_LABEL.fullmatch(_BLANK.sub("", text)))


def is_header_line(text: str) -> bool:
    """Whether the line is a header field: a label with its value."""
    bare = _BLANK.sub("", text)
    framed = _FRAMED.match(bare)
    if framed:
        return is_label(framed["label"])
    label, colon, _ = bare.replace("：", ":").partition(":")
    return bool(colon) and is_label(label)


def is_furniture(line: str) -> bool:
    """Whether the line is furniture wherever it stands; no long line is."""
    bare = _BLANK.sub("", line)
    return len(bare) <= _LONGEST and bool(_ALWAYS.fullmatch(bare))


def is_footer(line: str) -> bool:
    """Whether a line outside the document speaks of the site."""
    return bool(_FOOTER.search(_BLANK.sub("", line)))


def is_attachment(line: str) -> bool:
    """Whether a link names an attachment of the document."""
    return bool(_ATTACHMENT.fullmatch(_BLANK.sub("", line)))


def _words(names: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(names)}
