package dev.imconnector.cli;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;

/** Writes a night's export as a CRM might: mostly good credits, and the mistakes that happen in real ones. */
final class SampleCredits {

    /** One record in this many is bad. */
    static final int BAD_EVERY = 400;

    private static final String[] CURRENCIES = {"EUR", "EUR", "EUR", "USD", "GBP"};
    private static final long SEED = 20_260_101;

    private SampleCredits() {}

    /**
     * What was written.
     *
     * @param file where
     * @param records all records
     * @param bad how many of them cannot be sent or will be rejected by IM
     */
    record Written(Path file, int records, int bad) {

        int good() {
            return records - bad;
        }
    }

    /** Writes a CSV file with its header. */
    static Written write(Path file, int records, LocalDate businessDate) throws IOException {
        var random = new Random(SEED);
        var bad = 0;
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("sourceRef,participantId,transactionDate,amount,currencyCode,periodId,orderNote\n");
            for (int i = 1; i <= records; i++) {
                var isBad = i % BAD_EVERY == 0;
                bad += isBad ? 1 : 0;
                write(out, i, businessDate, random, isBad ? 1 + (i / BAD_EVERY) % 5 : 0);
            }
        }
        return new Written(file, records, bad);
    }

    private static void write(Writer out, int number, LocalDate date, Random random, int mistake) throws IOException {
        var amount = BigDecimal.valueOf(100 + random.nextInt(2_000_000), 2);
        out.write(String.format(
                Locale.ROOT,
                "CRM-%s-%06d,P%07d,%s,%s,%s,%s,\"Order %d, \"\"%s\"\"\"%n",
                date,
                number,
                1 + random.nextInt(250),
                mistake == 1 ? "31.02.2026" : date.toString(),
                mistake == 2 ? "1.234,56".replace(',', '\'') : mistake == 3 ? "" : amount.toPlainString(),
                mistake == 4 ? "EURO" : CURRENCIES[random.nextInt(CURRENCIES.length)],
                mistake == 5 ? " " : "%d-%02d".formatted(date.getYear(), date.getMonthValue()),
                number,
                number % 3 == 0 ? "renewal" : "new"));
    }
}
