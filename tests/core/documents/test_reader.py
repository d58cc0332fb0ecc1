"""文件阅读 — readings and checks found by scanning, the JSON, clauses that gave nothing."""

import json
import pkgutil
from dataclasses import fields

from mengyang.core.documents import checks, open_document, read, readings
from mengyang.core.documents.as_json import SCHEMA_VERSION, as_json
from mengyang.core.documents.genres import choose_genre, find_genres, genre_of, spellings_of
from mengyang.core.documents.reader import find_checks, find_readings
from mengyang.core.documents.records import Reading
from tests.core.documents.texts import sample_folders

SAMPLE = (sample_folders()[0] / "text.txt").read_text(encoding="utf-8")


def test_every_module_of_the_folder_is_a_reading_of_one_field() -> None:
    modules = {each.name for each in pkgutil.iter_modules(readings.__path__)}
    modules = {name for name in modules if not name.startswith("_")}
    assert len(find_readings()) == len(modules)
    assert set(find_readings()) <= {field.name for field in fields(Reading)}
    for name, read_field in find_readings().items():
        assert read_field(open_document("")) == (), name


def test_every_check_of_the_folder_runs_on_an_empty_reading() -> None:
    modules = {each.name for each in pkgutil.iter_modules(checks.__path__)}
    public = {name for name in modules if not name.startswith("_")}
    assert len(find_checks()) == len(public - {"coverage"})
    assert all(check(Reading(open_document(""))) == () for check in find_checks())


def test_the_json_has_its_published_lists_and_every_entry_its_place() -> None:
    result = as_json(read(SAMPLE))
    assert result["schema_version"] == SCHEMA_VERSION
    assert list(result) == [
        "schema_version", "genre", "metadata", "text", "outline", "obligations", "targets",
        "figures", "duties", "projects", "money_rules", "citations", "reporting", "mechanisms",
        "checks", "unread",
    ]  # fmt: skip
    text = str(result["text"])
    for name, entries in result.items():
        for entry in entries if isinstance(entries, list) else []:
            assert isinstance(entry, dict)
            assert list(entry)[:1] == ["path"], name
            start, end = entry["span"]
            assert text[start:end] == entry["quote"], (name, entry["path"])
    assert json.loads(json.dumps(result, ensure_ascii=False)) == result


def test_a_clause_that_gave_nothing_is_listed() -> None:
    reading = read(
        "甲县行动计划\n一、指导思想\n坚持正确方向。\n二、主要任务\n(一)新建园所。年内开工。\n三、其他\n"
    )
    assert [entry.path for entry in reading.unread] == ["一"]
    assert all(reading.document.text[slice(*entry.span)] == entry.quote for entry in reading.unread)


def test_genres_are_found_and_told_by_the_title_of_the_plan_first() -> None:
    codes = [genre.code for genre in find_genres()]
    assert len(codes) == len(set(codes)) == 10
    assert len({genre.priority for genre in find_genres()}) == len(codes)
    assert (
        choose_genre(("甲县整改方案", "关于印发甲县整改方案的通知"), "").code
        == "rectification-plan"
    )
    assert choose_genre(("关于促进发展的若干意见",), "").code == "opinion"
    assert choose_genre((), "整改措施 整改时限 整改措施 整改时限").code == "rectification-plan"
    assert choose_genre(("甲县学前教育工作情况报告",), "").code == "report"
    assert choose_genre((), "").code == "notice"
    assert genre_of("unknown") == find_genres()[-1]


def test_no_label_means_two_things() -> None:
    for genre in find_genres():
        words = [word for spellings in genre.labels.values() for word in spellings]
        assert len(words) == len(set(words)) == len(spellings_of(genre.code))
