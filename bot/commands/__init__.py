"""The commands of the command line, one module each, imported only for what they need."""
