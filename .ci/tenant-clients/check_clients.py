"""Lets two public clients, unchanged, work with the sandbox's dialect "tenant". Exits with 1 when one of them cannot."""

import contextlib
import pathlib
import sys
import tempfile
import traceback

import new_client
import old_client
from sandbox import Sandbox

CLIENTS = (("sapimclient 3.1.0", new_client), ("python-sapcommissions 1.2.1", old_client))


class Check:
    """What works with one client."""

    def __init__(self, client):
        self.client = client
        self.results = {}

    @contextlib.contextmanager
    def __call__(self, what):
        try:
            yield
            self.results[what] = True
        except Exception:
            self.results[what] = False
            print(f"{self.client}, {what}:", file=sys.stderr)
            traceback.print_exc()

    async def raises(self, kind, text, awaited):
        try:
            await awaited
        except kind as error:
            assert text in str(error), error
            return
        raise AssertionError(f"no {kind.__name__}")

    def error(self, kind, call):
        try:
            call()
        except kind as error:
            return str(error)
        raise AssertionError(f"no {kind.__name__}")


def all_of(sandbox):
    checks = []
    for name, client in CLIENTS:
        check = Check(name)
        checks.append(check)
        try:
            client.run(sandbox, check)
        except Exception:
            check.results["the rest"] = False
            traceback.print_exc()
    return checks


def main():
    with tempfile.TemporaryDirectory() as folder, Sandbox(pathlib.Path(folder) / "state.jsonl") as sandbox:
        checks = all_of(sandbox)
        stored = sandbox.report()["credits"]["stored"]
    with_all = {what: None for check in checks for what in check.results}
    for what in with_all:
        print(f"{what:20}" + "".join(f"{word(check.results.get(what)):30}" for check in checks))
    print(f"transactions stored: {stored}")
    return 0 if stored == 2 and all(all(check.results.values()) for check in checks) else 1


def word(result):
    return {None: "-", True: "works", False: "FAILED"}[result]


if __name__ == "__main__":
    sys.exit(main())
