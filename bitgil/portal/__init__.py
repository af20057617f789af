"""What people see: public pages over the current plan, in Korean and English, without a line of JavaScript.

Belongs here: settings, addresses, pages, templates, and how a figure is written for a reader.
Does not: deciding, computing or storing anything; pages only read what the store holds.
"""
