"""What people see: public pages over the current plan, in Korean and English, without a line of JavaScript.

Belongs here: settings, addresses, pages, templates, and how a figure is written for a reader.
Does not: deciding or storing anything; what takes long is computed in the store, only drafts on request.
"""
