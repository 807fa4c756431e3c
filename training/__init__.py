"""Fit the weights that ship with briefbot to questions with known answers."""
