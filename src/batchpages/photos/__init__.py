"""Photo bytes → facts about it, and its variants for the web. The only home of Pillow, which is imported only where a picture is really read.

Pure: it is given bytes and gives values; it knows neither records nor pages.
"""

from batchpages.engine.task import Digest, Task
from batchpages.model import PICTURES


def is_photo(path: str) -> bool:
    """Whether a file's name says that it is a picture."""
    return "." + path.rpartition(".")[2].lower() in PICTURES


def photo_task(path: str, digest: Digest) -> Task:
    """The task that looks at a photo."""
    return Task("batchpages.photos.facts:parse_photo", {"path": path}, (digest,))


def position_task(path: str, digest: Digest) -> Task:
    """The task that asks whether a photo tells where it was taken."""
    return Task("batchpages.photos.facts:find_position", {"path": path}, (digest,))
