"""模板标签 — what templates may call."""
