"""Who agreed: official acts, the rules they must meet, and the state they add up to.

Belongs here: the Act, its kinds with their public fields, the rules before it, the fold after it.
Does not: where acts are kept (store), what a plan says (plan), or who is asking (portal, cli).
"""
