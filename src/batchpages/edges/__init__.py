"""The only code that touches the world outside: the project's folder, the output folder, the lock, the clock.

Turns a folder into sources, and results into a published folder. Knows files and digests, and nothing of batches. What
the machine does wrong is told here, once, as a `MachineError` with the path and the reason in words.
"""
