"""The story's browser is the one of tests/browser."""

from tests.browser.conftest import chromium

__all__ = ["chromium"]
