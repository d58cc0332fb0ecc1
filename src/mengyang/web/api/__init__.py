"""接口 — one module a subject with `router` and `PREFIX`; found by `web.family`."""
