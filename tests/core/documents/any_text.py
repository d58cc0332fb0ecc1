"""Any text with numbers 任意文本."""

from hypothesis import strategies as st

PIECES = st.sampled_from(
    [
        "2025年", "到", "98%", "以上", "不低于", "约", "500", "—", "2000", "元", "/人·月", "三成",
        "一半",
        "其中", "(", ")", "《", "》", "每", "三年一轮", "第", "十", "所", "幼儿园", "，", "。",
        "\n", "、",
        "分别", "和", "均", "5086户", "20402人", "1,200", "万", "亿", "多", "个", "百分之", "二十",
        "1:7", "分",
    ]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
