"""부서와 총괄부서의 일: what the pages of departments, plan office and budget office share.

Belongs here: rows and sheets made from the acts for those pages, and the words of their templates.
Does not: pages themselves (pages), what acts add up to (government), or the committee's work.
"""
