"""Filters and tags for templates: how a record is read out in the reader's language.

Belongs here: thin wrappers around bitgil.portal.spelling and bitgil.portal.terms.
Does not: what a figure means, or any choice of what a page shows.
"""
