"""Walks over plans, compiled: starts go out and come in again, a hundred thousand steps a second.

What belongs here works on plain arrays and knows no problem, no model and no solver; nothing here proves.
"""
