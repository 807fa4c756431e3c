"""The commands of `briefbot telegram`."""
