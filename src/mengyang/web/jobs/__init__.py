"""后台作业 — the library delivers a job's number; everything else about a job is in our own row."""
