"""The connector as people call it, killed and called again."""

import datetime
import json
import os
import subprocess
import time

from sandbox import QUICK, ROOT

CALLS = 8  # at the most: a run whose records were left without an outcome by chance is retried
SETTLE = 2  # seconds, longer than the sandbox takes with what it carries out late


class Connector:
    """Pushes one file in one run, from a folder of its own."""

    def __init__(self, folder, sandbox, **settings):
        self.folder = folder
        self.command = [str(ROOT / "im"), "push", "credits.csv", "--run-id", "night"]
        self.environment = os.environ | sandbox.settings | settings | QUICK | {
            "IM_SETTLE_SECONDS": str(SETTLE),
            "IM_REQUEST_TIMEOUT_SECONDS": str(SETTLE),
            "IM_REQUESTS_PER_MINUTE": "0",
        }

    def __enter__(self):
        self.output = open(self.folder / "output.txt", "w")
        self.process = None
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.output.close()

    def begin(self, *options):
        self.process = subprocess.Popen(
            [*self.command, *options],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )

    def is_at_work(self):
        return self.process.poll() is None

    def kill(self):
        """SIGKILL; then the time in which IM may still carry out what it was sent."""
        self.process.kill()
        if self.process.wait() >= 0:
            raise AssertionError(f"the push had ended before it could be killed:\n{self.printed()}")
        time.sleep(SETTLE)
        self.end_lease()

    def end_lease(self):
        """As the half minute would that the lease lasts beyond IM's time, in which nothing happens."""
        record = self.folder / ".im/runs/night/run.json"
        run = json.loads(record.read_text())
        run["lease"]["expiresAt"] = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        record.write_text(json.dumps(run))

    def to_the_end(self):
        for _ in range(CALLS):
            if self.process.wait() == 0:
                return
            self.begin("--retry")
        raise AssertionError(f"the push does not end well:\n{self.printed()}")

    def printed(self):
        return (self.folder / "output.txt").read_text()
