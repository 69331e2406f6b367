"""What somebody wants to begin → the texts of the files that they begin with.

What is known of the project, and today, are given as values. This room opens no file, asks for no time, and knows no page; what cannot be is
a `UsageError`, since the words of the command are all that can be wrong here.
"""
