"""A LocalStack Lambda executor without Docker (LAMBDA_RUNTIME_EXECUTOR=process).

Every execution environment is a local JVM that runs AWS's own Java runtime interface client (RIC),
laid out as in the managed Java runtime: only the RIC on the class path, the unzipped function code as
working directory, from which the RIC loads the classes and lib/*.jar itself. The JVM talks to an HTTP
server of this module that implements the Lambda Runtime API.

Settings, as environment variables of LocalStack:
  LAMBDA_PROCESS_JAVA          the java binary (default: java)
  LAMBDA_PROCESS_RIC           folder with the RIC's jars (required)
  LAMBDA_PROCESS_JAVA_OPTIONS  extra JVM flags for every function, e.g. a test trust store
  LAMBDA_PROCESS_ENVIRONMENT   extra environment variables for every function, NAME=VALUE separated by blanks
"""

import json
import logging
import os
import queue
import re
import shlex
import shutil
import subprocess
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

LOG = logging.getLogger(__name__)
API = "/2018-06-01/runtime"
HOST = "127.0.0.1"
INIT_SECONDS = 60  # AWS allows 10 s; a loaded test machine may need longer for the same work


class ProcessRuntimeExecutorPlugin(RuntimeExecutorPlugin):
    name = "process"

    def load(self, *args, **kwargs):
        return ProcessRuntimeExecutor


def error(kind: str, message: str) -> tuple[bool, bytes]:
    return True, json.dumps({"errorType": kind, "errorMessage": message}).encode()


class Runtime:
    """One JVM and the Runtime API server it polls for events. Lives until either side fails."""

    def __init__(self, command: list[str], env: dict[str, str], cwd: Path, log_path: Path):
        self.events = queue.SimpleQueue()  # header/payload pairs for GET …/invocation/next
        self.outcomes = queue.SimpleQueue()  # (is_error, body) pairs posted by the JVM, or its exit
        self.init_done = threading.Event()  # the JVM asked for its first event, or failed before
        self.idle = threading.Event()  # the JVM asks for an event, or is gone: no invocation goes on
        self.started = time.monotonic()
        self.init_seconds = self.seconds = 0.0
        self.finished = False
        self.server = ThreadingHTTPServer((HOST, 0), self._handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        with log_path.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=env | {"AWS_LAMBDA_RUNTIME_API": f"{HOST}:{self.server.server_port}"},
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self):
        code = self.process.wait()
        status = f"signal {-code}" if code < 0 else f"exit status {code}"
        self.outcomes.put(error("Runtime.ExitError", f"Runtime exited with error: {status}"))
        self._end_init()
        self.idle.set()

    def _end_init(self):
        if not self.init_done.is_set():
            self.init_seconds = time.monotonic() - self.started
            self.init_done.set()

    def _handler(runtime):  # noqa: N805 - `self` is the request handler's below
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one packet per reply, else Nagle's algorithm adds 40 ms to each

            def log_message(self, *args):
                pass

            def do_GET(self):
                if self.path != f"{API}/invocation/next":
                    return self.reply(404)
                runtime.idle.set()
                runtime._end_init()
                event = runtime.events.get()
                if event:
                    self.reply(200, *event)

            def do_POST(self):
                body = self.body()
                if self.path == f"{API}/init/error":
                    runtime.finished = True
                    runtime.outcomes.put((True, body))
                    runtime._end_init()
                elif match := re.fullmatch(rf"{API}/invocation/[^/]+/(response|error)", self.path):
                    runtime.outcomes.put((match[1] == "error", body))
                else:
                    return self.reply(404)
                self.reply(202)

            def body(self) -> bytes:
                if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                chunks = []
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    chunks.append(self.rfile.read(size))
                    self.rfile.readline()
                self.rfile.readline()
                return b"".join(chunks)

            def reply(self, status: int, headers: dict[str, str] | None = None, body: bytes = b""):
                self.send_response(status)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        return Handler

    def invoke(self, payload: dict[str, str], seconds: int) -> tuple[bool, bytes]:
        """Hands one event to the JVM; the clock starts after the init phase, as on AWS."""
        if not self.init_done.wait(INIT_SECONDS):
            self.stop()
            return error("Sandbox.Timedout", f"Init phase took longer than {INIT_SECONDS} s")
        headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": payload["invoke-id"],
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + seconds) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": payload["invoked-function-arn"],
            "Lambda-Runtime-Trace-Id": payload["trace-id"],
        }
        begin = time.monotonic()
        self.idle.clear()
        self.events.put((headers, payload["payload"].encode()))
        try:
            outcome = self.outcomes.get(timeout=seconds)
            self.idle.wait(2)  # the RIC logs an exception after it has reported it
            return outcome
        except queue.Empty:
            self.stop()
            return error(
                "Sandbox.Timedout",
                f"RequestId: {payload['invoke-id']} Error: Task timed out after {seconds}.00 seconds",
            )
        finally:
            self.seconds = time.monotonic() - begin

    def alive(self) -> bool:
        return not self.finished and self.process.poll() is None

    def peak_mb(self) -> int:
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
            return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024
        except (OSError, TypeError):  # the process is gone
            return 0

    def stop(self):
        self.finished = True
        self.events.put(None)  # frees the thread that serves …/invocation/next
        self.process.kill()
        self.process.wait()
        self.server.shutdown()
        self.server.server_close()


