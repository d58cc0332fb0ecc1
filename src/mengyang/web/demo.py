"""演示账号 — the one password of all demo accounts; printed, and good for nothing else.

Accounts with it exist only where `mengyang demo` made them, and demo mode binds loopback.
"""

DEMO_PASSWORD = "mengyang-demo-2026"
