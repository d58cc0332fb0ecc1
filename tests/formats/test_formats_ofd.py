"""OFD 版式文件 — characters with their places on a page, read as the text they print."""

import pytest

from mengyang.core.findings import Refused
from mengyang.formats.extraction import Extracted, extract
from mengyang.formats.limits import Limits
from tests.formats.making import packed
from tests.formats.papers import OFD, line_object, ofd_file, ofd_page, text_object

NOTHING = Limits(min_characters=1)
PARAGRAPH = "第一条各级人民政府应当将学前教育纳入国民经济和社会发展规划。"


def text(data: bytes) -> str:
    extracted = extract(data, "a.ofd", NOTHING)
    assert isinstance(extracted, Extracted), (extracted.reason, extracted.params)
    return extracted.text


def coded(code: str, attributes: str = "") -> str:
    """A text object of size 5 at (20, 50) with this code in it."""
    return (
        f'<ofd:TextObject ID="1" Boundary="20 50 150 8" Font="1" Size="5" {attributes}>{code}'
        "</ofd:TextObject>"
    )


@pytest.mark.parametrize(
    "code",
    [
        '<ofd:TextCode X="0" Y="5" DeltaX="g 3 5">整改措施</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="5" DeltaX="5 5 5">整改措施</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="5">整改措施</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="5" DeltaX="5">整改</ofd:TextCode>'
        '<ofd:TextCode X="10" Y="5" DeltaX="5">措施</ofd:TextCode>',
        '<ofd:CGTransform CodePosition="0"><ofd:Glyphs>7</ofd:Glyphs></ofd:CGTransform>'
        '<ofd:TextCode X="0" Y="5" DeltaX="g x 5 oops">整改措施</ofd:TextCode>',
    ],
)
def test_places_are_given_in_several_ways(code: str) -> None:
    assert text(ofd_file([ofd_page(coded(code))])) == "整改措施"


@pytest.mark.parametrize("size", ['size="5"', 'Size="0"', 'Size="big"', ""])
def test_signs_without_a_size_are_read_all_the_same(size: str) -> None:
    drawn = coded('<ofd:TextCode X="0" Y="5" DeltaX="5 5 5">整改措施</ofd:TextCode>')
    assert text(ofd_file([ofd_page(drawn.replace('Size="5"', size))])) == "整改措施"


def test_a_matrix_of_its_own_moves_an_object() -> None:
    below = coded('<ofd:TextCode X="0" Y="5">第二行</ofd:TextCode>', 'CTM="1 0 0 1 0 40"')
    above = coded('<ofd:TextCode X="0" Y="5">第一行</ofd:TextCode>')
    assert text(ofd_file([ofd_page(below + above)])) == "第一行\n第二行"


def test_what_is_hidden_or_slants_is_left_out() -> None:
    words = '<ofd:TextCode X="0" Y="5">内部资料</ofd:TextCode>'
    drawn = coded(words, 'Visible="false"') + coded(words, 'CTM="0.7 0.7 -0.7 0.7 0 0"')
    block = f'<ofd:PageBlock ID="4">{text_object(28, 60, "正文在此")}</ofd:PageBlock>'
    assert text(ofd_file([ofd_page(drawn + block)])) == "正文在此"


def test_seals_and_signatures_are_no_text_and_templates_only_for_their_marks() -> None:
    common = '<ofd:TemplatePage ID="8" BaseLoc="Tpls/T.xml"/>'
    uses = '<ofd:Template TemplateID="8" ZOrder="Background"/>'
    page = ofd_page(text_object(28, 60, "正文在此"), uses)
    more = {
        "Doc_0/Signs/Sign_0/Signature.xml": "not even XML",
        "Doc_0/Annots/Page_0/Annotation.xml": ofd_page(text_object(28, 90, "公章")),
    }
    plain = {**more, "Doc_0/Tpls/T.xml": ofd_page(text_object(28, 20, "云岭县文件汇编"))}
    marked = {**more, "Doc_0/Tpls/T.xml": ofd_page(text_object(28, 20, "秘密★5年"))}
    assert text(ofd_file([page], plain, common)) == "正文在此"
    answer = extract(ofd_file([page], marked, common), "a.ofd", NOTHING)
    assert isinstance(answer, Refused)
    assert answer.reason == "formats.refused.secrecy_mark"


def test_every_document_of_the_file_is_read_in_order() -> None:
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocRoot>/Doc_{n}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        for n in (1, 0)
    )
    parts = {"OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}">{bodies}</ofd:OFD>'}
    for n in (0, 1):
        parts[f"Doc_{n}/Document.xml"] = (
            f'<ofd:Document xmlns:ofd="{OFD}"><ofd:Pages><ofd:Page ID="1" '
            f'BaseLoc="Pages/P.xml"/></ofd:Pages></ofd:Document>'
        )
        parts[f"Doc_{n}/Pages/P.xml"] = ofd_page(text_object(28, 60, f"第{n}份。"))
    assert text(packed(parts)) == "第1份。\n第0份。"


def test_a_table_ruled_with_paths_gives_rows() -> None:
    drawn = "".join(line_object(28, y, 148, y) for y in (60, 70, 80))
    drawn += "".join(line_object(x, 60, x, 80) for x in (28, 68, 148))
    for x, y, words in ((30, 67, "单位"), (70, 67, "任务"), (30, 77, "县教育局"), (70, 77, "扩建")):
        drawn += text_object(x, y, words, 4)
    assert text(ofd_file([ofd_page(drawn)])) == "单位\t任务\n县教育局\t扩建"


def refused(data: bytes) -> str:
    answer = extract(data, "a.ofd")
    assert isinstance(answer, Refused), answer
    return answer.reason.rpartition(".")[2]


def test_a_scan_in_an_ofd_is_told_as_one() -> None:
    picture = '<ofd:ImageObject ID="1" Boundary="0 0 210 297" ResourceID="7"/>'
    assert refused(ofd_file([ofd_page(picture)] * 2)) == "scan"


def test_locked_damaged_and_hostile_files_are_refused() -> None:
    page = ofd_page(text_object(28, 60, PARAGRAPH))
    assert refused(ofd_file([page], {"Encryptions.xml": "<a/>"})) == "encrypted"
    assert refused(ofd_file([page + "<"])) == "damaged"
    assert refused(ofd_file([page], {"OFD.xml": "<a/>"})) == "damaged"
    assert refused(ofd_file([f'<!DOCTYPE a [<!ENTITY e "x">]>{page}'])) == "dtd"
    assert refused(ofd_file([page])[:900]) == "torn"
