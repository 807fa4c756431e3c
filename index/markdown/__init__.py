"""How Markdown is read: its blocks (by markdown-it-py) and the markup inside them, with exact offsets."""
