"""A task table kept as a workbook 表格样例."""

import io
from datetime import date

from openpyxl import Workbook

HEADS = ["序号", "工作任务", "责任单位", "完成时限"]


def book() -> Workbook:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["云岭县学前教育重点任务分解表"])
    sheet.merge_cells("A1:D1")
    sheet.append(HEADS)
    sheet.append([1, "新建县第三幼儿园", "县教育局", date(2026, 9, 30)])
    sheet.append([2, "改建幼儿园4所\n增设学位", None, "立行立改"])
    sheet.append([3, "开展收费检查", "县发改局", '=CONCATENATE("长期","坚持")'])
    sheet.merge_cells("C3:C4")
    hidden = made.create_sheet("底稿")
    hidden.append(["不要读取的底稿内容"])
    hidden.sheet_state = "hidden"
    return made


def saved(made: Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()
