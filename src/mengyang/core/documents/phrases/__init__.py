"""短语 — one grammar each: days, deadlines, quantities, units, money."""
