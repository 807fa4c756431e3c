"""The commands of `briefbot telegram`, one module each."""
