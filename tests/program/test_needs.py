"""What is missing here is said aloud, and must not be missing on CI."""

from __future__ import annotations

import pytest

from helpers.needs import needed

pytestmark = pytest.mark.quick


def test_a_test_that_cannot_run_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match=r"NO-SUCH IS NOT.*install a-package"):
        needed("no-such", "a-package")


def test_on_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(AssertionError, match="install a-package"):
        needed("no-such", "a-package")
