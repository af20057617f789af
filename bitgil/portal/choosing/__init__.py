"""선택: what the pages about the roadmap share, from the question asked to what a reader sees.

Belongs here: answers of the roadmap kept for one version of the plan, the form of the committee's what-if,
and rows for tables. Does not: any rule or solve (roadmap), addresses and titles (pages), markup (templates).
"""
