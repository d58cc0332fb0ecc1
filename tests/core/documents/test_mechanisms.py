"""工作机制 — names and kinds of what a document sets up."""

import pytest

from tests.core.documents.written_plans import plan


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("健全安全防护和检查制度。", "system", "安全防护和检查制度"),
        ("建立并完善财政补助资金绩效评估机制。", "system", "财政补助资金绩效评估机制"),
        ("加强师德教育、完善考评制度。", "system", "考评制度"),
        ("严重失范的,年检实行“一票否决”。", "veto", "一票否决"),
        ("持续开展三年一轮办园质量督导评估。", "cycle", "三年一轮办园质量督导评估"),
        ("确保无证园动态清零。", "zero", "无证园动态清零"),
        ("向社会“双公开”。", "publication", "双公开"),
        ("成立由县长任组长的学前教育领导小组。", "body", "学前教育领导小组"),
        ("健全监控图像查看、调取与复制管理制度。", "system", "监控图像查看、调取与复制管理制度"),
    ],
)
def test_it_reads_a_mechanism(words: str, kind: str, name: str) -> None:
    (mechanism,) = plan(words).mechanisms
    assert (mechanism.kind, mechanism.name) == (kind, name)


@pytest.mark.parametrize(
    "words",
    ["落实《关于建立拨款制度的通知》。", "机制编制部门配合。", "完善工作机制。", "制度上墙。"],
)
def test_it_passes_over_what_names_none(words: str) -> None:
    assert plan(words).mechanisms == ()
