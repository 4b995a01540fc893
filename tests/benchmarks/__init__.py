"""Benchmarks: measured on one machine in one run, never asserted as time."""
