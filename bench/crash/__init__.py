"""Kills the real daemon at random moments and at the worst points, and counts what was lost or doubled."""
