"""Where acts are kept: Django models over SQLite or PostgreSQL, and what is folded from them.

Belongs here: two tables of truth (acts, blobs), projections that can be rebuilt, import and export.
Does not: what an act means (government), what a page shows (portal).
"""
