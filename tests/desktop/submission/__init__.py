"""Tests of the signed submission package."""
