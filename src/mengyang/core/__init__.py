"""规则内核 — pure rules: records in, records out. No clock, disk, network or framework."""
