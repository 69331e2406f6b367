"""A theme of one's own that extends another: its files, each of which shows how something is changed."""

import re
from collections.abc import Collection

from batchpages.content.scalars.files import DEVICES
from batchpages.diagnostics import UsageError
from batchpages.model import MAX_SLUG, SLUG
from batchpages.starters.fields import HOW
from batchpages.starters.names import slug_for

MANIFEST = """\
name: {name}
extends: {base}{pad}# What this theme does not bring comes from there.
description: Our own look.        # What it is like; `batchpages theme list` shows it.

{how}

## Choices that batchpages.yaml can make under `theme:`. Templates have them as `options.notice`,
## and stylesheets have colours as `var(--paper-tone)`.
# options:
#   notice:
#     type: text                  # `text`, `colour` or `choice`.
#     default: ""                 # What holds where batchpages.yaml says nothing.
#     description: A line to stand above every page.
#   paper-tone:
#     type: colour
#     default: "#fdfdfc"
#   corners:
#     type: choice
#     choices: [sharp, round]     # Only a `choice` has these.
#     default: sharp

## Words in place of those of {base}, by language. Templates have them as `words.buy`.
# words:
#   en:
#     buy: Take one home
#     made_by: From the hands of
"""

BASE = """\
{{# All pages extend this one, which is that of {base} with one more stylesheet. #}}
{{% extends "{base}/base.html" %}}
{{% block head %}}
{{{{ super() }}}}
<link rel="stylesheet" href="{{{{ assets["{name}.css"] }}}}">
{{% endblock %}}
"""

SHEET = """\
/* Read after the stylesheet of {base}, so that what stands here wins. That one begins with all that a designer may
   want to turn, such as the two below: `batchpages theme eject site.css` copies it here, to be changed as a whole. */

:root {{
  --measure: 34rem; /* how wide a story runs */
  --display-tracking: -.015em; /* how closely the letters of titles stand */
}}
"""


def check_theme_name(name: str, taken: Collection[str]) -> str:
    """A name for a new theme. Raises `UsageError` where it cannot be, or is taken."""
    if not re.fullmatch(SLUG, name) or len(name) > MAX_SLUG or DEVICES.fullmatch(name):
        meant = slug_for(name)
        raise UsageError(f"`{name}` cannot be the name of a theme; use small letters, digits and hyphens, such as `{meant or 'mine'}`")
    if name in taken:
        raise UsageError(f"there is a theme `{name}` already; take another name")
    return name


def theme_files(name: str, base: str, *, bare: bool = False) -> dict[str, str]:
    """The files of a theme that extends `base`, by their paths in the project; with `bare` none but its manifest."""
    manifest = MANIFEST.format(name=name, base=base, pad=" " * max(2, 34 - len(f"extends: {base}")), how=HOW)
    files = {f"themes/{name}/theme.yaml": manifest}
    if not bare:
        files[f"themes/{name}/templates/base.html"] = BASE.format(name=name, base=base)
        files[f"themes/{name}/assets/{name}.css"] = SHEET.format(name=name, base=base)
    return files
