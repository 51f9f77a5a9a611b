"""A missing program skips a test, and fails it on CI."""

from __future__ import annotations

import pytest

from helpers.needs import needed

pytestmark = pytest.mark.quick


def test_a_skipped_test_names_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match=r"NO-SUCH IS NOT.*install a-package"):
        needed("no-such", "a-package")


def test_on_ci_a_missing_program_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(AssertionError, match="install a-package"):
        needed("no-such", "a-package")
