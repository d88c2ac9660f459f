package dev.imconnector.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.hashing.Sha256;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The pull of results, so many that they make several parts. */
final class PullErrand implements Errand {

    private static final String MANIFEST = "manifest.json";

    private final Plan plan;
    private final Path folder;
    private final Path rows;

    PullErrand(Plan plan, Path home) {
        this.plan = plan;
        this.folder = home.resolve(".im/runs").resolve(RUN);
        this.rows = home.resolve(".im/results/results").resolve(RUN);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("IM_PAGE_SIZE", plan.tenant() ? "100" : "1000");
    }

    @Override
    public List<String> words() {
        return List.of("pull", "results", "--filter", "", "--run-id", RUN);
    }

    @Override
    public List<Path> folders() {
        return List.of(folder, folder.resolve("parts"), rows);
    }

    @Override
    public String state(JsonNode run) {
        if (!run.path("status").asText().equals("RUNNING")) {
            return run.path("status").asText("not begun");
        }
        if (run.path("checkpoint").path("allIn").asBoolean()) {
            return "ending";
        }
        return run.path("rows").asLong() == 0 ? "first part" : "later parts";
    }

    @Override
    public void mustBeWholeSoFar(RunFolder run) throws IOException {
        var record = run.run();
        var named = 0L;
        for (var part : record.path("checkpoint").path("parts")) {
            named += rowsOf(part).size();
        }
        assertThat(named)
                .as("rows in the named parts")
                .isEqualTo(record.path("checkpoint").path("rows").asLong());
        if (Files.exists(rows.resolve(MANIFEST))) {
            manifestMustBeWhole();
        }
    }

    /** @return the rows that it names */
    private List<String> manifestMustBeWhole() throws IOException {
        var manifest = RunRecords.json().readTree(Files.readAllBytes(rows.resolve(MANIFEST)));
        var all = new ArrayList<String>();
        for (var part : manifest.path("parts")) {
            all.addAll(rowsOf(part));
        }
        assertThat(all.size())
                .as("rows in the manifest's parts")
                .isEqualTo(manifest.path("rows").asInt());
        return all;
    }

    private List<String> rowsOf(JsonNode part) throws IOException {
        var file = rows.resolve(part.path("name").asText());
        assertThat(Sha256.hex(Files.readAllBytes(file)))
                .as("%s", file)
                .isEqualTo(part.path("sha256").asText());
        var lines = new String(RunFolder.unpacked(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines.size())
                .as("rows of %s", file)
                .isEqualTo(part.path("rows").asInt());
        return lines;
    }

    @Override
    public void mustBeAllThere(RunFolder run, SandboxProcess sandbox) throws IOException, InterruptedException {
        var pulled = manifestMustBeWhole();
        var truth = plan.tenant()
                ? sandbox.rows("payments")
                        .filter(row -> row.contains("\"postPipelineRun\""))
                        .toList()
                : sandbox.rows("results").toList();
        assertThat(pulled.size()).as("rows").isEqualTo(truth.size());
        assertThat(run.run().path("rows").asLong()).isEqualTo(truth.size());
        var missing = keys(truth);
        assertThat(missing.size()).as("keys of IM's rows").isEqualTo(truth.size());
        missing.removeAll(keys(pulled));
        assertThat(missing).as("rows that were not pulled").isEmpty();
        if (!plan.tenant()) {
            assertThat(new TreeSet<>(pulled).equals(new TreeSet<>(truth)))
                    .as("as IM wrote them")
                    .isTrue();
        }
        try (var files = Files.list(rows)) {
            var kept = files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("part-"));
            assertThat(kept).hasSize(run.run().path("parts").size());
        }
    }

    private TreeSet<String> keys(List<String> lines) throws IOException {
        var keys = new TreeSet<String>();
        for (var line : lines) {
            var row = RunRecords.json().readTree(line);
            keys.add(
                    plan.tenant()
                            ? row.path("paymentSeq").asText()
                            : row.path("participantId") + " " + row.path("periodId"));
        }
        return keys;
    }
}
