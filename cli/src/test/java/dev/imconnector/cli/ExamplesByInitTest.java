package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The way to the mappings of docs/mappings: what {@code im init} writes for each export and what it asks, somebody's
 * answers, and the totals that IM holds after a push, added up by hand from the files. Nothing is taken before all is
 * answered.
 */
class ExamplesByInitTest {

    private static final Path EXAMPLES =
            Path.of("..", "docs", "mappings").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ImSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = ImSandbox.start(SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private int im(String... arguments) {
        out.reset();
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "50");
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Im.execute(new Console(print, print, false, environment, folder), arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A line that init has left empty, and what somebody writes in its place. */
    private record Answer(String line, String instead) {}

    private static Answer line(String line, String instead) {
        return new Answer("(?m)^ *" + line + ":   #.*$", instead);
    }

    /** The first column that is asked for. */
    private static Answer column(String instead) {
        return line("column", "        " + instead.replace("\n", "\n        "));
    }

    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of(
                        "salesforce-example.csv",
                        List.of(),
                        List.of(),
                        // USD: 12,500.00 + 2,500.50 + 999.99. EUR: 1,000,000.00 - 250.25.
                        List.of("EUR 2 999749.75", "USD 3 16000.49")),
                Arguments.of(
                        "dynamics-365-example.csv",
                        List.of("sourceRef: it could be", "in which zone are the times?"),
                        List.of(
                                column("columns: [Order ID, Line Item Number]\nseparator: \"-\""),
                                line("zone", "        zone: UTC\n        dayZone: America/New_York")),
                        // USD: 1500.0000 + 250.2500. CAD: 99.9900 - 10.0000.
                        List.of("CAD 2 89.9900", "USD 2 1750.2500")),
                Arguments.of(
                        "hubspot-example.csv",
                        List.of(
                                "participantId: the values are names or mail addresses",
                                "in which zone are the times?"),
                        List.of(
                                line(
                                        "lookup",
                                        "        case: lower\n        lookup: {file: tables/hubspot-owners.csv, key:"
                                                + " email, value: participantId}"),
                                line("zone", "        zone: Europe/London")),
                        // GBP: 1200 + 350.5; nobody knows the owner of the deal of 77. EUR: 0.25.
                        List.of("EUR 1 0.25", "GBP 2 1550.5")),
                Arguments.of(
                        "sap-crm-example.csv",
                        List.of("sourceRef: it could be 'Vorgangsnummer' or 'Position'"),
                        List.of(column("columns: [Vorgangsnummer, Position]\nseparator: \"/\"")),
                        // EUR: 1.234,56 + 12.345.678,90 - 99,00. CHF: 2.000,00.
                        List.of("CHF 1 2000.00", "EUR 3 12346814.46")),
                Arguments.of(
                        "sap-fi-example.csv",
                        List.of("amount: does 'S/H' (S and H) say its sign?", "currencyCode: no column looks like"),
                        List.of(
                                line("sign", "        sign: {column: S/H, negative: [H], positive: [S]}"),
                                line("constant", "        constant: EUR")),
                        // 1.500,00 (S) - 300,10 (H).
                        List.of("EUR 2 1199.90")),
                Arguments.of(
                        "netsuite-example.csv",
                        List.of(
                                "only: which rows are meant, by 'Status' (Billed, Pending Approval)?",
                                "sourceRef: it could be 'Internal ID' or 'Document Number'"),
                        List.of(
                                line("only", "    only: {column: Status, values: [Billed]}"),
                                column("column: Internal ID\nnormalize: whole-number")),
                        // USD: 1,200.00 - 200.50. EUR: 50.25. What is pending is not meant.
                        List.of("EUR 1 50.25", "USD 2 999.50")),
                Arguments.of(
                        "oracle-example.csv",
                        List.of(
                                "sourceRef: it could be 'Column 1' or 'Column 2'",
                                "participantId: it could be",
                                "amount: it could be 'Column 1' or 'Column 2' or 'Column 5'"),
                        List.of(
                                column("columns: [Column 1, Column 2]\nseparator: \"-\""),
                                column("column: Column 3"),
                                column("column: Column 5")),
                        // USD: 1250.5 + .75. EUR: -99.
                        List.of("EUR 1 -99", "USD 2 1251.25")),
                Arguments.of(
                        "excel-french-example.csv",
                        List.of("sourceRef: it could be 'N° commande' or 'Ligne'"),
                        List.of(column("columns: [N° commande, Ligne]\nseparator: \"-\"")),
                        // EUR: 1 234,50 - 34,50 + 99,9. CHF: 12 500,00. The total is no row of its own.
                        List.of("CHF 1 12500.00", "EUR 3 1299.90")));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void is_asked_answered_and_pushed_to_the_cent(
            String example, List<String> questions, List<Answer> answers, List<String> totals) throws IOException {
        var export =
                Files.copy(EXAMPLES.resolve(example), folder.resolve(example)).toString();
        Files.createDirectories(folder.resolve("tables"));
        Files.copy(EXAMPLES.resolve("tables/hubspot-owners.csv"), folder.resolve("tables/hubspot-owners.csv"));
        var mapping = folder.resolve("mapping.yaml");

        assertThat(im("init", export)).as(said()).isZero();
        questions.forEach(question -> assertThat(said()).contains(question));
        assertThat(said().lines().filter(line -> line.startsWith("  "))).hasSameSizeAs(questions);

        for (var answer : answers) {
            assertThat(im("preview", export, "--mapping", mapping.toString())).isEqualTo(ExitStatus.FAILED);
            assertThat(said()).contains("MAPPING_INVALID");
            var text = Files.readString(mapping);
            assertThat(text).containsPattern(answer.line());
            Files.writeString(mapping, text.replaceFirst(answer.line(), answer.instead()));
        }
        im("push", export, "--mapping", mapping.toString());

        assertThat(held()).as(said()).isEqualTo(totals);
    }

    /** As IM holds them, one "currency count amount" each. */
    private List<String> held() {
        return sandbox.report().credits().totals().stream()
                .map(total -> total.currencyCode() + " " + total.count() + " "
                        + total.amount().toPlainString())
                .sorted()
                .toList();
    }
}
