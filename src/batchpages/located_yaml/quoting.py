"""How a hint shows a text in the quotes that YAML needs."""


def in_quotes(text: str) -> str:
    """A hint that shows a text in the quotes that it needs."""
    text = text.strip()
    if len(text) > 60 or not text.isprintable():
        return "put the whole text in quotes"
    if '"' in text or "\\" in text:
        doubled = text.replace("'", "''")
        return f"put it in quotes: `'{doubled}'`"
    return f'put it in quotes: `"{text}"`'
