"""How well a sector's rule would have done in the past, beside 'no change'.

Belongs here: one module a sector, `trials(plan)`, from observed values alone. MODEL_RULE names the rule
that is the model's own middle; ALSO_CALLED the quantities that one trial's figure stands for as well.
Does not: adding the errors up (outlook), or running the model itself.
"""
