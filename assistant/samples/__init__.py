"""The sample library: sample reports masked, cut into passages, indexed, searched."""
