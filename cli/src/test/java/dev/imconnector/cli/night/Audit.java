package dev.imconnector.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.imconnector.credit.Outcome;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunTotal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Compares what a run says with what the simulated IM received and with what the export holds. */
public final class Audit {

    private final Night night;
    private final RunRecord run;

    Audit(Night night, RunRecord run) {
        this.night = night;
        this.run = run;
    }

    /** Nothing lost, nothing doubled, nothing skipped, and the record, rejects and receipts say so. */
    public void allIsIn() {
        countsAddUp();
        imHoldsExactly(night.export().good());
        assertThat(run.created() + run.alreadyPresent())
                .isEqualTo(night.export().good().size() + night.export().repeated());
        assertThat(run.failed()).isZero();
        assertThat(rejectedLines()).isEqualTo(expectedRejects());
        receiptsAreComplete();
        assertThat(night.im().report().credits().sameSourceRefUnderWay()).isZero();
        assertThat(night.im().report().credits().sameSourceRefInBatch()).isZero();
    }

    public void countsAddUp() {
        assertThat(run.read())
                .isEqualTo(run.created() + run.alreadyPresent() + run.rejected() + run.failed())
                .isEqualTo(run.position())
                .isEqualTo(night.export().records());
        assertThat(run.totals().stream().mapToLong(RunTotal::count).sum()).isEqualTo(run.read());
    }

    /** IM holds these credits with these amounts, each once, and no other. */
    public void imHoldsExactly(Map<String, Export.Good> expected) {
        var held = new TreeMap<String, String>();
        night.im()
                .forEachCredit(credit -> assertThat(
                                held.put(credit.sourceRef(), credit.amount() + " " + credit.currencyCode()))
                        .as("twice in IM: %s", credit.sourceRef())
                        .isNull());
        var wanted = new TreeMap<String, String>();
        expected.forEach((ref, good) -> wanted.put(ref, good.amount().toPlainString() + " " + good.currencyCode()));
        assertThat(held).isEqualTo(wanted);
    }

    /** {@code _line} and {@code _sourceRef} of each reject, in the order of the file. */
    public List<String> rejectedLines() {
        if (run.rejects().isEmpty()) {
            return List.of();
        }
        try (var reader =
                CsvReader.builder().ofNamedCsvRecord(pathOf(run.rejects().get()))) {
            return reader.stream()
                    .map(row -> row.getField("_line") + " " + row.getField("_sourceRef"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> expectedRejects() {
        return night.export().bad().stream()
                .map(bad -> bad.line() + " " + bad.sourceRef())
                .toList();
    }

    private void receiptsAreComplete() {
        var receipts = receipts();
        var lines = receipts.stream()
                .map(each ->
                        each.get("line").asLong() + " " + each.get("sourceRef").asText() + " "
                                + each.get("amount").decimalValue().toPlainString())
                .toList();
        var expected = new ArrayList<String>();
        night.export()
                .good()
                .forEach((ref, good) -> expected.add(
                        good.line() + " " + ref + " " + good.amount().toPlainString()));
        assertThat(lines).isEqualTo(expected);
        var byOutcome = new HashMap<String, Long>();
        receipts.forEach(each -> byOutcome.merge(each.get("outcome").asText(), 1L, Long::sum));
        assertThat(byOutcome.getOrDefault(Outcome.CREATED.name(), 0L)).isEqualTo(run.created());
        assertThat(byOutcome.getOrDefault(Outcome.ALREADY_PRESENT.name(), 0L))
                .isEqualTo(run.alreadyPresent() - night.export().repeated());
        assertThat(new TreeSet<>(byOutcome.keySet()))
                .isSubsetOf(Outcome.CREATED.name(), Outcome.ALREADY_PRESENT.name());
    }

    /** The receipts, line by line. */
    public List<JsonNode> receipts() {
        var location = run.receipts().orElseThrow();
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(pathOf(location))), StandardCharsets.UTF_8))) {
            var receipts = new ArrayList<JsonNode>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                receipts.add(RunRecords.json().readTree(line));
            }
            return receipts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path pathOf(dev.imconnector.store.Location location) {
        return Path.of(location.path());
    }
}
