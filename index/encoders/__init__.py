"""Encoders: what turns texts into vectors; and pair scorers: what scores a question and a text together.

`index.encoders.load` loads them.
"""
