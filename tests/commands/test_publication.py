"""`mengyang publication` 公开命令: on an installation that has published nothing yet."""

from tests.installation import Installation


def test_it_lists_nothing_and_refuses_a_version_that_is_not_published(empty: Installation) -> None:
    assert empty.told("publication", "list")[:2] == (0, "")
    code, out, notes = empty.told("publication", "package", "1", "--out", str(empty.var / "a.zip"))
    assert (code, out) == (1, "") and "没有公开这项内容" in notes
    assert not (empty.var / "a.zip").exists()
    assert empty.told("publication", "package")[0] == 1
