"""One process that keeps the briefings warm, and answers whoever asks it."""
