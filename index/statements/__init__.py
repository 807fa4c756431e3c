"""What two sentences have to do with each other: whether they say the same, or otherwise of the same fact.

All of it is told by form, from the words alone: no model, no network, well under a millisecond a pair.
"""
