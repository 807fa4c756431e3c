<<<<<<< HEAD
"""The commands of `briefbot telegram`, one module each."""
=======
"""The commands of `briefbot telegram`."""
>>>>>>> main