class ProcessRuntimeExecutor(RuntimeExecutor):
    runtime: Runtime | None = None

    def start(self, env_vars: dict[str, str]) -> None:
        code = self.function_version.config.code.get_unzipped_code_location()
        self.folder = Path(config.dirs.tmp) / "lambda-process" / self.id
        (self.folder / "tmp").mkdir(parents=True)
        self.log_path = self.folder / "output.log"
        self.log_path.touch()
        self.log_offset = 0
        self.cwd = code
        self.env = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
        self.env |= {name: str(value) for name, value in env_vars.items()}
        self.env |= dict(each.split("=", 1) for each in shlex.split(os.environ.get("LAMBDA_PROCESS_ENVIRONMENT", "")))
        self.env |= {"LAMBDA_TASK_ROOT": str(code), "LAMBDA_RUNTIME_DIR": os.environ["LAMBDA_PROCESS_RIC"]}
        self.command = [
            os.environ.get("LAMBDA_PROCESS_JAVA", "java"),
            # the managed runtime's own choices
            f"-XX:MaxRAM={self.function_version.config.memory_size}m",
            "-XX:MaxRAMPercentage=85",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            # a function sees neither this machine's home nor another environment's /tmp
            "-Duser.home=/home/sbx_user1051",
            f"-Djava.io.tmpdir={self.folder / 'tmp'}",
            *shlex.split(os.environ.get("LAMBDA_PROCESS_JAVA_OPTIONS", "")),
            "-cp",
            f"{os.environ['LAMBDA_PROCESS_RIC']}/*",
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            self.env["_HANDLER"],
        ]
        self._launch()

    def _launch(self):
        self.runtime = Runtime(self.command, self.env, self.cwd, self.log_path)
        LOG.info("Function %s runs as process %s", self.function_version.id.function_name, self.runtime.process.pid)

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        if not self.runtime.alive():  # the last invocation timed out or ended the JVM
            self.runtime.stop()
            self._launch()
        runtime, request_id = self.runtime, payload["invoke-id"]
        first, time_before = not runtime.seconds, datetime.now(UTC)
        is_error, body = runtime.invoke(payload, self.function_version.config.timeout)
        report = {
            "durationMs": round(runtime.seconds * 1000, 2),
            "memorySizeMB": self.function_version.config.memory_size,
            "maxMemoryUsedMB": runtime.peak_mb(),
        }
        if first:
            report["initDurationMs"] = round(runtime.init_seconds * 1000, 2)
        logs = (
            self._platform_line("start", request_id, {"version": self.function_version.id.qualifier}, time_before)
            + self._new_output()
            + self._platform_line("report", request_id, report, datetime.now(UTC))
        )
        return InvocationResult(request_id, body, is_error=is_error, logs=logs)

    def _platform_line(self, kind: str, request_id: str, values: dict, at: datetime) -> str:
        if self.env.get("AWS_LAMBDA_LOG_FORMAT") == "JSON":
            record = {"requestId": request_id} | values
            return json.dumps({"time": at.isoformat(), "type": f"platform.{kind}", "record": record}) + "\n"
        text = "\t".join(f"{name}: {value}" for name, value in values.items())
        return f"{kind.upper()} RequestId: {request_id}\t{text}\n"

    def _new_output(self) -> str:
        with self.log_path.open("rb") as log:
            log.seek(self.log_offset)
            output = log.read()
        self.log_offset += len(output)
        text = output.decode("utf-8", errors="replace")
        return text if not text or text.endswith("\n") else text + "\n"

    def get_logs(self) -> str:
        return self.log_path.read_text("utf-8", errors="replace")

    def stop(self) -> None:
        if self.runtime:
            self.runtime.stop()
        shutil.rmtree(self.folder / "tmp", ignore_errors=True)  # output.log stays, to be read afterwards

    def get_address(self) -> str:
        return HOST

    def get_endpoint_from_executor(self) -> str:
        return HOST

    def get_runtime_endpoint(self) -> str:
        return f"http://{HOST}:{config.GATEWAY_LISTEN[0].port}"

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        runtime = function_version.config.runtime
        if not runtime or not runtime.startswith("java"):
            raise NotImplementedError(f"The process executor runs Java functions only, not {runtime}")
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        pass

    @classmethod
    def validate_environment(cls) -> bool:
        if not any(Path(os.environ.get("LAMBDA_PROCESS_RIC", "/nonexistent")).glob("*.jar")):
            LOG.error("LAMBDA_PROCESS_RIC must name a folder with the Java runtime interface client's jars")
            return False
        return True
