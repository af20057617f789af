"""What is one person's own in the workspace: their due dates as a calendar, and its texts.

Belongs here: the calendar feed and the English of the workspace's first page.
Does not: who must do what by when (government.dues), notices and secrets (store), other pages.
"""
