"""Starters: what new files say. PURE: choices → texts."""
