"""密级标志 — what is a mark, and what only speaks of secrets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.secrecy import secrecy_mark

BODY = "关于加强幼儿园安全工作的通知\n\n各县(市)人民政府:\n\n一、加强领导。各单位要高度重视。\n"
LONG = BODY + "".join(f"{number}.做好有关工作。\n" for number in range(1, 20))


@pytest.mark.parametrize(
    ("head", "kind", "grade"),
    [
        ("机密★1年", "grade", "机密"),
        ("绝密★长期", "grade", "绝密"),
        ("秘密★", "grade", "秘密"),
        ("秘密", "grade", "秘密"),
        ("机 密", "grade", "机密"),
        ("机　　密　★　五年", "grade", "机密"),
        ("绝密★启用前", "grade", "绝密"),
        ("000012　　机密★1年", "grade", "机密"),
        ("特急\n机密★6个月", "grade", "机密"),
        ("机密★3年  特急", "grade", "机密"),
        ("【秘密】", "grade", "秘密"),
        ("密级:秘密", "grade", "秘密"),
        ("密　级：机密★10年", "grade", "机密"),
        ("密级\t秘密\t主题分类\t教育", "grade", "秘密"),
        ("索引号:0012-3    密级：绝密", "grade", "绝密"),
        ("1. [密级] 机密", "grade", "机密"),
        ("关于某事项的报告(机密)", "grade", "机密"),
        ("机密级", "grade", "机密"),
        ("機密★1年", "grade", "机密"),
        ("絕密級", "grade", "绝密"),
        ("机密·5年", "grade", "机密"),
        ("秘密—长期", "grade", "秘密"),
        ("机密（长期）", "grade", "机密"),
        ("秘密【3年】", "grade", "秘密"),
        ("机密件", "grade", "机密"),
        ("国家秘密", "grade", None),
        ("国家秘密（5年）", "grade", None),
        ("国家秘密：机密", "grade", "机密"),
        ("机\u200b密\ufeff★1年", "grade", "机密"),
        ("保密期限:10年", "period", None),
        ("№ 000123", "copy_number", None),
        ("No. 000123", "copy_number", None),
        ("份号:000001", "copy_number", None),
        ("份号 0012", "copy_number", None),
        ("000001", "copy_number", None),
    ],
)
def test_it_sees_the_mark_at_the_head(head: str, kind: str, grade: str | None) -> None:
    mark = secrecy_mark(f"{head}\n{BODY}")
    assert mark is not None
    assert (mark.kind, mark.grade) == (kind, grade)
    assert mark.line <= 2


@pytest.mark.parametrize(
    ("line", "grade"),
    [
        ("密级：秘密", "秘密"),
        ("密级：秘密★10年", "秘密"),
        ("密　级：机密级", "机密"),
        ("密級：機密", "机密"),
        ("3.[密级]绝密", "绝密"),
        ("涉密等级：【机密】5年", "机密"),
        ("定密等级:秘密", "秘密"),
        ("密级和保密期限：机密（长期）", "机密"),
        ("密级\t秘密", "秘密"),
        ("主题分类：教育    密级：机密", "机密"),
        ("机密★2年", "机密"),
        ("附件2    机密★2年", "机密"),
        ("秘密·1年", "秘密"),
        ("机密（长期）", "机密"),
        ("附件1\n密级：机密", "机密"),
        ("附件1\n机密", "机密"),
        ("附件：\n秘密级", "秘密"),
        ("本文件属机密级国家秘密，不得复制。", "机密"),
        ("（此件为秘密件）", "秘密"),
        ("保密期限：10年", None),
        ("份号：000003", None),
    ],
)
def test_a_mark_is_seen_wherever_it_stands(line: str, grade: str | None) -> None:
    for text in (f"{line}\n{BODY}", f"{LONG}{line}\n{BODY}", f"{LONG}{line}", line):
        mark = secrecy_mark(text)
        assert mark is not None
        assert mark.grade == grade


@pytest.mark.parametrize(
    "line",
    [
        "经保密审查,此件公开发布",
        "保密审查:已审查",
        "依法保护商业秘密和个人隐私。",
        "不得泄露国家秘密、工作秘密。",
        "秘密级文件应当存放在保密柜内。",
        "密级:公开",
        "密级:无",
        "密级:",
        "密级:秘密级以上的文件按规定管理",
        "保密期限:无",
        "保密期限",
        "涉及机密的,按有关规定执行。",
        "一、做好绝密级试卷的保管工作",
        "索引号:000014349/2021-00012",
        "654300",
        "2021年1月25日",
        "公开方式:主动公开",
        "份号、密级和保密期限应当标注齐全。",
        "保守国家秘密是公民的义务(秘密法第三条)",
        "内部资料 注意保存",
        "做好保密工作",
        "保密工作",
        "商业秘密",
        "机密文件管理",
        "二、机密文件管理",
        "机密文件管理办法",
        "公开",
        "密级：公开",
        "密级：无",
        "密级：非密",
        "密级：非涉密",
        "密级：内部",
        "密级：一般",
        "密级\t\t主题分类\t教育",
        "密级\t绝密\t机密\t秘密",
        "密级：绝密、机密、秘密三级",
        "国家秘密载体管理",
        "工作秘密",
        "商业秘密5年内不得公开",
        "本文件是机密文件管理的依据。",
        "（一）绝密级国家秘密保密期限不超过30年，机密级不超过20年",
        "保密承诺书",
        "密钥管理",
        "学前教育专项经费 000123",
        "No.2024001",
    ],
)
def test_words_about_secrets_are_no_mark(line: str) -> None:
    assert secrecy_mark(f"{line}\n{BODY}") is None
    assert secrecy_mark(f"{LONG}{line}\n") is None
    assert secrecy_mark(f"{LONG}附件1\n{line}\n") is None


@pytest.mark.parametrize("word", ["秘密", "机密级", "国家秘密", "000001"])
def test_a_bare_word_deep_in_the_text_is_no_mark(word: str) -> None:
    assert secrecy_mark(f"{LONG}{word}\n") is None


@given(st.text(alphabet="秘密机绝機級★·（）№国家件本为附:：年1 \t\n关于的通知(保期限份号0"))
def test_it_answers_for_any_text(text: str) -> None:
    mark = secrecy_mark(text)
    assert mark is None or 1 <= mark.line <= text.count("\n") + 1
