"""PDF 文件 — what a printed page says, without what only the paper needs."""

import pytest

from mengyang.core.findings import Refused
from mengyang.formats.extraction import Extracted, extract
from mengyang.formats.limits import Limits
from tests.formats.pdfs import LEFT, lines, pdf, rule, whole_picture, words

HEAD = words(LEFT, 50, "云岭县教育局文件汇编", 10)
FULL = "　各级各类幼儿园应当建立安全责任制并由园长负总责并逐级落实"
BODY = [
    FULL,
    "到岗到人全县所有幼儿园每学期开展不少于两次应急疏散演练并做",
    "好记录。",
    "　二、规范收费",
    "　收费项目应当公示。",
]
NOTHING = Limits(min_characters=1)


def text(*pages: str, **options: object) -> str:
    extracted = extract(pdf(pages, **options), "a.pdf", NOTHING)  # type: ignore[arg-type]
    assert isinstance(extracted, Extracted), (extracted.reason, extracted.params)
    return extracted.text


def refused(data: bytes) -> str:
    answer = extract(data, "a.pdf")
    assert isinstance(answer, Refused), answer
    return answer.reason.rpartition(".")[2]


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not() -> None:
    assert text(lines(BODY)).split("\n") == [
        FULL.strip("　") + "".join(BODY[1:3]), "二、规范收费", "收费项目应当公示。",
    ]  # fmt: skip


def test_running_heads_and_page_numbers_go_and_a_paragraph_goes_on_over_the_page() -> None:
    first = HEAD + lines(BODY[:2]) + words(290, 800, "— 1 —", 12)
    second = HEAD + lines(BODY[2:]) + words(290, 800, "— 2 —", 12)
    assert text(first, second) == text(lines(BODY))


def test_a_running_head_over_the_only_page_goes_and_a_title_stays() -> None:
    as_large = words(LEFT, 50, "云岭县教育局文件汇编", 16)
    for head in (HEAD, as_large):
        assert text(head + lines(BODY)) == text(lines(BODY))
    for title in (
        words(LEFT, 50, "云岭县教育局文件", 22),
        words(LEFT, 75, "附件2", 16),
        words(LEFT, 95, "内部", 10),
    ):
        assert text(title + lines(BODY)) != text(lines(BODY))


@pytest.mark.parametrize("number", ["- 3 -", "第 3 页 共 9 页", "3/9", "·3·", "Page 3 of 9", "３"])
def test_page_numbers_of_every_shape_go(number: str) -> None:
    assert "3" not in text(lines(BODY) + words(290, 800, number, 12)).replace("３", "3")


def test_a_secrecy_mark_on_every_page_is_no_running_head() -> None:
    marked = words(LEFT, 50, "机密★1年", 16)
    answer = extract(pdf([marked + lines(BODY)] * 2), "a.pdf", NOTHING)
    assert isinstance(answer, Refused)
    assert answer.reason == "formats.refused.secrecy_mark"


def test_a_title_over_two_centred_lines_is_one() -> None:
    title = words(130, 100, "云岭县人民政府办公室关于印发云岭县", 22)
    title += words(200, 137, "学前教育三年行动计划的通知", 22)
    answer = text(title + lines(BODY, top=200)).split("\n")
    assert answer[0] == "云岭县人民政府办公室关于印发云岭县学前教育三年行动计划的通知"
    assert answer[1].startswith("各级各类")


def test_glyphs_lent_by_radicals_and_ligatures_are_given_back() -> None:
    assert (
        text(words(LEFT, 100, "⼀是⽴⾏⽴改，⺠办园ﬁve（１０）"))
        == "一是立行立改，民办园five（１０）"
    )


def test_bold_face_made_by_printing_twice_reads_once() -> None:
    assert text(words(LEFT, 100, "整改措施") + words(LEFT + 0.4, 100, "整改措施")) == "整改措施"


def test_slanting_watermarks_are_no_text() -> None:
    code = "内部资料".encode("utf-16-be").hex()
    water = f"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{code}> Tj ET\n"
    assert text(water + lines(BODY)) == text(lines(BODY))


def test_a_page_laid_sideways_reads_upright() -> None:
    code = "一、扩大学位供给".encode("utf-16-be").hex()
    sideways = f"BT /F1 16 Tf 0 1 -1 0 200 100 Tm <{code}> Tj ET\n"
    assert text(sideways, turned=90) == "一、扩大学位供给"


