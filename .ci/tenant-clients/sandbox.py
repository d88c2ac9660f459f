"""Starts the sandbox as a tenant, and asks it for what it has received."""

import json
import os
import pathlib
import shlex
import subprocess
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
QUICK = {"IM_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}  # it does not live long enough for more
OPTIONS = ("--dialect", "tenant", "--limit", "0", "--set", "pipeline-seconds=1", "--set", "results=250")


class Sandbox:
    """A sandbox of its own process; a context manager."""

    def __init__(self, state=None, options=()):
        self.command = [str(ROOT / "im"), "sandbox", "--port", "0", *OPTIONS, *options]
        if state:
            self.command += ["--state", str(state)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True, env=os.environ | QUICK)
        self.settings = {}
        for line in self.process.stdout:
            if line.startswith("#"):
                break
            name, value = line.split(" ", 1)[1].strip().split("=", 1)
            self.settings[name] = shlex.split(value)[0]
        if "LEGACY_URL" not in self.settings:
            raise SystemExit(f"The sandbox did not start; it ended with {self.process.wait()}.")
        self.host = self.settings["LEGACY_URL"].removesuffix("/api/v2")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.process.stdout.close()

    @property
    def user(self):
        return self.settings["LEGACY_USER"], self.settings["LEGACY_PASSWORD"]

    def report(self):
        with urllib.request.urlopen(f"{self.host}/_sandbox/report", timeout=20) as answer:
            return json.load(answer)

    def set(self, **switches):
        """Sets switches, with underscores for the hyphens of their names."""
        body = json.dumps({name.replace("_", "-"): value for name, value in switches.items()}).encode()
        request = urllib.request.Request(
            f"{self.host}/_sandbox/switches", body, {"Content-Type": "application/json"}, method="POST"
        )
        urllib.request.urlopen(request, timeout=20).close()
