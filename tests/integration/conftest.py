"""What several integration tests begin with."""

from pathlib import Path

import pytest

from tests.integration.bulk_world import Sender, a_sender, make_home
from tests.integration.issue_desk import Desk


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """A register with contracts, one for each invented supplier, and their references."""
    home = tmp_path_factory.mktemp("bulk") / "home"
    return home, make_home(home)


@pytest.fixture
def sender(
    filled: tuple[Path, tuple[str, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Sender:
    """A copy of it, with the commands that send to all of them."""
    return a_sender(filled, Desk(tmp_path, monkeypatch, capsys), monkeypatch)
