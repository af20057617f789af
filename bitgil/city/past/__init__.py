"""How well a sector's rule would have done in the past, beside 'no change'.

Belongs here: one module a sector, `trials(plan)`, from observed values alone.
Does not: adding the errors up (outlook), or running the model itself.
"""
