"""What the verb roadmap is made of: reading what was typed, answering it as plain data, telling it.

Belongs here: words of the command line about roadmaps. Does not: any rule, value or solve (roadmap).
"""
