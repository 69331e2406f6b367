"""What cannot be printed with: said in the words of whoever asked for it."""


class RefusedError(ValueError):
    """A stock, font or logo that is refused: `what` is wrong with it, and a hint that says what to do."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint
