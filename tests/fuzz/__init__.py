"""Hostile bytes for every reader."""
