"""Fit the ranking and the confidence to a user's own questions, and keep what is better beyond chance."""
