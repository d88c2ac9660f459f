package dev.imconnector.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Outcome;
import dev.imconnector.hashing.Hash128;
import dev.imconnector.hashing.Hashes128;
import dev.imconnector.local.PrivateFolder;
import dev.imconnector.problem.Problem;
import dev.imconnector.push.PushedInput;
import dev.imconnector.run.RunException;
import dev.imconnector.run.RunRecord;
import dev.imconnector.source.files.CreditFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What takes a run back: for each credit that the run created one with the opposite amount and a sourceRef of its own.
 * Which they are the receipts say; what they hold is read from the run's input, at its pinned version, and recognised by
 * the hash of all of its content. 16 bytes a credit. For one use.
 */
final class ReversalFile {

    /** What the sourceRef of a reversal begins with: the same each time, so that pushing it twice does no harm. */
    static final String PREFIX = "REV-";

    private static final String[] HEADER = {
        CreditFiles.REVERSES, "sourceRef", "participantId", "transactionDate", "amount", "currencyCode", "periodId"
    };
    private static final int LONGEST_SOURCE_REF = 255;

    private final StoredRuns runs;
    private final RunRecord run;
    private final Optional<String> periodId;
    private final Hashes128 created = new Hashes128();
    private final BitSet written = new BitSet();
    private final Map<String, BigDecimal> sums = new TreeMap<>();

    /** @param periodId into which the reversals go; that of each credit itself when empty */
    ReversalFile(StoredRuns runs, RunRecord run, Optional<String> periodId) {
        this.runs = runs;
        this.run = run;
        this.periodId = periodId;
    }

    /**
     * What was written.
     *
     * @param sums the amounts of the reversals, by currency
     */
    record Written(int credits, Map<String, BigDecimal> sums) {}

    /** @throws RunException {@code REVERSAL_INCOMPLETE} when the input does not hold all that was created; then there is no file */
    Written write(Path file) throws IOException {
        readReceipts();
        PrivateFolder.create(file.toAbsolutePath().getParent());
        var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        try {
            if (created.size() > 0) {
                writeCredits(unfinished);
            } else {
                Files.writeString(unfinished, String.join(",", HEADER) + "\n", StandardOpenOption.CREATE_NEW);
            }
            if (written.cardinality() != created.size()) {
                throw new RunException(new Problem(
                        "REVERSAL_INCOMPLETE",
                        "The input of the run " + run.id() + " holds " + written.cardinality() + " of the "
                                + created.size() + " credits that it created",
                        "Restore the run's input from the bucket's versions, and try again"));
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return new Written(written.cardinality(), sums);
    }

    private void readReceipts() throws IOException {
        runs.readReceipts(runs.receiptsOf(run), line -> true, receipt -> {
            if (receipt.outcome().equals(Outcome.CREATED.name())) {
                var hash = HexFormat.of().parseHex(receipt.sha256());
                created.add(Hash128.first8(hash, 0), Hash128.first8(hash, 8));
            }
        });
        created.sort();
    }

    private void writeCredits(Path file) throws IOException {
        var input = PushedInput.of(run, runs.store());
        try (var records = input.open(0);
                var csv = CsvWriter.builder()
                        .build(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW))) {
            csv.writeRecord(HEADER);
            for (var record = records.next(); record != null; record = records.next()) {
                if (record.isValid() && isToBeReversed(record.credit())) {
                    write(record.credit(), csv);
                }
            }
        }
    }

    private boolean isToBeReversed(Credit credit) {
        var hash = credit.contentHash();
        var index = created.indexOf(Hash128.first8(hash, 0), Hash128.first8(hash, 8));
        if (index < 0 || written.get(index)) {
            return false;
        }
        written.set(index);
        return true;
    }

    private void write(Credit credit, CsvWriter csv) {
        var amount = credit.amount().negate();
        csv.writeRecord(
                credit.sourceRef(),
                sourceRef(credit),
                credit.participantId(),
                credit.transactionDate(),
                amount.toPlainString(),
                credit.currencyCode(),
                periodId.orElse(credit.periodId()));
        sums.merge(credit.currencyCode(), amount, BigDecimal::add);
    }

    /** Where the prefix leaves no room, the hash of the content takes the place of the sourceRef. */
    private static String sourceRef(Credit credit) {
        var reversed = PREFIX + credit.sourceRef();
        return reversed.codePointCount(0, reversed.length()) <= LONGEST_SOURCE_REF
                ? reversed
                : PREFIX + HexFormat.of().formatHex(credit.contentHash());
    }
}
