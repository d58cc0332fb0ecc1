"""业务动作 — what a person can do; one transaction each."""
