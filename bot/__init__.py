"""briefbot's front ends: the command line. They know the library by its public names, and nothing of its insides."""
