"""Catalog → page tasks, and what those tasks do: build what a template is given, render it, make feeds and data.

May not open a file, ask for the time, or know what another task made: a task reads the parts it was given and nothing else.
"""
