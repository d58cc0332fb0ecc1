"""读取 — one module a reading, each independent; found by scanning this folder."""
