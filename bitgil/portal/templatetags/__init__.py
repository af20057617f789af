"""Filters and tags for templates: only how a record is read out, never what it means."""
