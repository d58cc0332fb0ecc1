"""How reading time grows 阅读耗时增长: texts eight times as long take about eight times as long.

Prints the ratio of processor time for each repeated pattern; exits 1 where one grows by more than
`MOST`, which a squared cost (64) exceeds and noise does not.
"""

import sys
import time

from mengyang.core.documents import read

FEWER, MORE, MOST = 250, 2_000, 24.0

SIGNS_REPEATED = ["（", "“", "、", "各县(市)、", "2021年6月底前，", "整改措施：", "一是甲。", "\t|"]
NESTED = ["组织实施", "等部门单位", "各乡镇", "（负责", "按照职责分工", "印发《", "（甲（乙）"]
LINES_REPEATED = [
    "1.甲。乙。",
    "（一）关于“甲”的问题。\n整改措施:一是乙。二是丙。\n责任单位:丁局\n整改时限:立行立改",
    "责任单位：甲局",
    "整改措施：\n1.甲\n2.乙",
    "1\t甲\t乙局\t年底前",
    "一、甲",
    "各部门要落实。",
    "甲局意见：同意。",
    "附件1",
    "坚持甲。乙。",
]


def main() -> int:
    """Measure every pattern; 0 when each of them grows linearly."""
    print(f"{'pattern':<28}{FEWER:>9}{MORE:>9}  ratio")
    ratios = [_ratio(unit) for unit in [*SIGNS_REPEATED, "各部门和", "：", "年内", *NESTED]]
    ratios += [_ratio(unit + "\n") for unit in LINES_REPEATED]
    return int(max(ratios) > MOST)


def _ratio(unit: str) -> float:
    short, long = (min(_seconds(unit, times) for _ in range(3)) for times in (FEWER, MORE))
    print(f"{unit.strip()[:12]!r:<28}{short:>8.3f}s{long:>8.3f}s  {long / short:.1f}")
    return long / short


def _seconds(unit: str, times: int) -> float:
    text = "整改方案\n一、任务\n1.关于甲。\n" + unit * times
    start = time.process_time()
    read(text)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
