"""How a message quotes a piece of an author's text."""


def shown(text: str, length: int = 60) -> str:
    """A piece of an author's text as a message quotes it: on one line, shortened, without control characters."""
    line = "".join(c if c.isprintable() else " " for c in text[: length + 1])
    return f"`{line[:length]}…`" if len(line) > length else f"`{line}`"


def in_quotes(text: str) -> str:
    """A hint that shows a text in the quotes that it needs."""
    text = text.strip()
    if len(text) > 60 or not text.isprintable():
        return "put the whole text in quotes"
    if '"' in text or "\\" in text:
        doubled = text.replace("'", "''")
        return f"put it in quotes: `'{doubled}'`"
    return f'put it in quotes: `"{text}"`'
