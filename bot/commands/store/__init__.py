"""The commands of `briefbot store`, one module each."""
