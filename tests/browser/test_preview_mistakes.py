"""What a page of the preview says of mistakes, in headless Chromium."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from previewing import DRAFT, FIRST, PATIENCE, SECOND, SHOP, STORY, followed, mended, mistakes, overlay, shows

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def test_mistakes_stand_over_the_last_good_page_until_they_are_mended(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.write({
        FIRST: SHOP[FIRST].replace("maker: leila", "maker: leyla").replace("It rained", "It snowed"),
        SECOND: SHOP[SECOND].replace("price: 12.00 EUR", "price: twelve"),
    })  # fmt: skip
    maker, price = mistakes(page, 2)
    assert f"{FIRST}:4:8" in maker
    assert "maker: leyla" in maker
    assert "did you mean leila?" in maker
    assert f"{SECOND}:8:8" in price
    assert "price: twelve" in price
    expect(overlay(page).get_by_role("heading")).to_contain_text("2 mistakes")
    shows(page, "It rained in May.")
    assert followed(page)
    preview.write({SECOND: SHOP[SECOND]})
    mistakes(page, 1)
    preview.change(FIRST, "leyla", "leila")
    mended(page)
    shows(page, "It snowed in May.")
    assert followed(page)


def test_a_project_that_is_broken_from_the_start_is_shown_once_it_is_mended(start, see):
    preview = start(SHOP | {FIRST: SHOP[FIRST].replace("maker: leila", "maker: leyla")})
    page = see(f"{preview.address}/batches/first/")
    (maker,) = mistakes(page, 1)
    assert f"{FIRST}:4:8" in maker
    expect(overlay(page).get_by_role("heading")).to_have_text("1 mistake. The page appears once this is mended.")
    assert page.locator("main").count() == 0
    preview.write({FIRST: SHOP[FIRST]})
    shows(page, "It rained in May.")
    mended(page)


@pytest.mark.parametrize("to", ["/nowhere/", "/batches/second/#nowhere"])
def test_a_link_to_nowhere_does_not_replace_the_last_good_page(preview, see, to):
    page = see(f"{preview.address}/batches/first/")
    preview.change(FIRST, "It rained in May.", f"It snowed, [they say]({to}).")
    (link,) = mistakes(page, 1)
    assert f"{FIRST}:11" in link
    assert to in link
    shows(page, "It rained in May.")
    preview.change(FIRST, to, "/batches/second/")
    mended(page)
    shows(page, "It snowed, they say.")


def test_a_mistake_in_a_template_is_told_with_its_line(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.change(STORY, "Written by hand.", "{{ page.titel }}")
    (found,) = mistakes(page, 1)
    assert f"{STORY}:1" in found
    assert "titel" in found
    shows(page, "Written by hand.")
    preview.write({STORY: SHOP[STORY]})
    mended(page)


def test_settings_that_are_gone_end_nothing(preview, see, tmp_path):
    page = see(f"{preview.address}/batches/first/")
    settings = preview.root / "batchpages.yaml"
    away = settings.rename(tmp_path / "away.yaml")
    assert "batchpages.yaml" in "\n".join(mistakes(page, 1))
    shows(page, "It rained in May.")
    away.rename(settings)
    mended(page)
    preview.change("batchpages.yaml", "Test Brand", "Another Brand")
    expect(page).to_have_title(re.compile("Another Brand"), timeout=PATIENCE)


def test_hints_are_those_of_the_page(preview, see):
    first, second = see(f"{preview.address}/batches/first/"), see(f"{preview.address}/batches/second/")
    summary = first.locator("batchpages-preview .hints summary")
    expect(summary).to_have_text("1 hint", timeout=PATIENCE)
    summary.click()
    expect(first.locator("batchpages-preview .hints")).to_contain_text("the batch has no summary [no-summary]")
    expect(second.locator("batchpages-preview .hints")).to_be_hidden()


def test_hints_stay_out_of_the_way(preview, see):
    page = see(f"{preview.address}/batches/second/")
    preview.write({"themes/mine/templates/_unused.html": "Nobody includes this.\n"})
    hints = page.locator("batchpages-preview .hints")
    expect(hints.locator("summary")).to_have_text("1 hint", timeout=PATIENCE)
    expect(overlay(page)).to_be_hidden()
    expect(hints.get_by_text("no page uses this template")).to_be_hidden()
    hints.locator("summary").click()
    expect(hints.get_by_text("no page uses this template")).to_be_visible()
    (preview.root / "themes/mine/templates/_unused.html").unlink()
    expect(hints).to_be_hidden(timeout=PATIENCE)


def test_what_is_said_over_a_page_can_be_folded_away_with_the_keyboard(preview, see):
    page = see(f"{preview.address}/batches/first/", width=390)
    preview.change(FIRST, "maker: leila", "maker: leyla")
    mistakes(page, 1)
    assert overlay(page).bounding_box()["height"] <= 0.6 * 844 + 3
    heading = overlay(page).locator("summary")
    heading.focus()
    page.keyboard.press("Enter")
    expect(overlay(page).locator("li")).to_be_hidden()
    assert overlay(page).bounding_box()["height"] < 80
    preview.change(FIRST, "product: balm", "product: bam")
    expect(heading).to_contain_text("2 mistakes", timeout=PATIENCE)
    expect(overlay(page).locator("li").first).to_be_hidden()


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1440, False)], ids=["phone, dark", "desktop, light"])
def test_axe_finds_nothing_in_what_is_said_over_a_page(preview, see, width, dark):
    preview.write({"content/batches/third.md": DRAFT, "themes/mine/templates/_unused.html": "Nobody includes this.\n"})
    preview.settle()
    page = see(f"{preview.address}/batches/third/", width=width, dark=dark)
    page.locator("batchpages-preview .hints summary").click()
    preview.change(FIRST, "maker: leila", "maker: leyla")
    mistakes(page, 1)
    page.evaluate("document.body.replaceChildren()")  # how the page itself looks is for other tests
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