def test_a_ruled_table_gives_rows_with_tabs() -> None:
    xs, ys = (80, 130, 330, 430, 520), (100, 130, 170, 200)
    drawn = "".join(rule(80, y, 520, y) for y in (100, 130, 200))
    drawn += rule(80, 170, 430, 170)  # the last column is merged over two rows
    drawn += "".join(rule(x, ys[0], x, ys[-1]) for x in xs)
    cells = (
        (85, 120, "序号"), (140, 120, "工作任务"), (340, 120, "责任单位"), (440, 120, "时限"),
        (85, 148, "1"), (135, 148, "新建幼儿园并增设普惠性"), (135, 164, "学位"),
        (335, 148, "县教育局"), (435, 180, "年底前"),
        (85, 188, "2"), (140, 188, "开展收费检查"), (335, 188, "县发改局"),
    )  # fmt: skip
    drawn += "".join(words(x, y, words_, 16 if y < 125 else 15) for x, y, words_ in cells)
    assert text(lines(["　附件"], top=60) + drawn + lines(["　合计两项。"], top=240)).split(
        "\n"
    ) == [
        "附件",
        "序号\t工作任务\t责任单位\t时限",
        "1\t新建幼儿园并增设普惠性学位\t县教育局\t年底前",
        "2\t开展收费检查\t县发改局\t年底前",
        "合计两项。",
    ]


def test_a_scan_is_told_as_one_with_what_to_do() -> None:
    answer = extract(pdf([whole_picture()] * 3), "paper.pdf")
    assert answer == Refused("formats.refused.scan", "formats.hint.scan", pages=3, name="paper.pdf")


def test_the_mark_printed_on_a_scan_is_seen_before_its_lack_of_text() -> None:
    answer = extract(pdf([whole_picture() + words(80, 60, "机密★5年")] * 2), "paper.pdf")
    assert isinstance(answer, Refused)
    assert answer.reason == "formats.refused.secrecy_mark"


def test_scanned_pages_among_others_are_named() -> None:
    answer = extract(pdf([lines(BODY), whole_picture(), lines(BODY), whole_picture()]), "a.pdf")
    assert isinstance(answer, Extracted)
    assert [(f.code, dict(f.params)) for f in answer.findings] == [
        ("formats.finding.pictured_pages", {"pages": "2、4"})
    ]


def test_text_recognised_below_a_picture_is_read_with_a_warning() -> None:
    covert = "".join(
        words(LEFT, 120 + 29 * n, line.strip("　"), mode=3) for n, line in enumerate(BODY)
    )
    answer = extract(pdf([whole_picture() + covert]), "a.pdf")
    assert isinstance(answer, Extracted)
    assert [finding.code for finding in answer.findings] == ["formats.finding.recognised"]


def test_a_font_that_tells_no_characters_is_refused() -> None:
    assert refused(pdf([lines(BODY)], mute=True)) == "no_characters"


def test_a_password_is_asked_of_the_person_and_an_empty_one_is_none() -> None:
    assert refused(pdf([lines(BODY)], password="secret")) == "encrypted"


def test_a_lost_table_of_contents_is_mended_and_a_lost_file_is_refused() -> None:
    whole = pdf([lines(BODY)])
    shifted = whole.replace(b"startxref\n", b"startxref\n9")
    assert isinstance(extract(shifted, "a.pdf"), Extracted)
    assert refused(whole.replace(b"startxref", b"startxxxx")) == "torn"
    assert refused(whole[: len(whole) // 3]) in ("torn", "damaged", "too_little")


def test_more_pages_than_the_limit_are_refused() -> None:
    answer = extract(pdf([lines(BODY)] * 3), "a.pdf", Limits(max_pages=2))
    assert isinstance(answer, Refused)
    assert (answer.reason, answer.params["pages"]) == ("formats.refused.too_many_pages", 3)


@pytest.mark.parametrize(
    "operators",
    ["Q Q Q ET", "BT /F9 x Tf (a) Tj", "1 2 3 cm", "BT /F1 9999999 Tf 1 0 0 1 0 0 Tm <4e00> Tj",
     "/I9 Do", "(a) '", "9 9 l S", "BT /F1 nan Tf <4e> Tj ET"],
)  # fmt: skip
def test_operators_that_make_no_sense_draw_nothing(operators: str) -> None:
    assert text(f"{operators}\n{lines(BODY)}") == text(lines(BODY))
