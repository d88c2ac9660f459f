package dev.imconnector.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.imconnector.cli.night.Export;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The push of a small export of which every record is known: good ones, bad ones, some twice, some that IM rejects. */
final class PushErrand implements Errand {

    private static final int RECORDS = 240;
    private static final int BAD_EVERY = 40;

    /** What the sandbox of the course rejects; a tenant here takes all that the connector sends. */
    static final String REJECTED_BY_IM = "\\S+[37]7";

    private final Plan plan;
    private final Path file;
    private final Export export;
    private final Path folder;

    PushErrand(Plan plan, Path home) {
        this.plan = plan;
        this.export = Export.of(prefix(), RECORDS, BAD_EVERY);
        this.file = export.writeTo(home.resolve("credits.csv"));
        this.folder = home.resolve(".im/runs").resolve(RUN);
    }

    private String prefix() {
        return "S" + Long.toUnsignedString(plan.seed(), Character.MAX_RADIX) + "-";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("IM_BATCH_SIZE", "4", "IM_MAX_IN_FLIGHT", "3", "IM_REJECT_THRESHOLD_PERCENT", "50");
    }

    @Override
    public List<String> words() {
        return List.of("push", file.toString(), "--run-id", RUN);
    }

    @Override
    public List<Path> folders() {
        return List.of(folder, folder.resolve("parts"));
    }

    @Override
    public String state(JsonNode run) {
        if (!run.path("status").asText().equals("RUNNING")) {
            return run.path("status").asText("not begun");
        }
        if (!run.path("checkpoint").path("sending").asBoolean()) {
            return "reading";
        }
        return Files.exists(folder.resolve("receipts.jsonl.gz")) ? "ending" : "sending";
    }

    private boolean isRejectedByIm(String sourceRef) {
        return !plan.tenant() && sourceRef.matches(REJECTED_BY_IM);
    }

    @Override
    public void mustBeWholeSoFar(RunFolder run) throws IOException {
        var record = run.run();
        var checkpoint = record.path("checkpoint");
        var rejects = new StringBuilder();
        for (var part : parts(checkpoint.path("rejectParts"))) {
            rejects.append(Files.readString(part));
        }
        var receipts = new ArrayList<JsonNode>();
        for (var part : parts(checkpoint.path("receiptParts"))) {
            receipts.addAll(lines(RunFolder.unpacked(part)));
        }
        if (record.path("status").asText().equals("RUNNING")) {
            assertThat(created(receipts))
                    .as("receipts in the named parts")
                    .isEqualTo(record.path("created").asLong());
            try (var rows = CsvReader.builder().ofCsvRecord(rejects.toString())) {
                assertThat(rows.stream().count())
                        .as("rejects in the named parts")
                        .isEqualTo(record.path("rejected").asLong());
            }
        }
        for (var output : List.of("rejects", "receipts")) {
            if (record.hasNonNull(output)) {
                assertThat(pathOf(record, output)).exists();
            }
        }
    }

    private List<Path> parts(JsonNode list) {
        var parts = new ArrayList<Path>();
        for (var written : list.path("written")) {
            for (var firstRow : written.path("firstRows")) {
                parts.add(folder.resolve("parts/%s-%05d-%012d"
                        .formatted(
                                list.path("name").asText(),
                                written.path("generation").asInt(),
                                firstRow.asLong())));
            }
        }
        return parts;
    }

    private static long created(List<JsonNode> receipts) {
        return receipts.stream()
                .filter(each -> each.path("outcome").asText().equals("CREATED"))
                .count();
    }

