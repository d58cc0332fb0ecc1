"""核对 — one module a check over a finished reading; found by scanning this folder."""
