"""Where a link or a picture leads: a record, a file beside the story, an address that stays, or what is wrong with it."""

import re
from urllib.parse import unquote

import msgspec

from batchpages.content.scalars import Invalid, file, photo
from batchpages.content.slugs import slug_of
from batchpages.diagnostics import did_you_mean, shown
from batchpages.model import KIND_OF, KINDS, PUBLISHED_BESIDE, SLUG, FileLink, RecordLink


class Target(msgspec.Struct, frozen=True):
    """A hole, and what follows it in the address; or neither, for an address that stays; or what is wrong, and a hint."""

    hole: RecordLink | FileLink | None = None
    rest: str = ""
    what: str = ""
    hint: str = ""


WAYS = "write `https://…` for another site, `maker:leila` for a record, `report.pdf` for a file beside the story"
PICTURE_WAY = "put its file beside the story and write its name: `![what it shows](photo.jpg)`"
EMPTY = "]()"
"""What is looked for in the story where a link or picture has no target."""

UNSEEN = re.compile(r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE | re.DOTALL)
SITE = re.compile(r"//[^\s/?#\\@<>\"`{|}^]+(?:[/?#].*)?", re.DOTALL)
LOCAL = re.compile(r"//(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])(?::\d+)?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
"""An address of one's own computer, as a preview has it."""
OTHER_SITE = re.compile(r"www\..*|[\w.-]+\.(?:com|org|net)(?:/.*)?", re.IGNORECASE)
RECORD = re.compile(rf"({SLUG})(#[\w.:~%-]+)?")
RECORD_FILE = re.compile(rf"(?:\.{{1,2}}/)*(?:content/)?({'|'.join(KIND_OF)})/({SLUG})(?:/story)?\.md")
FRAGMENT = re.compile(r"[\w.:~%=&,-]*")


def link_target(value: str) -> Target:
    """Judge a link's target as a browser would read it: without the signs that cannot be seen, whatever its case."""
    value = value.strip()
    plain = UNSEEN.sub("", value)
    scheme = SCHEME.fullmatch(plain)
    if not plain:
        return Target(what="this link leads nowhere", hint=WAYS)
    if plain.startswith(("//", "/\\", "\\")):
        return Target(what=f"{shown(plain)} does not say how to reach that site", hint="write it in full, with `https://` in front")
    if scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"):
        return _record_target(scheme[1], scheme[2], plain)
    if plain != value:
        return Target(what=f"{shown(plain)} has a sign in it that cannot be seen", hint="delete the address and type it anew")
    if scheme:
        return _whole_address(scheme[1], scheme[2], plain)
    return Target() if plain[0] in "#/" else _record_file(plain) or _file_target(plain)


def _whole_address(scheme: str, rest: str, written: str) -> Target:
    """Judge an address with its scheme, of another site, a person or a telephone."""
    if scheme.lower().startswith("http") and not SITE.fullmatch(rest):
        return Target(what=f"{shown(written)} is not a whole address", hint="write it as in `https://example.com/page`")
    if LOCAL.fullmatch(rest):
        return Target(what=f"{shown(written)} leads to your own computer, where no shopper can follow", hint=f"{WAYS}; a page is `page:about`")
    return Target()


def picture_target(value: str) -> Target:
    """Judge where a picture comes from: a file beside the story, or a path on this site."""
    plain = UNSEEN.sub("", value.strip())
    if SCHEME.fullmatch(plain) or plain.startswith(("//", "/\\", "\\")):
        return Target(what=f"{shown(plain)} is a picture from elsewhere, which a page cannot show", hint=PICTURE_WAY)
    if plain.startswith("/"):
        return link_target(value)
    try:
        return Target(FileLink(photo(file(unquote(value.strip())))))
    except Invalid as wrong:
        return Target(what=wrong.what, hint=wrong.hint) if plain else Target(what="this picture has no file", hint=PICTURE_WAY)


def _record_target(kind: str, rest: str, written: str) -> Target:
    """Judge a target such as `maker:leila#tools`, or one with another word before its colon."""
    name, sharp, fragment = rest.partition("#")
    slug = slug_of(name)
    if kind not in KINDS:
        near = did_you_mean(kind, KINDS).replace("`?", f":{slug}{sharp}{fragment}`?")
        what = f"{shown(written)} is not a record" if near else f"a link cannot begin with {shown(kind + ':')}"
        return Target(what=what, hint=near or WAYS)
    if record := RECORD.fullmatch(rest):
        return Target(RecordLink(kind, record[1], record[2] or ""))
    if RECORD.fullmatch(name):
        return Target(what=f"{shown(written)} has a `#` with nothing after it that could be found", hint=f"write `{kind}:{name}`")
    near = f"did you mean `{kind}:{slug}`?" if RECORD.fullmatch(slug) and slug != name else ""
    hint = near or f"write the name of its file or folder, as in `{kind}:rose-balm`"
    return Target(what=f"{shown(written)} cannot be a record: a name has small letters, digits and single hyphens", hint=hint)


def _record_file(value: str) -> Target | None:
    """What to say of the file that a record is written in; none where it is not one."""
    name, sharp, fragment = value.partition("#")
    record = RECORD_FILE.fullmatch(unquote(name))
    if record is None:
        return None
    what = f"{shown(value)} is the file that a record is written in, and not its page"
    return Target(what=what, hint=f"did you mean `{KIND_OF[record[1]]}:{record[2]}{sharp}{fragment}`?")


def _file_target(value: str) -> Target:
    """Judge the name of a file beside the story."""
    name, sharp, fragment = value.partition("#")
    name = unquote(name)
    if "@" in value:
        return Target(what=f"{shown(value)} is not an address yet", hint=f"did you mean `mailto:{value}`?")
    if OTHER_SITE.fullmatch(name):
        return Target(what=f"{shown(value)} would be looked for on this site", hint=f"did you mean `https://{value}`?")
    if "." not in name.rpartition("/")[2].strip(".") or "?" in name:
        return Target(what=f"{shown(value)} is neither a record nor a file nor an address", hint=f"{WAYS}; a page is `page:about`")
    try:
        file(name)
    except Invalid as wrong:
        return Target(what=wrong.what, hint=wrong.hint)
    if not name.lower().endswith(PUBLISHED_BESIDE) or not FRAGMENT.fullmatch(fragment):
        return Target(what=f"{shown(value)} cannot be linked to", hint="save it as a PDF; a picture is shown with `![what it shows](photo.jpg)`")
    return Target(FileLink(name), sharp + fragment)
