"""What the tests of scalars share: the hint that a refused text gets."""

import pytest

from batchpages.content.scalars import Invalid


def hint_of(convert, text):
    with pytest.raises(Invalid) as caught:
        convert(text)
    assert caught.value.what
    return caught.value.hint
