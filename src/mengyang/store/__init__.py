"""数据表 — the one Django app with tables."""
