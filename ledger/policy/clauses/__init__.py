"""The rules of the schemes: one predicate a clause, one file a stage.

No clause knows of another. A parameter that the edition leaves unset is a clause that holds.
"""
