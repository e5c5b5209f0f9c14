"""The class: what JupyterHub is told is safe unless an instructor says otherwise, and every setting is one that JupyterHub has."""

import asyncio
import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from traitlets.config import PyFileConfigLoader

ROOT = Path(__file__).resolve().parents[1]
CONFIG = ROOT / "tools" / "class" / "jupyterhub_config.py"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="JupyterHub is for Linux and macOS")


@pytest.fixture
def load(monkeypatch, tmp_path):
    """A function that loads the configuration with these variables, {name after COURSE_CLASS_: value}, and nothing else."""
    for name in [name for name in os.environ if name.startswith("COURSE_CLASS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    def loaded(**variables):
        for name, value in {"FOLDER": str(tmp_path / "class"), **variables}.items():
            monkeypatch.setenv(f"COURSE_CLASS_{name}", value)
        return PyFileConfigLoader(str(CONFIG)).load_config()

    return loaded


def test_it_listens_on_this_machine_only_and_asks_for_a_password(load, capsys):
    first, told, second = load(), capsys.readouterr().out, load()
    assert first.JupyterHub.bind_url == "http://127.0.0.1:8000"
    assert "hub_bind_url" not in first.JupyterHub and "ip" not in first.Spawner  # theirs are loopback
    assert first.JupyterHub.authenticator_class == "shared-password"
    passwords = [one.SharedPasswordAuthenticator.user_password for one in (first, second)]
    assert len(set(passwords)) == 2 and all(len(password) >= 12 for password in passwords)
    assert passwords[0] in told
    assert "admin_users" not in first.Authenticator and "admin_access" not in first.JupyterHub


def test_what_an_instructor_says_is_taken(load, capsys):
    c = load(ADDRESS="http://0.0.0.0:8080", PASSWORD="a word for us", MEMORY="700")
    assert c.JupyterHub.bind_url == "http://0.0.0.0:8080"
    assert c.SharedPasswordAuthenticator.user_password == "a word for us"
    assert "a word for us" not in capsys.readouterr().out
    if sys.platform == "linux":
        assert f"--data={700 * 2**20}" in c.Spawner.cmd


def test_a_learners_server_is_a_file_that_is_there(load):
    assert Path(load().Spawner.cmd[-1]).is_file()


def test_root_is_refused_unless_it_is_meant(load, monkeypatch):
    assert "--allow-root" not in load().Spawner.args
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SystemExit, match="as root"):
        load()
    assert "--allow-root" in load(ROOT="1").Spawner.args


def test_every_learner_has_a_folder_that_others_cannot_open_with_the_chapters_in_it(load, tmp_path):
    c = load()
    home = tmp_path / "class" / "ada"
    assert c.SimpleLocalProcessSpawner.home_dir_template.format(username="ada") == str(home)
    learner = SimpleNamespace(home_dir=str(home))
    asyncio.run(c.Spawner.pre_spawn_hook(learner))
    chapters = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert chapters and sorted(path.name for path in home.glob("*.ipynb")) == chapters
    assert (home.stat().st_mode & 0o77, home.parent.stat().st_mode & 0o77) == (0, 0)
    (home / chapters[0]).write_text("mine")
    asyncio.run(c.Spawner.pre_spawn_hook(learner))
    assert (home / chapters[0]).read_text() == "mine"


@pytest.mark.parametrize("name", ["..", "../ada", ".hub", "", "a/b", "Ada", "1", "ada lovelace", "a" * 40, "$(id)", "ada\n"])
def test_a_name_that_would_be_a_strange_folder_is_refused(load, name):
    pattern = load().Authenticator.username_pattern
    assert not re.fullmatch(pattern, name) and re.fullmatch(pattern, "ada-2")


def test_what_is_idle_is_stopped_by_a_service_that_may_do_no_more(load):
    c = load()
    (service,), (role,) = c.JupyterHub.services, c.JupyterHub.load_roles
    assert "jupyterhub_idle_culler" in service["command"] and "admin" not in service
    assert role["services"] == [service["name"]] and not [scope for scope in role["scopes"] if "admin" in scope or scope.startswith("access")]
    assert any("cull_idle_timeout" in argument for argument in c.Spawner.args)
    assert c.Spawner.environment["OMP_NUM_THREADS"] == "1"


def test_the_readme_says_what_was_measured():
    measured, told = (" ".join((ROOT / name).read_text(encoding="utf-8").split()) for name in ("benchmarks/CLASS.md", "README.md"))
    assert re.search(r"For a class of \d+, .*? drag at once", measured)[0] in told
    assert re.search(r"\| errors [^|]*\| 0 \| 0 \| 0 \|", measured)


def test_jupyterhub_knows_every_setting(load):
    pytest.importorskip("jupyterhub", reason="JupyterHub is not installed; pip install course-lib[class]")
    from jupyterhub.app import JupyterHub
    from jupyterhub.auth import Authenticator
    from jupyterhub.authenticators.shared import SharedPasswordAuthenticator
    from jupyterhub.proxy import ConfigurableHTTPProxy
    from jupyterhub.spawner import SimpleLocalProcessSpawner, Spawner

    known = {kind.__name__: kind for kind in (
        JupyterHub, Authenticator, SharedPasswordAuthenticator, ConfigurableHTTPProxy, SimpleLocalProcessSpawner, Spawner)}
    for kind, settings in load().items():
        for name in settings:
            assert known[kind].class_traits(config=True).get(name), f"{kind}.{name}"
