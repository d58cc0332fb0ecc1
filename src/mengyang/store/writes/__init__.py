"""写入 — the one door to a transaction; named write functions lie in the subjects' modules."""

from mengyang.store.writes.work import Work, transaction

__all__ = ["Work", "transaction"]
