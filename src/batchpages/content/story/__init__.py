"""A story's Markdown → a `Story`: sanitised HTML with typed holes, its headings, and what it leads to.

The order is what makes it safe. A flood is refused by counting; the rest becomes HTML; the sanitiser brings that into
one regular form that holds nothing but what is allowed; and only then are links, pictures and headings looked at,
whether they came from Markdown or from raw HTML. A hole is an item between pieces of HTML and never a mark inside it,
so that no author can forge one. `parse` has these steps in order.
"""

from batchpages.content.story.occurrences import locate
from batchpages.content.story.parse import ParsedStory, parse_story

__all__ = ["ParsedStory", "locate", "parse_story"]