    private static List<JsonNode> lines(byte[] text) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : new String(text, StandardCharsets.UTF_8).lines().toList()) {
            lines.add(RunRecords.json().readTree(line));
        }
        return lines;
    }

    private static Path pathOf(JsonNode record, String output) {
        return Path.of(URI.create(record.path(output).asText()));
    }

    @Override
    public void mustBeAllThere(RunFolder run, SandboxProcess sandbox) throws IOException, InterruptedException {
        var record = run.run();
        var wanted = new TreeMap<String, String>();
        var rejects = new TreeSet<String>();
        var receipts = new TreeSet<String>();
        export.bad().forEach(bad -> rejects.add(bad.line() + " " + bad.sourceRef()));
        export.good().forEach((ref, good) -> {
            receipts.add(good.line() + " " + ref + " " + plain(good.amount()));
            if (isRejectedByIm(ref)) {
                rejects.add(good.line() + " " + ref);
            } else {
                wanted.put(ref, plain(good.amount()) + " " + good.currencyCode());
            }
        });
        assertThat(held(sandbox)).as("in IM").isEqualTo(wanted);
        assertThat(rejects(record)).as("rejects").containsExactlyInAnyOrderElementsOf(rejects);
        receiptsMustSay(record, receipts);
        assertThat(record.path("read").asLong())
                .isEqualTo(export.records())
                .isEqualTo(record.path("created").asLong()
                        + record.path("alreadyPresent").asLong()
                        + record.path("rejected").asLong());
        assertThat(record.path("rejected").asLong()).isEqualTo(rejects.size());
        assertThat(record.path("failed").asLong()).isZero();
        totalsMustBe(record, wanted);
        var credits = sandbox.report().path("credits");
        assertThat(credits.path("sameSourceRefUnderWay").asLong())
                .as("credits that were in two requests at once")
                .isZero();
        assertThat(credits.path("sameSourceRefInBatch").asLong()).isZero();
    }

    /** Of this run's credits, each with its amount. @throws AssertionError when one is there twice */
    private TreeMap<String, String> held(SandboxProcess sandbox) throws IOException, InterruptedException {
        var held = new TreeMap<String, String>();
        var entity = plan.tenant() ? "salesTransactions?expand=salesOrder" : "credits";
        for (var line :
                sandbox.rows(entity).filter(each -> each.contains(prefix())).toList()) {
            var row = RunRecords.json().readTree(line);
            var ref = plan.tenant() ? row.path("salesOrder").path("orderId") : row.path("sourceRef");
            var amount = plan.tenant()
                    ? plain(row.path("value").path("value").decimalValue()) + " "
                            + row.path("value").path("unitType").path("name").asText()
                    : plain(row.path("amount").decimalValue()) + " "
                            + row.path("currencyCode").asText();
            assertThat(held.put(ref.asText(), amount))
                    .as("there twice: %s", ref)
                    .isNull();
        }
        return held;
    }

    private static List<String> rejects(JsonNode record) throws IOException {
        try (var rows = CsvReader.builder().ofNamedCsvRecord(pathOf(record, "rejects"))) {
            return rows.stream()
                    .map(row -> row.getField("_line") + " " + row.getField("_sourceRef"))
                    .toList();
        }
    }

    private static void receiptsMustSay(JsonNode record, TreeSet<String> expected) throws IOException {
        var receipts = lines(RunFolder.unpacked(pathOf(record, "receipts")));
        assertThat(receipts.stream()
                        .map(each -> each.path("line").asLong() + " "
                                + each.path("sourceRef").asText() + " "
                                + plain(each.path("amount").decimalValue())))
                .as("receipts")
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(created(receipts)).isEqualTo(record.path("created").asLong());
    }

    /** What is in IM, and as often as a record says so. */
    private void totalsMustBe(JsonNode record, Map<String, String> inIm) {
        var counted = 0L;
        var totals = new TreeMap<String, BigDecimal>();
        for (var total : record.path("totals")) {
            counted += total.path("count").asLong();
            var outcome = total.path("outcome").asText();
            if (outcome.equals("CREATED") || outcome.equals("ALREADY_PRESENT")) {
                totals.merge(
                        total.path("currencyCode").asText(),
                        total.path("amount").decimalValue(),
                        BigDecimal::add);
            }
        }
        var expected = new TreeMap<String, BigDecimal>();
        inIm.keySet().forEach(ref -> {
            var good = export.good().get(ref);
            var times = BigDecimal.valueOf(export.timesOf(ref));
            expected.merge(good.currencyCode(), good.amount().multiply(times), BigDecimal::add);
        });
        assertThat(counted).as("records in the totals").isEqualTo(export.records());
        assertThat(totals.keySet()).isEqualTo(expected.keySet());
        totals.forEach(
                (currency, amount) -> assertThat(amount).as(currency).isEqualByComparingTo(expected.get(currency)));
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
