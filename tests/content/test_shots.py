from batchpages import model
from batchpages.content.shots import others, shots_of
from batchpages.model import Shot

NO_STORY = model.Story()


def photo(file, focus=""):
    return model.Photo(file=file, alt="It", focus=focus)


def story(*files):
    return model.Story(segments=tuple(part for file in files for part in ("<p>It rained.</p>", model.Figure(file, "It"))))


def batch(*photos, steps=()):
    provenance = tuple(model.Event(on="2026-05", what="Picked", photo=model.StepPhoto(file=file, alt="It") if file else None) for file in steps)
    return model.Batch(title="One", product="balm", maker="leila", code="A-1", photos=photos, provenance=provenance)


def test_a_record_without_pictures_has_none():
    assert shots_of(batch(), NO_STORY) == ()
    assert shots_of(model.Page(title="About"), NO_STORY) == ()
    assert shots_of(model.Stockist(title="Corner"), NO_STORY) == ()


def test_the_first_opens_the_page_and_stands_for_the_record_and_the_others_are_a_gallery():
    found = shots_of(batch(photo("a.jpg", "1% 2%"), photo("b.jpg"), photo("c.jpg", "3% 4%")), NO_STORY)
    assert found == (
        Shot("a.jpg", ("hero", "card", "share"), "1% 2%"),
        Shot("b.jpg", ("gallery",)),
        Shot("c.jpg", ("gallery",), "3% 4%"),
    )


def test_what_the_story_shows_is_not_in_the_gallery_too_but_the_first_may_be_both():
    found = shots_of(batch(photo("a.jpg"), photo("b.jpg"), photo("c.jpg")), story("b.jpg", "a.jpg"))
    assert found == (Shot("a.jpg", ("hero", "card", "share", "figure")), Shot("c.jpg", ("gallery",)), Shot("b.jpg", ("figure",)))


def test_a_picture_of_the_story_or_of_a_step_is_cut_around_the_focus_that_photos_give_it():
    found = shots_of(batch(photo("a.jpg"), photo("b.jpg", "9% 9%"), photo("s.jpg", "7% 7%"), steps=("s.jpg", "")), story("b.jpg"))
    assert found == (
        Shot("a.jpg", ("hero", "card", "share")),
        Shot("s.jpg", ("gallery", "step"), "7% 7%"),
        Shot("b.jpg", ("figure",), "9% 9%"),
    )


def test_a_picture_that_is_shown_twice_in_one_way_is_named_once():
    found = shots_of(batch(steps=("s.jpg", "s.jpg")), story("b.jpg", "b.jpg"))
    assert found == (Shot("s.jpg", ("step",)), Shot("b.jpg", ("figure",)))


def test_pictures_of_stories_stand_in_the_order_of_their_names_so_that_moving_one_changes_nothing():
    assert shots_of(batch(), story("b.jpg", "a.jpg")) == shots_of(batch(), story("a.jpg", "b.jpg"))


def test_a_free_page_shows_only_what_stands_in_it():
    assert shots_of(model.Page(title="About"), story("a.jpg")) == (Shot("a.jpg", ("figure",)),)


def test_a_photo_that_is_listed_twice_counts_as_it_stands_first():
    photos = (photo("a.jpg", "1% 1%"), photo("b.jpg", "2% 2%"), photo("a.jpg", "3% 3%"), photo("c.jpg"), photo("b.jpg", "4% 4%"))
    assert others(photos, NO_STORY) == (photos[1], photos[3])
    assert shots_of(batch(*photos), NO_STORY) == (
        Shot("a.jpg", ("hero", "card", "share"), "1% 1%"),
        Shot("b.jpg", ("gallery",), "2% 2%"),
        Shot("c.jpg", ("gallery",)),
    )
