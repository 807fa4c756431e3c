"""What briefbot costs beside what it is built on, as ratios within one run."""
