"""Pure functions, their results, and the store between them. Knows nothing of batches.

A task is a value; its key is a digest of all that can change its result. `run` executes the tasks whose key the store
lacks and keeps their results. Nothing here opens a file outside the store's folder except to read what a task names.
"""
