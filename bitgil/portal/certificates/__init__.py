"""증명서: the issuer's public files as they lie, and the words of the pages about certificates.

Belongs here: did.json, the status lists and the meaning of the terms, served as files; this area's catalogue.
Does not: the pages (portal.pages, portal.workspace.pages), signing (store), what a certificate is (record).
"""
