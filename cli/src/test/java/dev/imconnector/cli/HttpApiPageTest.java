package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.cli.api.LocalApi;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.ImSandbox;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** docs/http-api.md, from its first example to its last: each request is sent as it stands there, and answered as shown. */
@Timeout(120)
class HttpApiPageTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("(?m)```sh\\n((?:(?!```)[\\s\\S])*)```(?:\\n```json\\n([^`]*)```)?");
    private static final Map<String, Integer> STATUS =
            Map.of("POST /credits", 207, "POST /credit-pushes", 202, "POST /pipeline-runs", 202);

    /** The page says so of any IM that cannot cancel, which this one cannot. */
    private static final int NOT_HERE = 501;

    /** Which IM and the clock choose. */
    private static final Set<String> OF_THE_DAY =
            Set.of("runId", "path", "createdDate", "requestId", "status", "state");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private ImSandbox im;
    private LocalApi api;

    @BeforeEach
    void start() {
        im = Terminal.sandbox();
        var environment = new HashMap<>(new Terminal(folder).at(im).environment());
        environment.put("CREDITS_LOCATION", LocalEnvironment.uri(folder.resolve("exports")) + "/{date}/");
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        api = new ApiCommand(new Console(nowhere, nowhere, false, environment, folder)).start();
    }

    @AfterEach
    void stop() {
        api.close();
        im.close();
    }

    @Test
    void shows_what_the_api_answers() throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        var file = Files.createDirectories(folder.resolve("exports/late")).resolve("late.csv");
        Files.writeString(file, """
                sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                OPP-8,P0000001,2026-03-01,1.50,EUR,2026-03
                OPP-9,P0000001,2026-03-01,2.50,EUR,2026-03
                """);
        var compared = 0;
        for (var example : EXAMPLE.matcher(page(file)).results().toList()) {
            var answers = new ArrayList<HttpResponse<String>>();
            for (var words : calls(example.group(1))) {
                var answer = answer(words);
                if (answer.statusCode() != NOT_HERE) {
                    answers.add(answer);
                }
            }
            var shown = example.group(2) == null
                    ? List.<String>of()
                    : example.group(2).lines().toList();
            var last = answers.subList(Math.max(0, answers.size() - shown.size()), answers.size());
            for (int i = 0; i < last.size(); i++) {
                requireShown(
                        json(shown.get(i)),
                        json(last.get(i).body()),
                        example.group(1) + " " + last.get(i).body());
                compared++;
            }
        }

        assertThat(compared).isGreaterThanOrEqualTo(8);
    }

    /** The part that works on one's own machine, with a file of ours. */
    private static String page(Path file) throws IOException {
        var page = Files.readString(Path.of("..", "docs", "http-api.md"));
        return page.substring(page.indexOf("## Test the connection"))
                .replace("s3://BUCKET/exports/late/late.csv", file.toUri().toString());
    }

    /** The words of each {@code call}, as a shell reads them. */
    private List<List<String>> calls(String commands) throws Exception {
        var script =
                "call() { printf '%s\\0' \"$@\" $'\\n'; }; uuidgen() { echo 11111111-2222-3333-4444-555555555555; }\n"
                        + commands;
        var builder = new ProcessBuilder("bash", "-euc", script).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("URL", api.url().toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(commands).isZero();
        var calls = new ArrayList<List<String>>(List.of(new ArrayList<>()));
        for (var word : said.split("\0")) {
            if (word.equals("\n")) {
                calls.add(new ArrayList<>());
            } else {
                calls.get(calls.size() - 1).add(word);
            }
        }
        return calls.stream().filter(words -> !words.isEmpty()).collect(Collectors.toList());
    }

    /** Sends what curl would, and waits for a run that was started by the example before. */
    private HttpResponse<String> answer(List<String> words) throws Exception {
        var method = words.contains("-X") ? after("-X", words) : words.contains("-d") ? "POST" : "GET";
        requireSignable(words.get(0));
        var request = HttpRequest.newBuilder(URI.create(words.get(0))).header("Content-Type", "application/json");
        if (words.contains("-H")) {
            var header = after("-H", words).split(": ", 2);
            request.header(header[0], header[1]);
        }
        request.method(
                method, words.contains("-d") ? BodyPublishers.ofString(after("-d", words)) : BodyPublishers.noBody());
        var wanted = method.equals("DELETE")
                ? NOT_HERE
                : STATUS.getOrDefault(method + " " + URI.create(words.get(0)).getPath(), 200);
        if (words.get(0).endsWith("/runs/late-1")) {
            untilItHasEnded(folder.resolve(".im/runs/late-1/run.json"));
        }
        var answer = send(request);
        assertThat(answer.statusCode()).as("%s %s", words, answer.body()).isEqualTo(wanted);
        return answer;
    }

    /** curl 7.88 signs a query as it is typed; AWS computes the signature of the encoded and sorted one. */
    private static void requireSignable(String address) {
        var query = URI.create(address).getRawQuery();
        if (query != null) {
            assertThat(query).matches("[A-Za-z0-9_.~%=&-]*");
            assertThat(query.split("&")).isSorted();
        }
    }

    private static void untilItHasEnded(Path run) throws IOException {
        var latest = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Files.exists(run) || !Files.readString(run).contains("\"COMPLETED\"")) {
            assertThat(System.nanoTime()).as("a minute has passed").isLessThan(latest);
            Thread.onSpinWait();
        }
    }

    private static String after(String option, List<String> words) {
        return words.get(words.indexOf(option) + 1);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(String text) throws IOException {
        return RunRecords.json().readTree(text);
    }

    /** Each member that the page shows is in the answer; with the value shown, but for what differs from day to day. */
    private static void requireShown(JsonNode shown, JsonNode answered, String where) {
        if (shown.isObject()) {
            shown.properties().forEach(member -> {
                assertThat(answered.has(member.getKey()))
                        .as("%s in %s", member.getKey(), where)
                        .isTrue();
                if (!OF_THE_DAY.contains(member.getKey())) {
                    requireShown(member.getValue(), answered.get(member.getKey()), where);
                }
            });
        } else if (shown.isArray()) {
            assertThat(answered.size()).as(where).isGreaterThanOrEqualTo(shown.size());
            for (int i = 0; i < shown.size(); i++) {
                requireShown(shown.get(i), answered.get(i), where);
            }
        } else if (!shown.asText().equals("…")) {
            assertThat(answered.asText()).as(where).isEqualTo(shown.asText());
        }
    }
}
