"""The record: a witnessed transparency log whose every entry anybody can check offline, and its proofs.

Belongs here: tree, tiles, notes, checkpoints, cosignatures, proofs, policy, entries, witnesses, keys, audits.
Does not: the acts that are recorded (government), where acts are kept (store), the clock (passed in).
"""
