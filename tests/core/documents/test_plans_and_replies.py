"""方案与答复 — short documents: what is a task, what only a fact, which point a number is in."""

from mengyang.core.documents import read
from mengyang.core.documents.records import Reading

REPLY = """对县人大二次会议第36号建议的答复
某民函〔2031〕41号
某某代表：
您提出的建议收悉，现答复如下：
一、已开展的工作
（一）设施不断健全。全县24家敬老院均签订协议，签约率达到100%。
二、正在推进的工作
（一）加强人才培养。今年以来已培训护理员185人次，其余培训任务将于11月底前完成。
三、下一步工作打算
（一）强化资金保障。补贴每张床位不超过5000元。2032年6月底前，新增床位30张。（责任单位：县财政局、县民政局）
（二）营造氛围。每户补助4000元，其中省级补助2800元，县级1200元。（责任单位：县民政局）
某县民政局
2031年8月10日
"""
PLAN = """某市督察反馈意见整改方案
一、整改任务
（一）设施建设滞后
1.污水收集能力不足。反馈的9个问题未解决。
责任单位：各区党工委、管委会，市供销合作社联合社
整改时限：2032年12月底前
整改目标：集中收集率达到60%以上，落实“六个百分之百”。
整改措施：（1）新建“口袋公园”5个，投放疫苗3万剂。（2）建筑面积5000平方米以上的工地安装设施。
2.管网老化。雨水管网缺口较大。
责任单位：市住房城乡建设局
整改时限：2032年6月底前
整改措施：改造管网12公里。
"""


def numbers(reading: Reading) -> list[str]:
    found = [*reading.targets, *reading.figures]
    kinds = ["target"] * len(reading.targets) + [each.type for each in reading.figures]
    told = [
        (each.span[0], f"{each.path} {kind} {each.indicator} {each.value[0]}{each.unit}")
        for each, kind in zip(found, kinds, strict=True)
    ]
    return [words for _, words in sorted(told)]


def test_a_reply_tells_what_was_done_and_what_is_still_to_do() -> None:
    reading = read(REPLY)
    tasks = reading.obligations
    assert [(each.path, each.kind, len(each.responsible_units)) for each in tasks] == [
        ("二/(一)", "task", 0), ("三/(一)", "task", 2), ("三/(二)", "task", 1),
    ]  # fmt: skip
    assert numbers(reading)[:3] == [
        "一/(一) fact 全县敬老院 24家",
        "一/(一) fact 签约率 100%",
        "二/(一) fact 已培训护理员 185人次",
    ]
    assert {each.unit for each in reading.figures if each.path == "三/(二)"} == {"元/户"}
    assert [each.unit for each in reading.figures if each.path == "三/(一)"] == ["元/张"]


def test_points_run_on_behind_the_measures_are_clauses() -> None:
    reading = read(PLAN)
    paths = [clause.path for clause in reading.document.outline]
    assert paths[-3:] == ["一/(一)/1/(1)", "一/(一)/1/(2)", "一/(一)/2"]
    assert numbers(reading) == [
        "一/(一)/1 fact 反馈的问题 9个",
        "一/(一)/1 target 集中收集率 60%",
        "一/(一)/1/(1) target 新建口袋公园 5个",
        "一/(一)/1/(1) target 投放疫苗 3万剂",
        "一/(一)/1/(2) rule 建筑面积 5000平方米",
        "一/(一)/2 target 改造管网 12公里",
    ]
    assert [each.by for each in reading.targets] == ["2032-12-31"] * 3 + ["2032-06-30"]
    assert [unit.name for unit in reading.obligations[0].responsible_units] == [
        "各区党工委、管委会", "市供销合作社联合社"
    ]  # fmt: skip
