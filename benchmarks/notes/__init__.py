"""Notes that nobody wrote, with the word statistics of the sample notes: for measuring at sizes that no folder has."""
