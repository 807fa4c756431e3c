"""Following a briefings folder: noticing that something changed, and bringing the index up to date by itself."""
