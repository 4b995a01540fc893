"""Stores of released schemas."""
