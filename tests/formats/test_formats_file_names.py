"""文件名 — a name says what it is of, and every system takes it."""

from mengyang.formats.file_names import file_name


def test_a_name_says_what_it_is_of_and_when() -> None:
    made = file_name("台账", "甲县学前教育行动计划（2026—2028年）", "20260305", "xlsx")
    assert made == "台账-甲县学前教育行动计划（2026—2028年）-20260305.xlsx"


def test_no_system_refuses_it_and_no_title_makes_it_endless() -> None:
    assert (
        file_name("台账", 'a/b\\c:"d"\n<e>|f? ', "20260305", "xlsx") == "台账-abcdef-20260305.xlsx"
    )
    assert file_name("台账", "///", "20260305", "xlsx") == "台账-20260305.xlsx"
    assert len(file_name("台账", "长" * 300, "20260305", "xlsx")) == 77
