"""The pictures of docs/ can be made anew; what they show is for people to look at."""

import importlib.util
from pathlib import Path

import pytest
from PIL import Image

PICTURES = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures"


@pytest.fixture
def pictures():
    spec = importlib.util.spec_from_file_location("make_pictures", PICTURES / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sizes(folder):
    found = {}
    for path in folder.glob("*.png"):
        with Image.open(path) as picture:
            found[path.name] = picture.size
    return found


@pytest.mark.browser
def test_all_pictures_can_be_made(pictures, browser, tmp_path):
    pictures.make(browser, tmp_path)
    assert sizes(tmp_path) == sizes(PICTURES)
