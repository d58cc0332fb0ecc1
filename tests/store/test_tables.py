"""Tables 数据表: named by subject, and divisible by subject one day."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from mengyang.store.models.audited import Audited
from mengyang.store.snapshots import audited_models, names_of

TABLES = sorted(apps.get_app_config("store").get_models(), key=lambda model: model._meta.db_table)
# The only rows that other subjects may point at.
SHARED = {"registry_area", "registry_unit", "registry_kindergarten", "access_user", "ledger_task"}
# Written once with their document, or bookkeeping of the chain, of jobs, of sending, of imports,
# and of the marks that limit opinions, which are forgotten with their day.
NOT_FOLLOWED = {
    "audit_event",
    "audit_event_change",
    "audit_head",
    "audit_personal_salt",
    "audit_personal_value",
    "documents_clause",
    "documents_searched_text",
    "jobs_job",
    "ledger_notice_delivery",
    *("ledger_sheet", "ledger_sheet_row"),
    *(f"ledger_staged_{name}" for name in ("change", "report", "ruling", "task", "tiding")),
    "ledger_opinion_salt",
    "ledger_opinion_sending",
}


def subject_of(model: type[Model]) -> str:
    """The subject of a table is the module that describes it, `ledger` or `ledger_records`."""
    return model.__module__.rpartition(".")[2].partition("_")[0]


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.db_table)
def test_a_table_is_named_after_its_subject(model: type[Model]) -> None:
    assert model._meta.db_table.startswith(f"{subject_of(model)}_")


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.db_table)
def test_foreign_keys_across_subjects_go_only_to_shared_rows(model: type[Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey):
            target = field.remote_field.model
            is_own = subject_of(target) == subject_of(model)
            assert is_own or target._meta.db_table in SHARED, f"{field} crosses subjects"


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.db_table)
def test_nothing_is_deleted_along_with_something_else(model: type[Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey):
            assert field.remote_field.on_delete.__name__ == "PROTECT", field


def test_every_table_is_followed_by_the_audit_chain_or_says_why_not() -> None:
    followed = {model._meta.db_table for model in audited_models().values()}
    assert followed | NOT_FOLLOWED == {model._meta.db_table for model in TABLES}
    assert not followed & NOT_FOLLOWED


@pytest.mark.parametrize("kind", audited_models())
def test_a_kind_names_its_table_and_its_special_columns(kind: str) -> None:
    model: type[Audited] = audited_models()[kind]
    assert model._meta.db_table == kind.replace(".", "_")
    assert {*model.personal, *model.bulky, *model.secret} <= set(names_of(model))
