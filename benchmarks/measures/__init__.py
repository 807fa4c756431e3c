"""What is measured of the contestants, one kind a module; contestants take turns inside each."""
