"""How a hint shows a text in the quotes that YAML needs."""

TYPOGRAPHIC = "“”„‟«»‘’‚"
"""Quotation marks that word processors make, and that are none to YAML."""


def in_quotes(text: str) -> str:
    """A hint that shows a text in the quotes that it needs."""
    text = text.strip()
    straight = ""
    if len(text) > 1 and text[0] in TYPOGRAPHIC and text[-1] in TYPOGRAPHIC and not any(mark in text[1:-1] for mark in "“”„‟«»"):
        text, straight = text[1:-1], "straight "
    if len(text) > 60 or not text.isprintable():
        return "put the whole text in quotes"
    if '"' in text or "\\" in text:
        doubled = text.replace("'", "''")
        return f"put it in {straight}quotes: `'{doubled}'`"
    return f'put it in {straight}quotes: `"{text}"`'
