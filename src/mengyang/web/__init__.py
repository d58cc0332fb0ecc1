"""页面 — pages, API, templates, commands and jobs: everything a person meets."""
