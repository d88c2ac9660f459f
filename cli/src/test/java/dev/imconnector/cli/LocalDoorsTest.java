package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.cli.api.LocalApi;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code im api} and the sandbox's control, over sockets: who may come in is a program of this machine, and no page that is
 * open in a browser on it, by whatever name or form the page gets there. In the tables PORT is the door's own port, {@code ;}
 * begins another line, and {@code ~} stands for a semicolon.
 */
class LocalDoorsTest {

    @TempDir
    Path folder;

    private ImSandbox im;
    private LocalApi api;
    private List<Door> doors;

    /**
     * @param read what nobody needs leave for but a web page
     * @param write something that can be seen to have happened
     */
    private record Door(URI url, String read, String write, String body) {}

    private record Answer(int status, String head) {}

    @BeforeEach
    void open() {
        im = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
        var environment = new HashMap<>(Map.of(
                "IM_TOKEN_URL", im.tokenUrl().toString(),
                "IM_API_URL", im.apiUrl().toString(),
                "ICM_CLIENT_ID", SandboxClient.WRITER.id(),
                "ICM_CLIENT_SECRET", SandboxClient.WRITER.secret(),
                "ICM_READER_CLIENT_ID", SandboxClient.READER.id(),
                "ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret(),
                "CREDITS_LOCATION", LocalEnvironment.uri(folder.resolve("exports")) + "/{date}/"));
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        api = new ApiCommand(new Console(nowhere, nowhere, false, Map.copyOf(environment), folder)).start();
        doors = List.of(
                new Door(api.url(), "/runs", "/credit-pushes", "{\"runId\":\"proof\"}"),
                new Door(im.url("/"), "/_sandbox/report", "/_sandbox/switches", "{\"rate-limit\":\"7\"}"));
    }

    @AfterEach
    void close() {
        api.close();
        im.close();
    }

