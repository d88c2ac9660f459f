package dev.imconnector.cli.killed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code im sandbox} in a process of its own, steered and asked by its doors. Safe for use by one thread. */
final class SandboxProcess implements AutoCloseable {

    private static final Pattern VARIABLE = Pattern.compile("(?m)^(?:export|set) (\\w+)='?([^'\\r\\n]*)'?\\r?$");
    private static final Pattern DOORS = Pattern.compile("(http://\\S+/_sandbox/)report");
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final ImProcess process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> variables = new HashMap<>();
    private URI doors;

    private SandboxProcess(ImProcess process) {
        this.process = process;
    }

    /** @param switches {@code NAME=VALUE} each */
    static SandboxProcess start(Path folder, String dialect, List<String> switches)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var words = new ArrayList<>(List.of("sandbox", "--port", "0", "--limit", "0", "--dialect", dialect));
        switches.forEach(each -> words.addAll(List.of("--set", each)));
        var sandbox = new SandboxProcess(ImProcess.start(folder, dialect, Map.of(), words));
        sandbox.listen();
        return sandbox;
    }

    private void listen() throws InterruptedException {
        while (doors == null) {
            if (process.endsWithin(Duration.ofMillis(20)) || process.age().compareTo(LONGEST_START) > 0) {
                throw new AssertionError("The sandbox did not start: " + process.err());
            }
            var announced = process.out();
            var found = DOORS.matcher(announced);
            if (found.find()) {
                VARIABLE.matcher(announced).results().forEach(each -> variables.put(each.group(1), each.group(2)));
                doors = URI.create(found.group(1));
            }
        }
    }

    /** The environment of a terminal into which its lines were pasted. */
    Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    void set(Map<String, String> switches) throws IOException, InterruptedException {
        var body = RunRecords.json().writeValueAsString(switches);
        ask(HttpRequest.newBuilder(doors.resolve("switches"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonNode report() throws IOException, InterruptedException {
        return RunRecords.json().readTree(ask(HttpRequest.newBuilder(doors.resolve("report"))));
    }

    /** What a complete pull gives, line by line. */
    Stream<String> rows(String entityAndQuery) throws IOException, InterruptedException {
        return ask(HttpRequest.newBuilder(doors.resolve("rows/" + entityAndQuery)))
                .lines();
    }

    private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " of " + answer.uri() + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        process.close();
    }
}
