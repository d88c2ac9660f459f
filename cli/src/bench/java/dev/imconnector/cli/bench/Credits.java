package dev.imconnector.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Good credits, one by one, as they stand in a file and as they are sent. */
final class Credits {

    private Credits() {}

    static Path write(Path file, int credits) throws IOException {
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n");
            for (int i = 1; i <= credits; i++) {
                out.write("CRM-2026-03-01-%07d,P-%05d,2026-03-01,%s,EUR,2026-03\n".formatted(i, i % 250, amount(i)));
            }
        }
        return file;
    }

    static String json(int number) {
        return ("{\"sourceRef\":\"CRM-2026-03-01-%07d\",\"participantId\":\"P-%05d\",\"transactionDate\":\"2026-03-01\","
                        + "\"amount\":%s,\"currencyCode\":\"EUR\",\"periodId\":\"2026-03\"}")
                .formatted(number, number % 250, amount(number));
    }

    private static String amount(int number) {
        return number % 20_000 + "." + (10 + number % 89);
    }
}
