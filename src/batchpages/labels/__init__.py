"""Catalog → label sheets: what the printed code says, where labels stand on the paper, the PDF, and the ledger of all addresses ever printed.

`plan` and `ledger` are pure joins that run at every build; the rest is what the task of one sheet does. May not open a file (but for the
bundled font, as a library reads its own data), ask for the time, or know what a page is: it says which addresses must have one.
"""