    private static Answer send(Door door, String line, String headers, String body) throws IOException {
        try (var socket = new Socket(door.url().getHost(), door.url().getPort())) {
            var lines =
                    headers.isBlank() ? "" : headers.replaceAll(" *; *", "\r\n").replace('~', ';') + "\r\n";
            var request = line + " HTTP/1.1\r\n" + lines + "Content-Length: " + body.length()
                    + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream()
                    .write(request.replace("PORT", String.valueOf(door.url().getPort()))
                            .getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(Integer.parseInt(answer.split(" ", 3)[1]), answer.split("\r\n\r\n", 2)[0]);
        }
    }

    /** What reads and what writes are both refused, no page is told that it may read the answer, and nothing has happened. */
    private void areClosedTo(String target, String headers) throws IOException {
        for (var door : doors) {
            var read = send(door, "GET " + target + door.read(), headers, "");
            var write = send(
                    door, "POST " + target + door.write(), headers + "; Content-Type: application/json", door.body());
            for (var answer : List.of(read, write)) {
                assertThat(answer.status()).as("%s %s", door, answer.head()).isIn(400, 403);
                isForNoPage(answer);
            }
        }
        nothingHasHappened();
    }

    private static void isForNoPage(Answer answer) {
        assertThat(answer.head().toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
    }

    private void nothingHasHappened() {
        assertThat(Files.exists(folder.resolve(".im/runs/proof"))).isFalse();
        assertThat(im.switches().get(RateSwitches.RATE_LIMIT)).isZero();
        assertThat(im.report().requests().total()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: evil.example:PORT",
                "Host: localhost.evil.example:PORT",
                "Host: 127.0.0.1.evil.example:PORT",
                "Host: 127.0.0.1.nip.io:PORT",
                "Host: 127.0.0.1:PORT.evil.example",
                "Host: evil.example.127.0.0.1",
                "Host: evil@127.0.0.1:PORT",
                "Host: 127.0.0.1:PORT@evil.example",
                "Host: 127.0.0.1:PORT, evil.example",
                "Host: 127.0.0.1:PORT evil.example",
                "Host: http://127.0.0.1:PORT",
                "Host: localhost.:PORT",
                "Host: localhost6:PORT",
                "Host: 127.1:PORT",
                "Host: 127.0.0.2:PORT",
                "Host: 0177.0.0.1:PORT",
                "Host: 0x7f.0.0.1:PORT",
                "Host: 2130706433:PORT",
                "Host: 0.0.0.0:PORT",
                "Host: [::]:PORT",
                "Host: [::ffff:127.0.0.1]:PORT",
                "Host: [0:0:0:0:0:0:0:1]:PORT",
                "Host: [::1%lo]:PORT",
                "Host: [::1].evil.example:PORT",
                "Host: ::1",
                "Host: 127.0.0.1:PORT:80",
                "Host: 127.0.0.1:evil",
                "Host:",
                "X-Nothing: 1",
                "X-Forwarded-Host: 127.0.0.1:PORT",
                "Host: 127.0.0.1:PORT; Host: evil.example",
                "Host: evil.example; Host: 127.0.0.1:PORT",
                "Host: 127.0.0.1:PORT; Host: 127.0.0.1:PORT",
            })
    void a_name_that_is_not_this_machines_own_leads_to_no_door(String host) throws IOException {
        areClosedTo("", host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://evil.example:PORT", "http://evil@127.0.0.1:PORT"})
    void a_request_that_names_another_host_with_its_path_is_for_that_host(String target) throws IOException {
        areClosedTo(target, "Host: 127.0.0.1:PORT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: http://evil.example:PORT",
                "Origin: null",
                "Origin: file://",
                "Origin: file:///home/me/page.html",
                "Origin: chrome-extension://abcdefghijklmnop",
                "Origin:",
                "Origin: http://127.0.0.1:1",
                "Origin: http://127.0.0.1",
                "Origin: https://127.0.0.1:PORT",
                "Origin: http://localhost:PORT",
                "Origin: http://[::1]:PORT",
                "Origin: http://127.0.0.1:PORT.evil.example",
                "Origin: http://127.0.0.1:PORT/",
                "Origin: http://127.0.0.1:PORT http://evil.example",
                "Origin: http://127.0.0.1:PORT; Origin: http://evil.example",
                "Origin: http://evil.example; Origin: http://127.0.0.1:PORT",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site:",
                "Sec-Fetch-Site: none, cross-site",
                "Sec-Fetch-Site: none; Sec-Fetch-Site: cross-site",
                "Origin: http://127.0.0.1:PORT; Sec-Fetch-Site: cross-site",
                "Origin: http://evil.example; Sec-Fetch-Site: same-origin",
            })
    void a_page_of_another_origin_comes_through_no_door(String page) throws IOException {
        areClosedTo("", "Host: 127.0.0.1:PORT; " + page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "HEAD", "TRACE", "DELETE", "PUT", "PATCH"})
    void no_other_method_gives_a_page_what_it_may_not_have(String method) throws IOException {
        for (var door : doors) {
            for (var path : List.of(door.read(), door.write())) {
                var answer = send(
                        door,
                        method + " " + path,
                        "Host: 127.0.0.1:PORT; Origin: https://evil.example; Access-Control-Request-Method: POST;"
                                + " Access-Control-Request-Headers: content-type;"
                                + " Access-Control-Request-Private-Network: true",
                        "");

                assertThat(answer.status()).as("%s %s", path, answer.head()).isBetween(400, 499);
                isForNoPage(answer);
            }
        }
        nothingHasHappened();
    }

    @ParameterizedTest
    @FieldSource("CONTENT_TYPES_OF_PAGES")
    void a_body_of_a_type_for_which_a_page_needs_no_leave_is_not_read(String type) throws IOException {
        for (var door : doors) {
            for (var line :
                    List.of("POST " + door.write(), "POST /credits", "POST /pipeline-runs", "PATCH /quotas/q")) {
                if (door.url().equals(api.url()) || line.contains("_sandbox")) {
                    var answer = send(door, line, "Host: 127.0.0.1:PORT; " + type, door.body());

                    assertThat(answer.status()).as("%s %s", line, answer.head()).isIn(400, 415);
                    isForNoPage(answer);
                }
            }
        }
        nothingHasHappened();
    }

    static final List<String> CONTENT_TYPES_OF_PAGES = List.of(
            "X-Nothing: 1",
            "Content-Type:",
            "Content-Type: text/plain",
            "Content-Type: text/plain~ charset=UTF-8",
            "Content-Type: text/plain~ application/json",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data~ boundary=x",
            "Content-Type: text/html",
            "Content-Type: application/jsonx",
            "Content-Type: application/json, text/plain",
            "Content-Type: text/plain; Content-Type: application/json",
            "Content-Type: application/json; Content-Type: text/plain",
            "Content-Type: */*");

    @ParameterizedTest
    @CsvSource({
        "'', Host: 127.0.0.1:PORT",
        "'', Host: 127.0.0.1",
        "'', Host: localhost:PORT",
        "'', Host: LOCALHOST:PORT",
        "'', Host: [::1]:PORT",
        "'', host: 127.0.0.1:PORT",
        "'', Host: 127.0.0.1:PORT; Origin: http://127.0.0.1:PORT; Sec-Fetch-Site: same-origin",
        "'', Host: 127.0.0.1:PORT; Sec-Fetch-Site: none",
        "http://127.0.0.1:PORT, Host: 127.0.0.1:PORT",
        "http://localhost:PORT, Host: evil.example",
    })
    void programs_and_people_of_this_machine_come_in(String target, String headers) throws IOException {
        for (var door : doors) {
            var read = door.url().equals(api.url()) ? "/runs/none" : door.read();
            assertThat(send(door, "GET " + target + read, headers, "").status())
                    .isEqualTo(door.url().equals(api.url()) ? 404 : 200);
        }
    }

    @Test
    void json_with_and_without_a_charset_is_read() throws IOException {
        for (var type : List.of("application/json", "application/json~ charset=utf-8", "Application/JSON")) {
            for (var door : doors) {
                assertThat(send(
                                        door,
                                        "POST " + door.write(),
                                        "Host: 127.0.0.1:PORT; Content-Type: " + type,
                                        door.body())
                                .status())
                        .as(type)
                        .isIn(200, 202);
            }
        }
        assertThat(im.switches().get(RateSwitches.RATE_LIMIT)).isEqualTo(7);
    }
}
