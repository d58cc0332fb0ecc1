"""密级标志 — what is a mark, and what only speaks of secrets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.secrecy import secrecy_mark

BODY = "关于加强幼儿园安全工作的通知\n\n各县(市)人民政府:\n\n一、加强领导。各单位要高度重视。\n"


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
        ("保密期限:10年", "period", None),
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
    ],
)
def test_words_about_secrets_are_no_mark(line: str) -> None:
    assert secrecy_mark(f"{line}\n{BODY}") is None
    assert secrecy_mark(f"{BODY}{line}\n") is None


def test_a_bare_word_deep_in_the_text_is_no_mark() -> None:
    assert (
        secrecy_mark(BODY + "\n".join(f"{n}.工作事项。" for n in range(1, 20)) + "\n秘密\n") is None
    )


def test_a_starred_mark_on_an_annex_counts() -> None:
    mark = secrecy_mark(BODY + "\n".join(f"{n}.工作。" for n in range(1, 20)) + "\n机密★2年\n附件")
    assert mark is not None
    assert (mark.grade, mark.quote) == ("机密", "机密★2年")


@given(st.text(alphabet="秘密机绝级★:：年1 \t\n关于的通知(保期限份号0"))
def test_it_answers_for_any_text(text: str) -> None:
    mark = secrecy_mark(text)
    assert mark is None or 1 <= mark.line <= text.count("\n") + 1
