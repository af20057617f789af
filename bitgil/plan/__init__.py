"""What the city decided: frozen records, read from and written to a folder of TOML and CSV.

Belongs here: the plan's types, reading, writing, rules, typed changes and version.
Does not: anything that computes (city), chooses (roadmap) or remembers who decided (government).
"""
