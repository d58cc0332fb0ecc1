"""名录数据 — real regions as printed, a fictional one with history, and faults that are named."""

from datetime import date
from pathlib import Path

import pytest

from mengyang.core.dated import in_force
from mengyang.core.findings import Unknown
from mengyang.core.registry import Matched, match
from mengyang.packs import Directory, Group, Wording, directories
from mengyang.packs.directory import read_directories, read_directory
from tests.conftest import ROOT
from tests.packs.matching import seen_from_the_top

TODAY = date(2026, 11, 21)
BY_CODE = {directory.code: directory for directory in directories()}


def members(group: Group, day: date) -> set[str]:
    return {member.value for member in group.members if member.is_in_force(day)}


def group_named(directory: Directory, name: str) -> Group:
    return next(group for group in directory.groups if name in (group.name.zh, *group.aliases))


def labels(directory: Directory) -> set[str]:
    return {
        label
        for unit in directory.units
        for label in (*(name.value.zh for name in unit.names), *unit.aliases)
    }


def test_every_directory_file_is_found(pack: Path) -> None:
    folders = {file.parent.name for file in pack.glob("areas/*/directory.toml")}
    assert set(BY_CODE) == folders == {"110116", "654300", "990100"}


@pytest.mark.parametrize("code", list(BY_CODE))
def test_every_name_stands_in_both_languages(code: str) -> None:
    directory = BY_CODE[code]
    wordings = [
        name.value for record in (*directory.areas, *directory.units) for name in record.names
    ]
    wordings += [group.name for group in directory.groups]
    assert all(
        wording.en and wording.en.isascii() and not wording.zh.isascii() for wording in wordings
    )


@pytest.mark.parametrize("code", list(BY_CODE))
def test_every_unit_and_area_has_a_name_today(code: str) -> None:
    directory = BY_CODE[code]
    for record in (*directory.areas, *directory.units):
        assert isinstance(in_force(record.names, TODAY), Wording), record.key


def test_altay_has_its_seven_counties_and_a_scenic_area_without_a_code() -> None:
    altay = BY_CODE["654300"]
    assert not altay.fictional
    counties = {area.code: area.names[0].value.zh for area in altay.areas if area.kind == "county"}
    assert counties == {
        "654301": "阿勒泰市",
        "654321": "布尔津县",
        "654322": "富蕴县",
        "654323": "福海县",
        "654324": "哈巴河县",
        "654325": "青河县",
        "654326": "吉木乃县",
    }
    [kanas] = [area for area in altay.areas if area.kind == "management"]
    assert (kanas.code, kanas.parent) == (None, "altay")
    assert len(members(group_named(altay, "各县(市)人民政府"), TODAY)) == 7
    assert len(members(group_named(altay, "各县(市、景区)"), TODAY)) == 8
    assert {"住建部门", "消防救援部门", "地委教育工作领导小组办公室"} <= labels(altay)


def test_huairou_has_sixteen_towns_and_subdistricts() -> None:
    huairou = BY_CODE["110116"]
    assert not huairou.fictional
    townships = [area for area in huairou.areas if area.kind == "township"]
    assert len(townships) == 16
    assert all(area.code and area.code.startswith("110116") for area in townships)
    assert len(members(group_named(huairou, "各镇乡人民政府"), TODAY)) == 14
    assert len(members(group_named(huairou, "街道办事处"), TODAY)) == 2
    assert len(members(group_named(huairou, "镇乡街道"), TODAY)) == 16
    assert {"区教委", "怀柔地区", "怀柔镇", "长哨营乡"} <= labels(huairou)


def test_a_roster_that_no_document_prints_stays_empty() -> None:
    assert group_named(BY_CODE["110116"], "各区属机构").members == ()
    for name in ("地直有关单位", "各有关部门(单位)", "行署有关部门"):
        assert group_named(BY_CODE["654300"], name).members == ()


def test_the_fictional_prefecture_has_codes_that_no_place_bears() -> None:
    qingsui = BY_CODE["990100"]
    assert qingsui.fictional
    assert all(area.code is None or area.code.startswith("99") for area in qingsui.areas)
    kinds = [area.kind for area in qingsui.areas]
    assert (kinds.count("county"), kinds.count("township"), kinds.count("management")) == (7, 14, 1)
    for county in (area for area in qingsui.areas if area.kind == "county"):
        assert sum(area.parent == county.key for area in qingsui.areas) == 2


def test_no_place_of_the_fiction_shares_a_name_with_a_real_one() -> None:
    real = {
        name.value.zh
        for code in ("654300", "110116")
        for area in BY_CODE[code].areas
        for name in area.names
    }
    assert real.isdisjoint(name.value.zh for area in BY_CODE["990100"].areas for name in area.names)


