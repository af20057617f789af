"""What machines read: the plan's figures in formats that others' tools already know.

Belongs here: writers and readers of open formats, pure from values to text. Does not: where files are
put (cli, portal), what people read (documents), or any figure of its own.
"""
