"""A class on one machine: JupyterHub, a small JupyterLab a learner, and the chapters in a folder of each learner's own.

Start it with `make class`, or `jupyterhub --config tools/class/jupyterhub_config.py`. All learners share one password and the account
that started the hub: their folders are kept apart, but not behind walls, so it is for a class that trusts each other.
SECURITY.md says what that means. These variables change it:

COURSE_CLASS_ADDRESS   where it listens; http://127.0.0.1:8000 if not given: this machine only
COURSE_CLASS_PASSWORD  the password of the class, 8 characters or more; if not given, one is made and printed
COURSE_CLASS_FOLDER    where the learners' folders are; class/ in the course's folder if not given
COURSE_CLASS_MEMORY    what each process of a learner may take, in MB; 1000 if not given (Linux only)
COURSE_CLASS_ROOT      1 lets the account be root, so that every learner's code may do anything to this machine
"""

import asyncio
import os
import secrets
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("COURSE_CLASS_FOLDER", ROOT / "class")).resolve()
PROXY = Path(sys.prefix) / "node_modules" / ".bin"  # where `make class` lets npm put it
MEGABYTES = int(os.environ.get("COURSE_CLASS_MEMORY", 1000))
IDLE = 3600  # seconds without a sign of life, until a learner's server is stopped; the notebooks stay
USELESS = ("jupyter_server_terminals", "notebook_shim")  # parts of JupyterLab that the course does not use

if hasattr(os, "geteuid") and os.geteuid() == 0 and os.environ.get("COURSE_CLASS_ROOT") != "1":
    sys.exit("Every learner's code would run as root. Start the class from an account without rights, or set COURSE_CLASS_ROOT=1.")

c = get_config()  # noqa: F821, which JupyterHub puts here


async def chapters(spawner):
    """Copy the chapters into the learner's folder, and bring them up to date; what the learner changed stays."""
    home = Path(spawner.home_dir)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment = os.environ | {"COURSE_WORK": str(home)}
    copying = await asyncio.create_subprocess_exec(sys.executable, str(ROOT / "tools" / "workspace.py"), env=environment)
    if await copying.wait():
        raise RuntimeError(f"the chapters could not be copied to {home}")


FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
c.JupyterHub.bind_url = os.environ.get("COURSE_CLASS_ADDRESS", "http://127.0.0.1:8000")
c.JupyterHub.db_url = f"sqlite:///{FOLDER / '.hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(FOLDER / ".hub-cookie-secret")
c.ConfigurableHTTPProxy.command = [shutil.which("configurable-http-proxy", path=PROXY) or "configurable-http-proxy"]
c.ConfigurableHTTPProxy.pid_file = str(FOLDER / ".hub-proxy.pid")

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ.get("COURSE_CLASS_PASSWORD") or secrets.token_urlsafe(9)
c.Authenticator.allow_all = True  # who has the password; nobody is an administrator
c.Authenticator.username_pattern = "[a-z][a-z0-9_-]{0,30}"  # a name becomes a folder

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(FOLDER / "{username}")
c.Spawner.pre_spawn_hook = chapters
c.Spawner.cmd = [sys.executable, str(ROOT / "tools" / "class" / "singleuser.py")]
if shutil.which("prlimit"):  # too much is a MemoryError of that learner, not the end of the machine
    c.Spawner.cmd = ["prlimit", f"--data={MEGABYTES * 2**20}", *c.Spawner.cmd]
c.Spawner.args = [
    *(f"--ServerApp.jpserver_extensions={name}=False" for name in USELESS),
    "--LabApp.extension_manager=readonly",  # nobody installs extensions for all
    "--MappingKernelManager.cull_idle_timeout=1800",  # seconds; only kernels that no page is open on
    "--MappingKernelManager.cull_interval=120",
    *(["--allow-root"] if os.environ.get("COURSE_CLASS_ROOT") == "1" else []),
]
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MPLCONFIGDIR": str(FOLDER / ".matplotlib")}
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
c.JupyterHub.concurrent_spawn_limit = 10
c.JupyterHub.active_server_limit = 60

c.JupyterHub.services = [
    {"name": "idle", "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE}"]},
]
c.JupyterHub.load_roles = [
    {"name": "idle", "services": ["idle"], "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"]},
]

if "COURSE_CLASS_PASSWORD" not in os.environ:
    print(f"The password of the class: {c.SharedPasswordAuthenticator.user_password}", flush=True)
