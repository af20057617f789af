"""위원회 업무: what the committee's pages of the workspace are made of: rooms, case sheets, minutes.

Belongs here: what a committee's page shows, gathered from the state. Does not: the pages themselves
(workspace.pages), what may come next or what the law allows (government), markup (templates).
"""
