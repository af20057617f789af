"""What to do, and when: the choice and timing of projects as plain data, solved to proof, said in words.

Belongs here: the problem, its building from a plan, the solvers, the independent check, the reasons.
Does not: what a project changes in the city (city), who decided (government), or any page about it.
"""
