"""A small plan 小方案: a rectification plan of the cast's prefecture, and its upload."""

from pathlib import Path

from mengyang.actions.adoption import preview_adoption
from mengyang.actions.documents import Upload, upload_document
from mengyang.core.access import Grant, Scope
from mengyang.store.reads import documents as reads
from mengyang.store.reads.documents import EntryRow
from tests.cast import Cast
from tests.recorded import played_back

EVERY_DOCUMENT = Scope("document", (Grant(),))
PLAN = """云麓地区行署办公室关于印发《云麓地区学前教育督导反馈问题整改方案》的通知

云行办发〔2026〕3号

各县人民政府，地区教育局：

《云麓地区学前教育督导反馈问题整改方案》已经行署同意，现印发给你们，请认真贯彻落实。

云麓地区行署办公室
2026年2月20日

云麓地区学前教育督导反馈问题整改方案

一、总体要求

坚持问题导向，压实整改责任。

二、整改措施

（一）学位供给不足

1.关于“城区幼儿园学位不足”的问题。

整改措施：一是加快建设进度，增设学位180个。二是优化班额结构。

整改单位：各县人民政府

整改时限：2026年8月底前

2.关于“村级幼儿园经费拨付不及时”的问题。

整改措施：建立按月拨付制度。

整改单位：甲禾县财政局、地区民宗委

整改时限：立查立改、长期坚持

（二）管理不够规范

1.关于“台账不健全”的问题。

情况说明：不存在此类问题。

三、工作要求

请各县人民政府于2026年9月10日前，将整改情况经主要领导签字后报地区教育局。
"""


def upload_plan(
    cast: Cast, files: Path, text: str = PLAN, person: str = "prefecture_officer"
) -> int:
    """The plan, uploaded for the prefecture into `files`; the id of the document."""
    upload = Upload(text.encode("utf-8"), "方案.txt", cast.areas["yunlu"], files, is_again=True)
    return played_back(
        ("upload", text, person),
        lambda: upload_document(cast.actor(person), upload, at=cast.at),
        files,
    )


def entries(cast: Cast, document_id: int, reading: str = "obligations") -> tuple[EntryRow, ...]:
    """What was read, whoever asks."""
    return reads.entries(EVERY_DOCUMENT, cast.day, document_id, reading)


def document_version(cast: Cast, document_id: int) -> int:
    """The version of the document's row."""
    return reads.document(EVERY_DOCUMENT, cast.day, document_id).row.version


def preview_stamp(cast: Cast, document_id: int, person: str = "prefecture_officer") -> str:
    """The stamp of the preview that the person sees now."""
    return preview_adoption(cast.actor(person), document_id, day=cast.day).stamp
