package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.credit.Outcome;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.store.Location;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a mapping makes of a file: what preview totals is what the push creates, and the file less what is not sent. */
class PreviewTotalsTest {

    private static final String MAPPING = """
            version: 1
            mappings:
              - files: "*"
                csv: {totalRows: Total}
                only: {column: Stage, values: [Won]}
                fields:
                  sourceRef: {column: Id}
                  participantId: {column: Rep}
                  transactionDate: {column: Day}
                  amount: {column: Amount, decimal: ",", thousands: ".", minus: any}
                  currencyCode: {column: Currency}
                  periodId: {fromDate: yyyy-MM}
            """;

    @TempDir
    Path folder;

    private ImSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Map<String, String> environment(Path mapping) {
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "100");
        environment.put("IM_TRANSACTION_DATE_PAST_DAYS", "36500");
        environment.put("IM_CREDIT_MAPPING", LocalEnvironment.uri(mapping));
        return environment;
    }

    private RunRecord push(Path file, Map<String, String> environment) throws IOException {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Im.execute(new Console(print, System.err, false, environment, folder), "push", file.toString(), "--json");
        return RunRecords.json().readValue(out.toByteArray(), RunRecord.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void are_those_of_the_push_to_the_cent(long seed) throws IOException {
        var random = new Random(seed);
        var expected = new TreeMap<String, BigDecimal>();
        var csv = new StringBuilder("Id;Rep;Day;Amount;Currency;Stage\n");
        for (int i = 0; i < 300; i++) {
            var currency = new String[] {"EUR", "USD", "GBP"}[random.nextInt(3)];
            var cents = random.nextInt(2_000_000);
            var amount = BigDecimal.valueOf(cents, 2);
            var text = String.format("%d,%02d", cents / 100, cents % 100);
            var row = "S-" + i + ";P-1;2026-03-31;" + text + ";" + currency + ";";
            switch (random.nextInt(8)) {
                case 0 -> csv.append(row).append("Open\n");
                case 1 -> csv.append(row.replace("2026-03-31", "soon")).append("Won\n");
                case 2 -> csv.append("Total;;;").append(text).append(";;\n;;;;;\n");
                case 3 ->
                    csv.append(row)
                            .append("Won\n")
                            .append(row.replace("P-1", "P-2"))
                            .append("Won\n");
                case 4 -> {
                    csv.append(row.replace(text, "(" + text + ")")).append("Won\n");
                    expected.merge(currency, amount.negate(), BigDecimal::add);
                }
                case 5 -> {
                    csv.append(row).append("Won\n").append(row).append("Won\n");
                    expected.merge(currency, amount, BigDecimal::add);
                }
                default -> {
                    csv.append(row).append("Won\n");
                    expected.merge(currency, amount, BigDecimal::add);
                }
            }
        }
        var file = Files.writeString(folder.resolve("deals.csv"), csv);
        var mapping =
                Files.writeString(folder.resolve("m.yaml"), MAPPING.replace("csv: {", "csv: {delimiter: \";\", "));
        var environment = environment(mapping);

        var previewed = new TreeMap<String, BigDecimal>();
        Preview.of(Location.parse(LocalEnvironment.uri(file)), environment, Clock.systemUTC())
                .totals()
                .forEach((group, total) -> previewed.merge(group.currencyCode(), total.amount(), BigDecimal::add));
        var pushed = new TreeMap<String, BigDecimal>();
        push(file, environment).totals().stream()
                .filter(total -> total.outcome() == Outcome.CREATED)
                .forEach(total -> pushed.put(total.currencyCode(), total.amount()));

        assertThat(previewed).isEqualTo(expected);
        assertThat(pushed).isEqualTo(expected);
    }
}
