"""A WordPress site on this machine: Debian's packages, a database on a socket, PHP's built-in server on a free port."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from typer.testing import Result

Publish = Callable[..., Result]
"""Runs `exporter publish wordpress` with these arguments."""

SOURCES = Path(__file__).parent
WORDPRESS = Path("/usr/share/wordpress")
PROGRAMS = ("php", "mariadbd", "mariadb-install-db")
_SLOWEST_START = 30
_SETUP = """
switch_theme('plain');
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
update_option('timezone_string', 'Europe/Paris');
global $wp_rewrite; $wp_rewrite->init(); $wp_rewrite->flush_rules();
wp_delete_post(1, true); wp_delete_post(2, true); wp_delete_post(3, true);
$passwords = [];
foreach (['desk' => 'editor', 'reporter' => 'author', 'reader' => 'subscriber'] as $name => $role) {
    $id = wp_insert_user(['user_login' => $name, 'user_pass' => wp_generate_password(), 'role' => $role,
        'display_name' => ucfirst($name), 'user_email' => "$name@courrier.example"]);
    $passwords[$name] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'test'])[0];
}
return $passwords;
"""


def missing() -> str:
    """Why no site can be set up here; empty if one can."""
    absent = [name for name in PROGRAMS if shutil.which(name) is None]
    if not WORDPRESS.is_dir():
        absent.append(str(WORDPRESS))
    return f"no WordPress here ({', '.join(absent)}): .ci/install-wordpress installs it on Debian" if absent else ""


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """The site in a folder. `passwords`: the Application Passwords of its users desk, reporter and reader."""

    folder: Path
    port: int = field(default_factory=free_port)
    passwords: dict[str, str] = field(default_factory=dict, repr=False)
    _key: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    _processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # Set-up

    def set_up(self) -> None:
        """Database, files, installation, users, server."""
        self._start_database()
        self._lay_files()
        self._install()
        self.start()
        self.passwords = self.php(_SETUP)

    def tear_down(self) -> None:
        self.kill()
        database = self._processes.pop("database", None)
        if database is not None:
            database.kill()  # nothing in it is wanted any more
            database.wait()

    def _start_database(self) -> None:
        data, log = self.folder / "data", self.folder / "database.log"
        with log.open("wb") as output:
            install = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--skip-test-db"]
            install += ["--auth-root-authentication-method=normal", *_as_user()]
            subprocess.run(install, stdout=output, stderr=output, check=True)
            server = ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={self._socket}", "--skip-networking"]
            server += [f"--pid-file={self.folder}/database.pid", "--skip-log-bin", "--skip-name-resolve", *_as_user()]
            server += [
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=32M",
                "--performance-schema=off",
            ]
            self._processes["database"] = subprocess.Popen(server, stdout=output, stderr=output)
        _wait_for(self._socket.exists, log)

    @property
    def _socket(self) -> Path:
        return self.folder / "database.sock"

    def _lay_files(self) -> None:
        """WordPress's own files as links; configuration, content and router of the tests."""
        for path in WORDPRESS.iterdir():
            if path.name not in ("wp-config.php", "wp-content", ".htaccess"):
                (self.folder / path.name).symlink_to(path)
        for name in ("wp-config.php", "router.php", "run.php"):
            shutil.copy(SOURCES / name, self.folder / name)
        content = self.folder / "wp-content"
        shutil.copytree(SOURCES / "theme", content / "themes/plain")
        shutil.copytree(SOURCES / "seo", content / "mu-plugins")
        self.configure("local")
        create = (
            "$link = new mysqli('localhost', 'root', '', '', 0, $argv[1]); $link->query('CREATE DATABASE wordpress');"
        )
        subprocess.run(["php", "-r", create, "--", self._socket], check=True)

    def configure(self, environment: str) -> None:
        """Sets WP_ENVIRONMENT_TYPE."""
        values = {"socket": str(self._socket), "url": self.url, "environment": environment, "key": self._key}
        (self.folder / "site.json").write_text(json.dumps(values))

    @property
    def plugins(self) -> Path:
        return self.folder / "wp-content/mu-plugins"

    # Server

    def start(self) -> None:
        """Starts the web server and waits until it answers."""
        command = ["php", "-d", "opcache.enable=1", "-d", "opcache.enable_cli=1", "-d", "opcache.revalidate_freq=0"]
        command += [
            "-d",
            "memory_limit=512M",
            "-S",
            f"127.0.0.1:{self.port}",
            "-t",
            self.folder,
            self.folder / "router.php",
        ]
        environment = {**os.environ, "PHP_CLI_SERVER_WORKERS": "2"}
        log = self.folder / "server.log"
        with log.open("ab") as output:
            self._processes["server"] = subprocess.Popen(
                command, stdout=output, stderr=output, env=environment, start_new_session=True
            )
        _wait_for(self._answers, log)
        assert self._processes["server"].poll() is None, log.read_text(errors="replace")[-2000:]

    def kill(self) -> None:
        """Ends the web server at once, in the middle of whatever it does."""
        server = self._processes.get("server")
        if server is not None:
            os.killpg(server.pid, signal.SIGKILL)
            self.wait_for_death()

    def wait_for_death(self) -> None:
        """Until the web server, which is killed or has a fault that kills it, has let go of its port."""
        self._processes["server"].wait(timeout=_SLOWEST_START)
        del self._processes["server"]
        _wait_for(lambda: not self._answers(), self.folder / "server.log")  # its workers are dead too

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False

    # Looking and changing

    def php(self, code: str) -> Any:
        """What PHP code inside of the site returns."""
        headers = {"X-Key": self._key}
        answer = httpx.post(f"{self.url}/run", content=code, headers=headers, trust_env=False, timeout=30)
        assert answer.status_code == 200, answer.text[-2000:]
        return answer.json()

    def _install(self) -> None:
        command = ["php", self.folder / "run.php", "install"]
        done = subprocess.run(command, input=b"return true;", capture_output=True, cwd=self.folder, check=False)
        assert done.stdout.endswith(b"true"), (done.stdout + done.stderr).decode(errors="replace")[-2000:]

    def add_post(self, **fields: str) -> int:
        """The identifier of a new published post, written by an administrator."""
        fields = {"post_status": "publish", "post_title": "Titre", **fields}
        return int(self.php(f"wp_set_current_user(1); return wp_insert_post(wp_slash({_php(fields)}));"))

    def row(self, post: int) -> dict[str, str]:
        """The row of a post in the database."""
        found: dict[str, str] = self.php(
            f"global $wpdb; return $wpdb->get_row('SELECT * FROM wp_posts WHERE ID = {post}');"
        )
        return found

    def meta(self, key: str) -> dict[int, list[str]]:
        """Every row of a post meta, by post."""
        query = f"SELECT post_id, meta_value FROM wp_postmeta WHERE meta_key = '{key}'"
        rows = self.php(f"global $wpdb; return $wpdb->get_results({_php(query)});")
        found: dict[int, list[str]] = {}
        for row in rows:
            found.setdefault(int(row["post_id"]), []).append(row["meta_value"])
        return found

    def page(self, post: int) -> str:
        """The public page of a post, as a reader gets it."""
        answer = httpx.get(f"{self.url}/", params={"p": post}, follow_redirects=True, trust_env=False, timeout=30)
        assert answer.status_code == 200, answer.text[:300]
        return answer.text

    def rest(self, route: str, user: str = "desk", **params: str) -> Any:
        """What the REST API tells a user."""
        login = (user, self.passwords[user])
        answer = httpx.get(f"{self.url}/wp-json/{route}", params=params, auth=login, trust_env=False, timeout=30)
        assert answer.status_code == 200, answer.text[:300]
        return answer.json()

    def fault(
        self, match: str, status: int, *, passing: int = 0, times: int = 1, mode: str = "before", **more: Any
    ) -> None:
        """Lays out a fault for requests ("METHOD address") that match, after `passing` of them: see router.php."""
        value = {"match": f"~{match}~", "status": status, "pass": passing, "times": times, "mode": mode, **more}
        (self.folder / "fault.json").write_text(json.dumps(value))

    def take_requests(self) -> list[str]:
        """The requests ("METHOD address") since the last time."""
        log = self.folder / "requests.log"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines


def _php(value: object) -> str:
    """A value as PHP code: a JSON string is a PHP string, once its dollars are escaped."""
    text = json.dumps(json.dumps(value)).replace("$", "\\$")
    return f"json_decode({text}, true)"


def _as_user() -> list[str]:
    """The database does not run as root unless it is told to."""
    return ["--user=root"] if os.geteuid() == 0 else []


def _wait_for(ready: Any, log: Path) -> None:
    deadline = time.monotonic() + _SLOWEST_START
    while not ready():
        assert time.monotonic() < deadline, log.read_text(errors="replace")[-2000:]
        time.sleep(0.05)
