"""时间核对 — deadlines beside the days of signing and of the page, years beside the title."""

from mengyang.core.documents import read
from tests.core.documents.written_plans import codes

HEAD = """索引号:{index}
成文日期:2021年1月25日
发布日期:{published}
关于印发南川县学前教育{title}的通知

各乡镇人民政府:

一、工作要求

"""
REPORT = "请各乡镇人民政府于{day}前将整改情况报送县教育局。\n"


def checked(
    words: str,
    index: str = "000-2021-1",
    published: str = "2021-02-15",
    title: str = "整改方案",
) -> dict[str, dict[str, object]]:
    head = HEAD.format(index=index, published=published, title=title)
    return codes(read(head + words))


def test_a_deadline_soon_after_signing_and_past_when_published_is_told() -> None:
    found = checked(REPORT.format(day="2021年1月31日"))
    assert found["deadline_soon_after_signing"]["days"] == 6
    assert found["deadline_passed_when_published"]["days"] == 15
    assert "deadline_before_signing" not in found


def test_a_deadline_before_signing_is_found() -> None:
    found = checked(REPORT.format(day="2021年1月20日"))
    assert found["deadline_before_signing"]["days"] == 5


def test_a_deadline_in_time_is_not_spoken_of() -> None:
    assert checked(REPORT.format(day="2021年6月30日")) == {}


def test_the_year_of_the_index_number_is_compared() -> None:
    found = checked("认真落实。\n", index="11R000/ZK-2024-000007")
    assert found["index_year_differs"]["year"] == 2024
    assert "index_year_differs" not in checked("认真落实。\n", index="001-20210215-3")


def test_a_page_older_than_its_document_is_found() -> None:
    assert "published_before_signing" in checked("认真落实。\n", published="2021-01-02")


def test_target_years_are_held_against_the_period_of_the_title() -> None:
    title = "行动计划(2021—2023年)"
    inside = checked("到2023年,毛入园率达到95%以上。\n", title=title)
    outside = checked("到2025年,毛入园率达到95%以上。\n", title=title)
    assert inside["targets_within_period"]["count"] == 1
    assert outside["target_outside_period"]["year"] == 2025


def test_a_deadline_behind_the_period_of_the_title_is_told() -> None:
    title = "行动计划(2021—2023年)"
    words = "(一)新建幼儿园，{}年12月底前完成。（县教育局）\n(二)开展培训。（县人社局）\n"
    found = checked(words.format(2024), title=title)["deadline_beyond_term"]
    assert (found["deadline"], found["first"], found["last"]) == ("2024-12-31", 2021, 2023)
    assert "deadline_beyond_term" not in checked(words.format(2023), title=title)
    assert "deadline_beyond_term" not in checked(words.format(2024))
