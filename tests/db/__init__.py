"""Tests of the local store, on real files."""
