"""The machine: paths, key ring, clock, single instance, atomic files, message catalogue."""
