"""What stands where the text of a new record will be: questions to answer, in a remark that no page shows."""

from batchpages.model import Kind

BATCH = """\
<!-- The story of this batch goes here. This remark is on no page; take it away when you like.

Some 150 words are a good length. What a shopper wants to know, with the batch in their hand:

- What was different this time: the weather, the harvest, a mistake, somebody new?
- Who did what, with which tool, on which day? What did they notice?
- Where does the most important thing in it come from, and who grew it?
- What can one see, smell or feel of all that?

An empty line begins a new paragraph, `## ` a heading. `[Leila](maker:leila)` leads to a maker's page,
`batch:`, `product:`, `ingredient:` and `stockist:` do the same for others. -->
"""

BODIES: dict[Kind, str] = {
    "batch": BATCH,
    "product": """\
<!-- What it is, and why you make it the way you do. What stays the same from batch to batch?
This remark is on no page; take it away when you like. -->
""",
    "maker": """\
<!-- How they came to this work, what they are particular about, and what they say when a batch turns out well.
This remark is on no page; take it away when you like. -->
""",
    "ingredient": """\
<!-- What it is, who grows or makes it, and why you buy it there. Two or three sentences will do.
This remark is on no page; take it away when you like. -->
""",
    "stockist": """\
<!-- How to find it, when it is open, whom to ask for. One or two sentences will do.
This remark is on no page; take it away when you like. -->
""",
    "page": """\
<!-- The text of the page. `## ` begins a heading, an empty line a new paragraph.
This remark is on no page; take it away when you like. -->
""",
}
"""The body of each kind's file."""
