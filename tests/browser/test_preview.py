"""What an author saves, and a page of the preview follows: `batchpages serve` in a process of its own, looked at in headless Chromium."""

import re
import shutil
import subprocess
import time

import pytest
from playwright.sync_api import expect

import projects
from previewing import DRAFT, FIRST, PATIENCE, SECOND, SHOP, STORY, STYLE, followed, mended, shows

pytestmark = pytest.mark.browser

LONG = "\n\n".join(f"Paragraph {number} of a long story." for number in range(80))


# --- a save ------------------------------------------------------------------------------------------------------------------


def test_an_edited_story_is_shown_without_a_reload(preview, see):
    page = see(f"{preview.address}/batches/first/")
    shows(page, "It rained in May.")
    preview.change(FIRST, "It rained in May.", "It snowed in May.")
    shows(page, "It snowed in May.")
    assert "It rained" not in page.content()
    assert followed(page)


def test_the_page_stays_where_it_was_scrolled_to(preview, see):
    preview.change(FIRST, "It rained", f"{LONG}\n\nIt rained")
    page = see(f"{preview.address}/batches/first/")
    shows(page, "Paragraph 79")
    page.evaluate("scrollTo({top: 1500, behavior: 'instant'})")
    preview.change(FIRST, "Paragraph 79", "Section 79")
    shows(page, "Section 79")
    assert page.evaluate("scrollY") == 1500
    assert followed(page)


def test_what_was_unfolded_and_what_has_the_focus_stay_so(preview, see):
    more = "<details><summary>More of it</summary><p>All of the rain.</p></details>\n\n"
    preview.change(FIRST, "It rained", f"{more}It rained")
    page = see(f"{preview.address}/batches/first/")
    page.get_by_text("More of it").click()
    page.get_by_role("link", name="Leila", exact=True).nth(1).focus()
    focused = page.evaluate("(window.kept = document.activeElement).textContent")
    preview.change(FIRST, more, f"A new beginning.\n\n{more}And between.\n\n")
    shows(page, "A new beginning.")
    shows(page, "All of the rain.")
    assert page.evaluate("document.activeElement.textContent") == focused
    assert page.evaluate("document.activeElement === window.kept")
    assert page.locator("main details[open]").count() == 1
    page.get_by_text("More of it").click()
    preview.change(FIRST, "A new beginning.", "Another beginning.")
    shows(page, "Another beginning.")
    expect(page.get_by_text("All of the rain.")).to_be_hidden()
    preview.change(FIRST, "<details>", "<details open>")
    expect(page.get_by_text("All of the rain.")).to_be_visible(timeout=PATIENCE)
    assert followed(page)


