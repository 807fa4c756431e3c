"""A conversation in a terminal: what is typed, what is remembered of it, and what it sets off."""
