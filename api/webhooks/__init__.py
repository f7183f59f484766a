"""Webhooks: events sent to a force's own systems, signed, until they say that they have them.

As Standard Webhooks 1.0.0 has it. A receiver hears of every event that it asked for, at least once,
and of one page's events in their order; it tells repeats by `webhook-id`.
"""
