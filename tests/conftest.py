"""A headless Chromium for the tests that need to see a page."""

import shutil

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser():
    """A browser; the tests are skipped, and say why, where there is none."""
    if CHROMIUM is None:
        pytest.skip("chromium이 없습니다: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright가 없습니다: pip install '.[dev]'")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
