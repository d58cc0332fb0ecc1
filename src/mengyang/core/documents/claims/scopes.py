"""指标范围 — the area a number is said of: 全区, 某某市区."""

from mengyang.core.documents.claims.name_edges import LEADING
from mengyang.core.patterns import lazy_pattern

_COMMA = lazy_pattern(r"[，：:（(]|,(?!\d{3})")
_PLACE = lazy_pattern(
    r"(?:(?:全|我|本|该|各)(?:[省市区县州盟旗国镇乡村疆]|自治区|地区)|"
    r"(?!其中|根据|按照|为了|加强|城市|各|社|对|在|由|农村|每)[\u4e00-\u9fff]{2,6}?"
    r"(?:自治区|自治州|自治县|地区|新区|市区|城区|开发区|经开区|高新区|省|市|州|县|区|盟|旗|"
    r"镇|乡(?!村)|街道))"
)
# Every place holds one of these: looked at before the words are parted.
_PLACE_SIGN = lazy_pattern("[省市区县州盟旗国镇乡村疆道]")
_NOT_PLACE = lazy_pattern(
    r"距离|安排|投入|给予|提高|增加|减少|占|比|资助|人口|城镇|乡镇|户籍|考虑|充分|推进|统筹|"
    r"建设|实施|完善|支持|加大|强化|开展|覆盖|辐射|服务|深化|引导|鼓励|优化|整合|积极|组织|"
    r"落实|确定|选择|培育|培养|打造|创建|争创|发展|新建|完成|推动|促进|确保|制定|出台|"
    r"[的和与及为将把等对要已]|城市|小区|社区|县市|地区性|学区|园区|校区|景区|各|山区|牧区|"
    r"边境|片区|集中|区县|新增|密集|行政|直辖"
)


def find_scope(words: str) -> str | None:
    """The area that opens the words between two commas nearest to their end: 全区, 某某市区."""
    if _PLACE_SIGN.search(words) is None:
        return None
    for part in reversed(_COMMA.split(words)):
        if _PLACE_SIGN.search(part) is None:
            continue
        leading = LEADING.match(part)
        match = _PLACE.match(part, leading.end() if leading else 0)
        if match is not None and not _NOT_PLACE.search(match.group()):
            return match.group()
    return None
