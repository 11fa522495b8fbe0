"""Tests in a real browser: they run where Chromium is installed, and say loudly that they did not where it isn't."""

import os
import shutil
import warnings
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as installed on the machine, or as named by SOKDOCS_CHROMIUM; without it the test is skipped."""
    path = os.environ.get("SOKDOCS_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        message = "NOT CHECKED: no Chromium here, so the HTML was not tested for accessibility (install it, or set SOKDOCS_CHROMIUM)"
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()
