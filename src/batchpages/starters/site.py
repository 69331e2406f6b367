"""A new project: its settings, one batch of an example brand with all that belongs to it, and what git and people want beside."""

import datetime
from typing import NamedTuple

from batchpages.content.described import describe
from batchpages.diagnostics import UsageError, shown
from batchpages.model import DEFAULT_THEME, Settings
from batchpages.starters import example
from batchpages.starters.editor import editor_files, schema_comment
from batchpages.starters.fields import Fitted, Group, front_matter
from batchpages.starters.names import in_yaml, slug_for, title_of
from batchpages.wish import LEDGER, PUBLIC, SETTINGS, SHEETS, STATE

LONGEST_NAME = 80

GROUPS = (
    Group("How it looks, and what stands on every page", ("theme", "tagline", "logo", "images", "contact", "social", "responsible_person")),
    Group("How batches are called", ("code_pattern",)),
    Group("Labels", ("labels",)),
    Group("Once there is something to change", ("former_hosts", "check")),
)

GIT_IGNORE = f"/{PUBLIC}/\n/{SHEETS}/\n{STATE}/\n"
GIT_ATTRIBUTES = f"# Two branches that each issued labels keep the lines of both.\n{LEDGER} merge=union\n"

README = """\
# {name}

The storefront of our batches. Each has a page of its own, made by [batchpages](https://pypi.org/project/batchpages/)
from the files in this folder.

    batchpages new batch     # begin a batch: it asks for a title, and says which file to write in
    batchpages serve         # look at the storefront while you write
    batchpages check         # what is wrong, and what the texts lack
    batchpages build         # make the storefront, in public/

| folder or file | what it holds |
|---|---|
| `content/batches/` | a story for each batch, with its facts |
| `content/products/`, `content/makers/`, `content/ingredients/`, `content/stockists/` | what batches are, who made them, what went in, who sells them |
| `content/pages/` | free pages, such as About |
| `batchpages.yaml` | our name, our address, our theme |
| `public/`, `labels/` | made by the program: upload the first, print from the second |
| `labels.ledger.yaml` | every address that was ever printed; keep it in git, always |
"""


class NewSite(NamedTuple):
    """What is asked of a new project. `currency` is an ISO 4217 code, `language` a BCP 47 tag, `timezone` an IANA name."""

    name: str
    base_url: str
    language: str = "en"
    timezone: str = "UTC"
    currency: str = "EUR"


def usual_name(folder: str) -> str:
    """A brand's name that the name of its folder makes."""
    words = " ".join(folder[:LONGEST_NAME].replace("_", " ").replace("-", " ").split())
    return title_of(words[:1].upper() + words[1:]) if any(letter.isalnum() for letter in words) else "My Shop"


def usual_address(name: str, language: str) -> str:
    """An address that stands for the one that a brand will have."""
    return f"https://{slug_for(name, language) or 'my-shop'}.example/"


def check_name(name: str) -> str:
    """A brand's name on one line. Raises `UsageError` where it cannot be."""
    line = title_of(name)
    if len(line) > LONGEST_NAME:
        raise UsageError(f"the name has {len(line)} characters, and {LONGEST_NAME} is the most: {shown(line, 30)}")
    in_yaml(line)
    return line


def site_files(site: NewSite, today: datetime.date) -> dict[str, str]:
    """Every file of a new project, by its path."""
    return {
        SETTINGS: f"{schema_comment(SETTINGS)}\n{_settings(site)}",
        **example.files(today, site.currency),
        ".gitignore": GIT_IGNORE,
        ".gitattributes": GIT_ATTRIBUTES,
        "README.md": README.format(name=site.name),
        **editor_files(),
    }


def _settings(site: NewSite) -> str:
    given = {
        "name": in_yaml(site.name),
        "base_url": in_yaml(site.base_url),
        "language": site.language,
        "timezone": site.timezone,
        "currency": site.currency,
        "theme": DEFAULT_THEME,
    }
    return front_matter(describe(Settings), given, GROUPS, Fitted(notes=_NOTES))


_NOTES = {
    "base_url": "The code on each label is printed with it, so settle on it before the first one; for an address that ends in `.example` no labels are made.",
    "theme": f'With a colour of yours: `theme: {{name: {DEFAULT_THEME}, accent: "#9c4a2f"}}`.',
}