def test_an_edited_template_is_followed(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.change(STORY, "Written by hand.", "Written at night.")
    shows(page, "Written at night.")
    assert followed(page)


NOTE_COLOURS = """() => {
    window.seen = new Set();
    const note = () => { window.seen.add(getComputedStyle(document.body).backgroundColor); requestAnimationFrame(note) };
    note();
    new MutationObserver(note).observe(document, { childList: true, subtree: true, attributes: true });
}"""


def turns(page, colour):
    page.wait_for_function("colour => getComputedStyle(document.body).backgroundColor === colour", arg=colour, timeout=PATIENCE)


def test_an_edited_stylesheet_is_followed_and_no_moment_is_without_style(preview, see):
    page = see(f"{preview.address}/batches/first/")
    page.evaluate(NOTE_COLOURS)
    for colour in ("rgb(200, 220, 240)", "rgb(1, 2, 3)"):
        preview.write({STYLE: f"body {{ background: {colour}; margin: 0 }}\n"})
        turns(page, colour)
    assert page.evaluate("[...window.seen]") == ["rgb(250, 240, 230)", "rgb(200, 220, 240)", "rgb(1, 2, 3)"]
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert followed(page)


def test_a_stylesheet_that_changes_faster_than_it_comes_leaves_no_moment_without_style(preview, look):
    page = look(f"{preview.address}/batches/first/")
    page.evaluate("window.same = true")
    page.evaluate(NOTE_COLOURS)
    page.route("**/*.css", lambda route: (time.sleep(0.05), route.continue_()))
    for number in range(20):
        preview.write({STYLE: f"body {{ background: rgb(1, 2, {number}); margin: 0 }}\n"})
        page.wait_for_timeout(30)
    turns(page, "rgb(1, 2, 19)")
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert "rgba(0, 0, 0, 0)" not in page.evaluate("[...window.seen]")
    assert followed(page)


def test_edited_settings_are_followed(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.change("batchpages.yaml", "Test Brand", "Another Brand")
    expect(page.get_by_role("link", name="Another Brand").first).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_title(re.compile("Another Brand"), timeout=PATIENCE)
    assert followed(page)


def test_a_site_that_is_to_stand_under_a_path_stands_there(preview, see):
    page = see(f"{preview.address}/batches/first/")
    preview.change("batchpages.yaml", "https://brand.example/", "https://brand.example/shop/")
    page.wait_for_url(f"{preview.address}/shop/batches/first/", timeout=PATIENCE)
    shows(page, "It rained in May.")
    page.goto(preview.address)
    assert page.url == f"{preview.address}/shop/"
    shows(page, "Made in batches.")
    assert preview.get("/batches/first/")[0] == 404
    preview.change("batchpages.yaml", "https://brand.example/shop/", "https://brand.example/")
    page.wait_for_url(f"{preview.address}/", timeout=PATIENCE)
    shows(page, "Made in batches.")


def test_tabs_on_different_pages_all_follow(preview, see):
    first = see(f"{preview.address}/batches/first/")
    second = first.context.new_page()
    second.goto(f"{preview.address}/batches/second/")
    second.evaluate("window.same = true")
    preview.change("batchpages.yaml", "Test Brand", "Another Brand")
    for page in (first, second):
        expect(page.get_by_role("link", name="Another Brand").first).to_be_visible(timeout=PATIENCE)
    preview.change(SECOND, "It was dry.", "It was damp.")
    shows(second, "It was damp.")
    preview.change(FIRST, "It rained in May.", "It snowed in May.")
    shows(first, "It snowed in May.")
    assert followed(first)
    assert followed(second)


def test_an_editor_that_replaces_a_file_is_followed(preview, see):
    page = see(f"{preview.address}/batches/first/")
    for number in range(3):
        beside = preview.root / f"content/batches/.first.md.{number}~"
        beside.write_text(SHOP[FIRST].replace("May", f"May {number}"), encoding="utf-8")
        beside.replace(preview.root / FIRST)
        shows(page, f"It rained in May {number}")
    mended(page)
    assert followed(page)


def test_an_editor_that_empties_a_file_before_it_writes_leaves_no_mistake_behind(preview, see):
    page = see(f"{preview.address}/batches/first/")
    with (preview.root / FIRST).open("w", encoding="utf-8") as file:
        time.sleep(0.05)
        file.write(SHOP[FIRST].replace("It rained", "It snowed"))
    shows(page, "It snowed in May.")
    mended(page)
    assert followed(page)


# --- files that come and go --------------------------------------------------------------------------------------------------


def test_a_renamed_batch_takes_its_open_page_along(preview, see):
    preview.write({"content/batches/third/story.md": DRAFT})
    preview.settle()
    page = see(f"{preview.address}/batches/third/")
    (preview.root / "content/batches/third").rename(preview.root / "content/batches/renamed")
    page.wait_for_url(f"{preview.address}/batches/renamed/", timeout=PATIENCE)
    shows(page, "Nobody has read this yet.")


def test_a_deleted_batch_is_not_found_until_it_is_back(preview, see, tmp_path):
    page = see(f"{preview.address}/batches/second/")
    kept = (preview.root / SECOND).rename(tmp_path / "second.md")
    shows(page, "There is nothing here")
    assert preview.get("/batches/second/")[0] == 404
    kept.rename(preview.root / SECOND)
    shows(page, "It was dry.")
    mended(page)


def test_ten_batches_that_are_copied_in_at_once_are_all_shown(preview, see, tmp_path):
    for number in range(10):
        text = DRAFT.replace("RB-3", f"RB-{10 + number}").replace("The third", f"Copied {number}")
        projects.write(tmp_path, {f"copied/copied-{number}/story.md": text, f"copied/copied-{number}/notes.txt": "x" * 100_000})
    page = see(f"{preview.address}/batches/")
    before = preview.rounds
    shutil.copytree(tmp_path / "copied", preview.root / "content/batches", dirs_exist_ok=True)
    expect(page.get_by_role("link", name=re.compile(r"Copied \d"))).to_have_count(10, timeout=PATIENCE)
    mended(page)
    assert followed(page)
    assert preview.rounds - before <= 4


def test_a_checkout_of_another_branch_is_followed(preview, see):
    def git(*words):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@brand.example", *words], cwd=preview.root, check=True, capture_output=True)

    page = see(f"{preview.address}/batches/first/")
    listed = see(f"{preview.address}/batches/")
    git("init", "--initial-branch=main")
    git("add", "content", "themes", "batchpages.yaml")
    git("commit", "--message=one")
    git("checkout", "-b", "other")
    new = {f"content/batches/new-{number}.md": DRAFT.replace("RB-3", f"RB-{10 + number}").replace("The third", f"New {number}") for number in range(10)}
    preview.write(new | {FIRST: SHOP[FIRST].replace("rained", "snowed")})
    git("add", "content")
    git("commit", "--message=two")
    shows(page, "It snowed in May.")
    expect(listed.get_by_role("link", name=re.compile(r"New \d"))).to_have_count(10, timeout=PATIENCE)
    before = preview.rounds
    git("checkout", "main")
    shows(page, "It rained in May.")
    expect(listed.get_by_role("link", name=re.compile(r"New \d"))).to_have_count(0, timeout=PATIENCE)
    mended(page)
    assert preview.rounds - before <= 4


# --- drafts ------------------------------------------------------------------------------------------------------------------


def test_a_draft_is_marked_on_its_page_and_beside_links_to_it(preview, see):
    preview.write({"content/batches/third.md": DRAFT})
    preview.settle()
    page = see(f"{preview.address}/batches/third/")
    expect(page.locator("batchpages-preview .draft")).to_contain_text("draft", ignore_case=True)
    page.goto(f"{preview.address}/batches/")
    expect(page.locator("batchpages-preview .draft")).to_be_hidden()
    mark = "name => getComputedStyle([...document.links].find((link) => link.textContent === name), '::after').content"
    page.wait_for_function(f"name => ({mark})(name) !== 'none'", arg="The third")
    page.wait_for_function(f"({mark})('The third') !== 'none'")
    assert "draft" in page.evaluate(mark, "The third")
    assert page.evaluate(mark, "The second") == "none"
    preview.change("content/batches/third.md", "draft: true\n", "")
    page.wait_for_function(f"name => ({mark})(name) === 'none'", arg="The third")


def test_drafts_can_be_hidden(start, see):
    preview = start(SHOP | {"content/batches/third.md": DRAFT}, "--no-drafts")
    page = see(f"{preview.address}/batches/")
    shows(page, "The second")
    assert page.get_by_text("The third").count() == 0
    assert preview.get("/batches/third/")[0] == 404