def test_a_renamed_unit_bears_the_name_of_the_day() -> None:
    unit = next(unit for unit in BY_CODE["990100"].units if unit.key == "qingsui-supervision")
    june, july = (in_force(unit.names, day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert isinstance(june, Wording) and june.zh == "青穗地区行政公署督查室"
    assert isinstance(july, Wording) and july.zh == "青穗地区督查考核办公室"
    assert isinstance(in_force(unit.names, date(2018, 12, 31)), Unknown)


def test_a_roster_is_that_of_the_day() -> None:
    qingsui = BY_CODE["990100"]
    concerned = group_named(qingsui, "各有关部门(单位)")
    june, july = members(concerned, date(2026, 6, 30)), members(concerned, date(2026, 7, 1))
    assert june - july == {"qingsui-medical-insurance"}
    assert july - june == {"qingsui-data"}
    scenic = group_named(qingsui, "各县(市、景区)")
    assert len(members(scenic, date(2026, 2, 28))) == 7
    assert len(members(scenic, date(2026, 3, 1))) == 8


@pytest.mark.parametrize(
    ("code", "printed", "number"),
    [
        ("654300", "各县（市）人民政府", 7),
        ("654300", "喀纳斯景区管理委员会", 1),
        ("654300", "布尔津县人民政府", 1),
        ("654300", "阿勒泰市政府", 1),
        ("654300", "各县(市、景区)", 8),
        ("654300", "住建部门", 1),
        ("654300", "地委教育工作领导小组办公室", 1),
        ("110116", "各镇乡人民政府", 14),
        ("110116", "街道办事处", 2),
        ("110116", "区教委", 1),
        ("110116", "公安机关", 1),
        ("110116", "雁栖地区办事处", 1),
        ("990100", "地区住房和城乡建设局", 1),
        ("990100", "各县（市、景区）", 8),
        ("990100", "栎渚景区管理委员会", 1),
    ],
)
def test_a_printed_name_finds_its_units(code: str, printed: str, number: int) -> None:
    found = match(printed, seen_from_the_top(BY_CODE[code]), TODAY)
    assert isinstance(found, Matched)
    assert len(found.unit_ids) == number


def test_a_new_folder_is_a_new_directory(pack: Path) -> None:
    folder = pack / "areas/990200"
    folder.mkdir()
    (folder / "directory.toml").write_text(
        'fictional = true\nsource = "虚构"\n[[area]]\nkey = "neighbour"\nkind = "prefecture"\n'
        'code = "990200"\nfrom_day = 2020-01-01\n'
        'name = [{ zh = "邻区", en = "Neighbour", from_day = 2020-01-01 }]\n',
        encoding="utf-8",
    )
    assert [directory.code for directory in read_directories(pack)][-1] == "990200"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("fictional = true", 'fictional = "yes"', "fictional: true or false"),
        ('source = "虚构"', "", "source: a text is needed"),
        ('source = "虚构"', 'source = "虚构"\nvillage = []', "village: unknown key"),
        ('code = "990100"', 'code = "9901x0"', r"area\[1\]: code: '9901x0' is no official code"),
        ('code = "990100"', 'code = "990199"', "area: none has the code 990100"),
        ('kind = "prefecture"', 'kind = "realm"', r"area\[1\]: kind: 'realm' is not known"),
        ('parent = "qingsui"', 'parent = "nowhere"', r"area\[2\]: parent: no area 'nowhere'"),
        ('area = "qingsui"', 'area = "nowhere"', r"unit\[1\]: area: 'nowhere' is not known"),
        ("from_day = 2026-07-01 }", "from_day = 2018-07-01 }", r"name\[1\]: from_day: 2018-07-01"),
        ("from_day = 2026-07-01 }", 'from_day = "July" }', r"name\[2\]: from_day: a day"),
        ("until_day = 2026-07-01", "until_day = 2018-07-01", r"until_day: 2018-07-01 does not"),
        ('"督查室"', '"督查室（新）"', "'督查室（新）' holds a blank or a full-width mark"),
        ('"督查室"', '"行署"', "'行署' already means 'qingsui-administration'"),
        ('key = "qingsui-lanpu"', 'key = "altay"', "key: 'altay' stands twice"),
        (
            '[{ zh = "青穗地区", en = "Qingsui Prefecture", from_day = 2019-01-01 }]',
            "[]",
            "name: at",
        ),
    ],
)
def test_a_fault_of_a_directory_is_named(pack: Path, old: str, new: str, message: str) -> None:
    file = pack / "areas/990100/directory.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    replaced = text.replace(old, new, 1)
    if old.startswith('key = "qingsui-lanpu"'):
        replaced = replaced.replace('"qingsui-lanpu"', '"altay"')
    file.write_text(replaced, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"areas/990100/directory\.toml.*{message}"):
        read_directories(pack)


def test_the_guides_example_is_a_directory(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "how-to" / "own-directory.md").read_text(encoding="utf-8")
    file = tmp_path / "own.toml"
    file.write_text(guide.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    directory = read_directory(file)
    assert (len(directory.areas), len(directory.units), len(directory.groups)) == (2, 2, 1)
    called = directory.unit_called("教育局")
    assert called is not None and called.key == "xian-education"
    assert directory.unit_called("车管所") is None
