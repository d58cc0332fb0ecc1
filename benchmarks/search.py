"""全文检索 — 10,000 documents indexed and searched, beside plain looking through every text.

    benchmarks/search.py [--documents N]

Prints a table: the time to index, then for each question how many documents hold it, the median
milliseconds of the index (ids within reach, counted) and of a LIKE over every text.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

QUESTIONS = ("学前教育", "园", "学位供给不足", "按月拨付 台账", "第7321号", "没有这样的话")
REPEATS = 5
SEED = 20261122


def main() -> int:
    """Build an installation in a temporary folder and measure it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=10_000)
    wanted = parser.parse_args().documents
    with tempfile.TemporaryDirectory(prefix="mengyang-search-") as folder:
        os.environ |= {
            "MENGYANG_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "mengyang.web.site.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure(wanted)
    return 0


def _measure(wanted: int) -> None:
    from django.db import connection
    from django.db.models import Q

    from mengyang.core.documents.searching import phrases
    from mengyang.store.models import Document
    from mengyang.store.reads.search import holding

    seconds, characters = _fill(wanted)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database at work does by itself
    each = seconds / wanted * 1000
    print(f"{wanted} documents, {characters / 1e6:.1f} million characters")
    print(f"indexed in {seconds:.1f} s, {each:.2f} ms a document")
    print("| question | found | index ms | plain ms |\n|---|---|---|---|")
    for words in QUESTIONS:
        plain = Q()
        for phrase in phrases(words):
            plain &= Q(searched__folded__contains=phrase)
        found, fast = _timed(lambda words=words: Document.objects.filter(holding(words)).count())
        known, slow = _timed(lambda plain=plain: Document.objects.filter(plain).count())
        if found != known:
            raise SystemExit(f"{words}: {found} by the index, {known} by plain looking")
        print(f"| {words} | {found} | {fast:.1f} | {slow:.1f} |")


def _fill(wanted: int) -> tuple[float, int]:
    """Documents of sentences drawn from our own samples; the seconds of indexing, characters."""
    from django.db import transaction

    from mengyang.store.models import Area, Document, User
    from mengyang.store.writes.search import index_documents
    from tests.cast import AT

    paths = sorted((ROOT / "tests" / "samples").rglob("text.txt"))
    lines = [
        line for path in paths for line in path.read_text(encoding="utf-8").split("\n") if line
    ]
    draw = random.Random(SEED)
    area = Area.objects.create(key="a")
    user = User.objects.create(username="u", display_name="某", password="x")
    seconds, characters = 0.0, 0
    for start in range(0, wanted, 500):
        rows = []
        for number in range(start, min(start + 500, wanted)):
            text = "\n".join(draw.choices(lines, k=draw.randint(15, 60)))
            characters += len(text)
            rows.append(
                Document(
                    area=area, title=f"文件{number}", document_number=f"样办发〔2026〕第{number}号",
                    text=text, size=0, uploaded_by=user, uploaded_at=AT,
                )
            )  # fmt: skip
        with transaction.atomic():
            Document.objects.bulk_create(rows)
        begun = perf_counter()
        with transaction.atomic():
            index_documents([row.pk for row in rows])
        seconds += perf_counter() - begun
    return seconds, characters


def _timed(ask: Callable[[], int]) -> tuple[int, float]:
    """What is answered, and the median milliseconds of asking."""
    taken = []
    for _ in range(REPEATS):
        begun = perf_counter()
        answer = ask()
        taken.append((perf_counter() - begun) * 1000)
    return answer, median(taken)


if __name__ == "__main__":
    sys.exit(main())
