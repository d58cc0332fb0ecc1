"""读取 — every read takes a Scope first, without default, and gives frozen records."""
