"""网站 — settings, addresses and the WSGI entry."""
