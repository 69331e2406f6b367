import pytest

from batchpages.content.scalars import FORMATS
from content.scalars.hints import hint_of


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("focus", "30 60", "`30% 60%`"),
        ("focus", "center", "from the left"),
        ("focus", "101% 0%", "from the left"),
        ("menu", "Footer 2", "`footer 2`"),
        ("menu", "sidebar", "`header` or `footer`"),
    ],
)
def test_a_position_that_is_none(name, text, hint):
    assert hint in hint_of(FORMATS[name], text)
