"""Bytes → Catalog: settings, records, stories, and the join that links them.

Pure: it is given bytes and paths, never opens a file, and never asks what time it is. What an author did wrong comes back
as diagnostics; a record that is broken keeps its name.
"""
