"""Moves in the tree 区划变更: what lies under an area goes along, what lies beside it stays."""

from datetime import date

from mengyang.core.registry import PlacedVersion, Rebased, lies_in, rebased

DAY, EARLIER, LATER = date(2026, 6, 1), date(2020, 1, 1), date(2027, 1, 1)


def test_all_under_it_moves_and_the_past_stays() -> None:
    versions = [
        PlacedVersion(1, 2, "1.2.", EARLIER, None),
        PlacedVersion(2, 3, "1.2.3.", EARLIER, None),
        PlacedVersion(3, 4, "1.2.4.", EARLIER, DAY),
        PlacedVersion(4, 5, "1.2.5.", LATER, None),
        PlacedVersion(5, 20, "1.20.", EARLIER, None),
    ]
    assert rebased(versions, "1.2.", "9.2.", DAY) == (
        Rebased(1, "9.2.", True),
        Rebased(2, "9.2.3.", True),
        Rebased(4, "9.2.5.", False),
    )


def test_an_area_lies_in_itself_and_not_in_one_spelt_alike() -> None:
    assert lies_in("1.2.", "1.2.") and lies_in("1.2.3.", "1.2.")
    assert not lies_in("1.20.", "1.2.")
