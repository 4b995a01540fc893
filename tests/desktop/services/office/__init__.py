"""The use cases of the statistics office."""
