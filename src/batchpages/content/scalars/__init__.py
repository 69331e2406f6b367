"""The text of one value → the value itself, by its field's type or `format`; or what is wrong with it and what to type.

Only the digits 0-9 count as digits. A converter takes a text without spaces around it and raises `Invalid`.
"""

from batchpages.content.scalars.converter import MAX_TEXT, Convert, Invalid
from batchpages.content.scalars.files import file, photo
from batchpages.content.scalars.formats import FORMATS, PLAIN
from batchpages.content.scalars.plain import between, one_of, text_of

__all__ = ["FORMATS", "MAX_TEXT", "PLAIN", "Convert", "Invalid", "between", "file", "one_of", "photo", "text_of"]
