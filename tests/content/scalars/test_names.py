import pytest

from batchpages.content.scalars import FORMATS, Invalid
from batchpages.content.scalars.names import gtin
from content.scalars.hints import hint_of


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("slug", "Rose Balm", "`rose-balm`"),
        ("slug", "Árvore--1", "`arvore-1`"),
        ("slug", "花", "`rose-balm`"),
        ("slug", "Smørebrød", "`rose-balm`"),
        ("slug", "a" * 101, "`aaa"),
        ("code", "rb 2026/014", "`RB-2026-014`"),
        ("code", "rb-2026-014", "`RB-2026-014`"),
        ("code", "A" * 21, "1 to 20"),
        ("code", "٣", "1 to 20"),
        *(("code", name, f"`{name}-1`") for name in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT9")),
        ("code-pattern", "{PRODUCT}-{YYYY}", "add one count"),
        ("code-pattern", "{product}-{N}", "{PRODUCT}"),
        ("code-pattern", "rb-{N}", "`A-Z`"),
        ("code-pattern", "{N", "`A-Z`"),
        ("gtin", "4006381333932", "bar code"),
        ("gtin", "4 006381 333931", "`4006381333931`"),
        ("gtin", "123", "8, 12, 13 or 14"),
    ],
)
def test_a_name_or_code_that_is_none(name, text, hint):
    assert hint in hint_of(FORMATS[name], text)


def test_a_code_that_windows_keeps_for_itself_says_so():
    with pytest.raises(Invalid) as caught:
        FORMATS["code"]("NUL")
    assert "`NUL` is a name that Windows keeps for itself" in caught.value.what


@pytest.mark.parametrize("text", ["NUL-1", "COM10", "CON-2026", "COM", "CONE", "LPT"])
def test_a_code_may_begin_like_a_name_that_windows_keeps(text):
    assert FORMATS["code"](text) == text


def test_a_wrong_check_digit_says_the_right_one():
    with pytest.raises(Invalid) as caught:
        gtin("5609999001018")
    assert "should be 9, not 8" in caught.value.what
