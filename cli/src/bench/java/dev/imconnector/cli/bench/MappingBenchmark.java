package dev.imconnector.cli.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.imconnector.app.Connector;
import dev.imconnector.lambda.PushCreditsHandler;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.push.FirstPass;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.source.files.CreditFiles;
import dev.imconnector.store.Location;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * How fast mapped rows are beside unmapped ones: the same credits in both files, readings in turn in one process.
 *
 * <p>{@code pass [ROWS] [ROUNDS]}: the first pass alone, of a mapping with a join, upper case, a date pattern, a number
 * format, a lookup and a period of the date. {@code times [ROWS] [ROUNDS]}: likewise with a time of its own in each row, of
 * which none is remembered. {@code push [ROWS] [ROUNDS]}: the whole push into a sandbox in another process.
 */
public final class MappingBenchmark {

    private static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";
    private static final String CRM_HEADER = "Order;Line;Rep;Day;Amount;Currency\n";
    private static final String MAPPING = """
            version: 1
            mappings:
              - files: "crm*.csv"
                csv: {delimiter: ";", charset: windows-1252}
                fields:
                  sourceRef: {columns: [Order, Line], separator: "-"}
                  participantId: {column: Rep, case: upper}
                  transactionDate: {column: Day, %s}
                  amount: {column: Amount, decimal: ",", thousands: "."}
                  currencyCode: {column: Currency, lookup: {table: {Euro: EUR, US Dollar: USD}}}
                  periodId: {fromDate: yyyy-MM}
            """;
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 1);

    private MappingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("log4j2.configurationFile", "log4j2-cli.xml");
        var what = arguments.length == 0 ? "pass" : arguments[0];
        var rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        var rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        var home = Files.createTempDirectory("mapping-benchmark");
        try {
            var plain = plain(home.resolve("plain.csv"), rows);
            var times = what.equals("times");
            var mapped = mapped(home.resolve("crm.csv"), rows, times);
            var mapping = Files.writeString(
                    home.resolve("mapping.yaml"),
                    MAPPING.formatted(
                            times
                                    ? "pattern: dd.MM.yyyy HH:mm:ss, zone: UTC, dayZone: Europe/Berlin"
                                    : "pattern: dd.MM.yyyy"));
            switch (what) {
                case "pass", "times" -> passes(rows, rounds, plain, mapped, mapping);
                case "push" -> pushes(home, rows, rounds, plain, mapped, mapping);
                default -> throw new IllegalArgumentException("pass, times or push, not " + what);
            }
        } finally {
            delete(home);
        }
    }

    private static void passes(int rows, int rounds, Path plain, Path mapped, Path mapping) {
        var ratios = new double[rounds];
        for (int round = -2; round < rounds; round++) {
            var mappedFirst = round % 2 != 0;
            var first = mappedFirst ? pass(rows, mapped, mapping) : pass(rows, plain, null);
            var second = mappedFirst ? pass(rows, plain, null) : pass(rows, mapped, mapping);
            var unmapped = mappedFirst ? second : first;
            var withMapping = mappedFirst ? first : second;
            System.out.printf(
                    Locale.ROOT,
                    "%d rows: unmapped %.3f s, mapped %.3f s, ratio %.3f%s%n",
                    rows,
                    unmapped,
                    withMapping,
                    unmapped / withMapping,
                    round < 0 ? " (warm-up)" : "");
            if (round >= 0) {
                ratios[round] = unmapped / withMapping;
            }
        }
        report("first pass", rows, ratios);
    }

    private static double pass(int rows, Path file, Path mapping) {
        var store = Connector.stores(Map.of());
        var begin = System.nanoTime();
        var read = Optional.ofNullable(mapping).map(path -> CreditMappings.read(location(path), store));
        var source = new CreditFiles(store, CreditFiles.at(location(file), store), read);
        var result = new FirstPass(source, done -> {}).run();
        var seconds = (System.nanoTime() - begin) / 1e9;
        expect(result.toSend() == rows, result.toSend() + " of " + rows + " to send: " + result.invalidByCode());
        return seconds;
    }

    private static void pushes(Path home, int rows, int rounds, Path plain, Path mapped, Path mapping)
            throws Exception {
        var ratios = new double[rounds];
        try (var im = SandboxProcess.start()) {
            var small = plain(home.resolve("small.csv"), 20_000);
            push(im, home, small, null, 20_000, "warm-up");
            for (int round = 0; round < rounds; round++) {
                var unmapped = push(im, home, plain, null, rows, "plain-" + round);
                var withMapping = push(im, home, mapped, mapping, rows, "mapped-" + round);
                ratios[round] = unmapped / withMapping;
                System.out.printf(
                        Locale.ROOT,
                        "%d rows pushed: unmapped %.3f s, mapped %.3f s, ratio %.3f%n",
                        rows,
                        unmapped,
                        withMapping,
                        ratios[round]);
            }
        }
        report("whole push", rows, ratios);
    }

    /** Seconds; says the most heap that was in use after a collection. */
    private static double push(SandboxProcess im, Path home, Path file, Path mapping, int rows, String runId)
            throws Exception {
        im.anew("rate-limit=0");
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", im.tokenUrl().toString());
        environment.put("IM_API_URL", im.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("IM_REQUESTS_PER_MINUTE", "0");
        environment.put("CREDITS_LOCATION", file.toUri().toString());
        environment.put("RUNS_LOCATION", home.resolve("runs").toUri() + "/");
        if (mapping != null) {
            environment.put("IM_CREDIT_MAPPING", mapping.toUri().toString());
        }
        var heap = heapAfterCollections();
        var begin = System.nanoTime();
        var run = push(environment, runId);
        var seconds = (System.nanoTime() - begin) / 1e9;
        expect(run.created() == rows && im.seen().stored() == rows, "created " + run.created() + " of " + rows);
        System.out.printf(
                Locale.ROOT, "%s: %.3f s, most heap after a collection %.1f MB%n", runId, seconds, heap.get() / 1e6);
        return seconds;
    }

    private static AtomicLong heapAfterCollections() {
        var most = new AtomicLong();
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                var info = GarbageCollectionNotificationInfo.from(
                                        (CompositeData) notification.getUserData());
                                var used = info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                                        .filter(pool -> pool.getKey().contains("Old")
                                                || pool.getKey().contains("Tenured")
                                                || pool.getKey().contains("Survivor"))
                                        .mapToLong(pool -> pool.getValue().getUsed())
                                        .sum();
                                most.accumulateAndGet(used, Math::max);
                            },
                            null,
                            null);
        }
        return most;
    }

    private static RunRecord push(Map<String, String> environment, String runId) throws IOException {
        var handler = new PushCreditsHandler(environment, RunMetrics.NONE);
        RunRecord run;
        do {
            var answer = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(("{\"runId\":\"" + runId + "\"}").getBytes(StandardCharsets.UTF_8)),
                    answer,
                    BenchContext.of(Duration.ofMinutes(15)));
            run = RunRecords.json().readValue(answer.toByteArray(), RunRecord.class);
        } while (run.status() == RunStatus.INCOMPLETE);
        expect(run.status() == RunStatus.COMPLETED, "ended " + run.status() + " " + run.error());
        return run;
    }

    private static Path plain(Path file, int rows) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (int i = 0; i < rows; i++) {
                var day = FIRST_DAY.plusDays(i % 31);
                out.write("ORD" + (i / 4) + "-" + (i % 4) + ",P-" + i % 250 + "," + day + "," + (1_000 + i % 9_000)
                        + "." + (10 + i % 90) + "," + (i % 5 == 0 ? "USD" : "EUR") + ",2026-03\n");
            }
        }
        return file;
    }

    private static Path mapped(Path file, int rows, boolean times) throws IOException {
        var form = DateTimeFormatter.ofPattern(times ? "dd.MM.uuuu HH:mm:ss" : "dd.MM.uuuu");
        try (var out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
            out.write(CRM_HEADER);
            for (int i = 0; i < rows; i++) {
                var day = form.format(LocalDateTime.of(FIRST_DAY.plusDays(i % 31), LocalTime.NOON)
                        .plusSeconds(i % 36_000));
                var amount = 1_000 + i % 9_000;
                out.write("ORD" + (i / 4) + ";" + (i % 4) + ";p-" + i % 250 + ";" + day + ";" + amount / 1_000 + "."
                        + String.format("%03d", amount % 1_000) + "," + (10 + i % 90) + ";"
                        + (i % 5 == 0 ? "US Dollar" : "Euro") + "\n");
            }
        }
        return file;
    }

    private static void report(String what, int rows, double[] ratios) {
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "MEDIAN of %d rounds, %d rows, %s: mapped at %.3f of the speed of unmapped%n",
                ratios.length,
                rows,
                what,
                ratios[ratios.length / 2]);
    }

    private static Location location(Path path) {
        return Location.parse(path.toUri().toString());
    }

    private static void expect(boolean isTrue, String otherwise) {
        if (!isTrue) {
            throw new IllegalStateException("It was not what is measured: " + otherwise);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
