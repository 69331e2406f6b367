"""`--update`: what is expected is written anew from what is; read the difference before you commit it."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--every-stock", action="store_true", help="look at label sheets on all stocks, and not only on a few")
    parser.addoption("--update", action="store_true", help="write the expected files in tests/sites/ and the reference in docs/ anew")


@pytest.fixture
def update(request):
    """Whether expected files are to be written rather than compared."""
    return request.config.getoption("--update")
