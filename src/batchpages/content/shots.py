"""One record → the pictures that its pages show, and what each is shown as."""

from collections.abc import Iterator, Sequence

from batchpages import model

OF_THE_FIRST: tuple[model.Role, ...] = ("hero", "card", "share")


def shots_of(noun: model.Noun, story: model.Story) -> tuple[model.Shot, ...]:
    """Each picture that a record names, once. One that stands in the story or beside a step is cut around the `focus` that `photos` gives it."""
    roles: dict[str, list[model.Role]] = {}
    for file, role in _uses(noun, story):
        shown_as = roles.setdefault(file, [])
        if role not in shown_as:
            shown_as.append(role)
    focus = {photo.file: photo.focus for photo in reversed(getattr(noun, "photos", ()))}
    return tuple(model.Shot(file, tuple(shown_as), focus.get(file, "")) for file, shown_as in roles.items())


def others(photos: Sequence[model.Photo], story: model.Story) -> tuple[model.Photo, ...]:
    """Those of a record's photos that stand together on its page: all but the first and what its story shows, each once."""
    elsewhere = {segment.file for segment in story.segments if isinstance(segment, model.Figure)} | {photo.file for photo in photos[:1]}
    found: dict[str, model.Photo] = {}
    for photo in photos:
        if photo.file not in elsewhere:
            found.setdefault(photo.file, photo)
    return tuple(found.values())


def _uses(noun: model.Noun, story: model.Story) -> Iterator[tuple[str, model.Role]]:
    photos = getattr(noun, "photos", ())
    yield from ((photo.file, role) for photo in photos[:1] for role in OF_THE_FIRST)
    yield from ((photo.file, "gallery") for photo in others(photos, story))
    yield from ((step.photo.file, "step") for step in getattr(noun, "provenance", ()) if step.photo)
    yield from ((file, "figure") for file in sorted({segment.file for segment in story.segments if isinstance(segment, model.Figure)}))
