"""分担比例 — who bears what part of a cost: 省、市、县按6:2:2分担, 标准的50%由县级配套, 由县级承担.

The parts are per cent; a ratio is turned into them.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice

from mengyang.core.documents.records import CostShare, Span
from mengyang.core.patterns import lazy_pattern

# 市县, 乡镇 and 镇街 bear one part together.
_BESIDE = r"(?:[（(][市县区旗、]{1,3}[)）])?"
_LEVELS = rf"(?:自治区|中央|地[方区]|街道|[省地市州盟县区旗乡镇](?:街(?!道))?{_BESIDE})"
_PAYER = (
    rf"(?:(?:{_LEVELS}{{1,3}}|幼儿园|举办者|个人|家庭|单位|社会)"
    r"(?:(?:本|[两二三各])?级)?(?:财政|政府)?|财政)"
)
_PAYERS = rf"{_PAYER}(?:[、和与及]?{_PAYER})+(?:(?:两|三|四|各)级)?(?:财政|政府)?"
_BEAR = r"(?:承担|负担|分担|配套|共担|解决|安排|补足|补助)"
_RATIO = lazy_pattern(
    rf"(?P<payers>{_PAYERS})(?:分别)?[^，,。；;\d]{{0,8}}?按?(?:照)?"
    rf"(?P<ratio>\d{{1,3}}(?:\s?[:：∶比]\s?\d{{1,3}})+)(?:的?比例)?(?:共同)?{_BEAR}"
)
# 县级财政按不低于1:1比例配套: as much again as what is given.
_MATCHED = lazy_pattern(
    rf"(?P<by>{_PAYER})[^，,。；;\d]{{0,8}}?1\s?[:：∶]\s?1(?:的?比例)?(?:足额|予以|进行|落实)?配套"
)
_DEALT = lazy_pattern(
    rf"(?P<payers>{_PAYERS})(?:分别|各自|依次)(?:按)?{_BEAR}"
    r"(?P<parts>\d{1,3}(?:\.\d+)?[%％](?:(?:[、，,]|和)\d{1,3}(?:\.\d+)?[%％])+)"
)
_BY = lazy_pattern(
    rf"(?P<percent>\d{{1,3}}(?:\.\d+)?)[%％](?:的部分|部分)?由(?P<by>{_PAYER})(?:予以)?{_BEAR}"
    rf"|(?P<bearer>{_PAYER}){_BEAR}(?P<bears>\d{{1,3}}(?:\.\d+)?)[%％]"
)
# A number, 六成 or 大部分 behind it tells that it is a part.
_WHOLE = lazy_pattern(
    rf"(?:(?:资金|经费|费用|的)[，,]?(?:全部)?由)(?P<by>{_PAYER})(?:全额|全部|统筹)?(?:承担|负担|解决)"
    r"(?![^，,、。；;\n]{0,8}(?:\d|[一二三四五六七八九]成|半|部分|比例|分之))"
)
_REST = lazy_pattern(
    rf"(?:其余|其它|其他|剩余|余下)(?:的)?(?:部分|资金|经费|费用)?(?:的)?[，,]?(?:全部)?由(?P<by>{_PAYER})"
    rf"(?:全额|全部|统筹|自行)?{_BEAR}(?!\s*\d)"
)
_LEVEL = lazy_pattern(
    rf"地[方区]|自治区|[省地市州盟县区旗乡镇]{_BESIDE}|中央|街道|幼儿园|举办者|个人|家庭|单位|社会"
)
# Looked for before the patterns above: few sentences hold both.
_BEARING = lazy_pattern(r"担(?<=[承负分共]担)|配套|解决|安排|补[足助]")
_PARTED = lazy_pattern(r"[%％]|\d\s?[:：∶比]\s?\d|由(?=[中自省地市州盟县区旗乡镇街幼举个家单社财])")
_PARTING = lazy_pattern("[、和与及]")
_AS_LISTED = lazy_pattern(r"(?:本?级|[两二三四各]级)?(?:财政|政府)?(?=[、和与及]|$)")
_NUMBER = lazy_pattern(r"\d+(?:\.\d+)?")
_HUNDRED = Decimal(100)


def find_cost_shares(text: str, span: Span) -> tuple[CostShare, ...]:
    """The shares said between `span`, in text order, each payer once."""
    if _BEARING.search(text, *span) is None or _PARTED.search(text, *span) is None:
        return ()
    found: dict[str, CostShare] = {}
    for share in sorted(_shares(text, span), key=lambda each: each.span):
        found.setdefault(share.payer, share)
    for share in _remaining(text, span, tuple(found.values())):
        found.setdefault(share.payer, share)
    return tuple(found.values())


def _shares(text: str, span: Span) -> Iterator[CostShare]:
    for match in _RATIO.finditer(text, *span):
        parts = [Decimal(part) for part in _NUMBER.findall(match["ratio"])]
        total = sum(parts)
        shares = [_percent(part * _HUNDRED / total) for part in parts] if total else []
        yield from _dealt(match, shares)
    for match in _DEALT.finditer(text, *span):
        yield from _dealt(match, [Decimal(part) for part in _NUMBER.findall(match["parts"])])
    for match in _MATCHED.finditer(text, *span):
        yield CostShare(match["by"], _HUNDRED / 2, match.span())
    for match in _BY.finditer(text, *span):
        payer, percent = match["by"] or match["bearer"], match["percent"] or match["bears"]
        yield CostShare(payer, Decimal(percent), match.span())


def _remaining(text: str, span: Span, said: Sequence[CostShare]) -> Iterator[CostShare]:
    """其余由市县承担: what the shares said leave; the whole where the sentence says none."""
    rest = _HUNDRED - sum(share.percent for share in said)
    if not said:
        for match in _WHOLE.finditer(text, *span):
            yield CostShare(match["by"], _HUNDRED, match.span())
    elif rest > 0:
        for match in islice(_REST.finditer(text, *span), 1):
            yield CostShare(match["by"], rest, match.span())


def _dealt(match: re.Match[str], shares: list[Decimal]) -> Iterator[CostShare]:
    payers = _LEVEL.findall(match["payers"])
    if len(payers) != len(shares):
        payers = _PARTING.split(_AS_LISTED.sub("", match["payers"]))
    if len(payers) == len(shares):
        for payer, share in zip(payers, shares, strict=True):
            yield CostShare(payer, share, match.span())


def _percent(share: Decimal) -> Decimal:
    rounded = share.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded
