"""업무공간: where officers, members and auditors work; each deed becomes an act, allowed and judged.

Belongs here: the desk a page is given, forms made from the kinds of act, the one view, the pages' folder.
Does not: who may do what (government.permissions), the rules (government.rules), how acts are kept (store).
"""
