"""The warm door as a command sees it: where it is, whether it may be trusted, and what goes through it.

A command that asks through it imports nothing else of what answers: neither index nor model.
"""
