package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of docs/mappings, pushed into the sandbox by the command line. The totals are written here as added up by
 * hand from the files.
 */
class ExampleMappingsTest {

    private static final Path EXAMPLES =
            Path.of("..", "docs", "mappings").toAbsolutePath().normalize();

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

    private RunRecord push(int exitStatus, String mapping, Path export) throws IOException {
        var environment = new HashMap<String, String>();
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.WRITER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.WRITER.secret());
        environment.put("IM_REJECT_THRESHOLD_PERCENT", "50");
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var status = Im.execute(
                new Console(print, System.err, false, environment, folder),
                "push",
                export.toString(),
                "--mapping",
                EXAMPLES.resolve(mapping).toString(),
                "--json");
        assertThat(status).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(exitStatus);
        return RunRecords.json().readValue(out.toByteArray(), RunRecord.class);
    }

    private RunRecord push(int exitStatus, String mapping, String example, String as) throws IOException {
        return push(exitStatus, mapping, Files.copy(EXAMPLES.resolve(example), folder.resolve(as)));
    }

    /** As IM holds them, one "currency count amount" each. */
    private List<String> held() {
        return sandbox.report().credits().totals().stream()
                .map(total -> total.currencyCode() + " " + total.count() + " "
                        + total.amount().toPlainString())
                .sorted()
                .toList();
    }

    private String rejects(RunRecord run) throws IOException {
        return Files.readString(Path.of(run.rejects().orElseThrow().path()));
    }

    @Test
    void salesforce() throws IOException {
        push(ExitStatus.OK, "salesforce.yaml", "salesforce-example.csv", "salesforce-20260401.csv");

        // USD: 12,500.00 + 2,500.50 + 999.99. EUR: 1,000,000.00 - 250.25.
        assertThat(held()).containsExactly("EUR 2 999749.75", "USD 3 16000.49");
    }

    @Test
    void dynamics_365() throws IOException {
        push(ExitStatus.OK, "dynamics-365.yaml", "dynamics-365-example.csv", "dynamics-20260401.csv");

        // USD: 1500.0000 + 250.2500. CAD: 99.9900 - 10.0000.
        assertThat(held()).containsExactly("CAD 2 89.9900", "USD 2 1750.2500");
    }

    @Test
    void hubspot_with_a_deal_of_nobody_known() throws IOException {
        var run = push(ExitStatus.REJECTS, "hubspot.yaml", "hubspot-example.csv", "hubspot-1.csv");

        // GBP: 1200 + 350.5; the deal of 77 has an owner that the table lacks. EUR: 0.25.
        assertThat(held()).containsExactly("EUR 1 0.25", "GBP 2 1550.5");
        assertThat(rejects(run).lines().skip(1).collect(Collectors.joining()))
                .contains(",5,9876543210126,LOOKUP_MISS,")
                .contains("from 'Deal owner': 'carl@example.com' is not among the 2 keys of tables/hubspot-owners.csv")
                .endsWith("9876543210126,Orphan,Closed won,2026-03-31 10:00,carl@example.com,77,GBP");
    }

    @Test
    void sap_crm() throws IOException {
        push(ExitStatus.OK, "sap-crm.yaml", "sap-crm-example.csv", "sap-crm-20260401.csv");

        // EUR: 1.234,56 + 12.345.678,90 - 99,00. CHF: 2.000,00.
        assertThat(held()).containsExactly("CHF 1 2000.00", "EUR 3 12346814.46");
    }

    @Test
    void sap_with_debit_and_credit_in_a_column() throws IOException {
        push(ExitStatus.OK, "sap-crm.yaml", "sap-fi-example.csv", "sap-fi-20260401.csv");

        // 1.500,00 (S) - 300,10 (H).
        assertThat(held()).containsExactly("EUR 2 1199.90");
    }

    @Test
    void netsuite_with_rows_that_are_not_meant() throws IOException {
        var run = push(ExitStatus.OK, "netsuite.yaml", "netsuite-example.csv", "netsuite-1.csv");

        // USD: 1,200.00 - 200.50. EUR: 50.25. Left out: what is pending, and the row of totals.
        assertThat(held()).containsExactly("EUR 1 50.25", "USD 2 999.50");
        assertThat(run.leftOut()).isEqualTo(2);
    }

    @Test
    void oracle_without_a_header_line_and_without_quotes() throws IOException {
        push(ExitStatus.OK, "oracle.yaml", "oracle-example.csv", "oracle-1.csv");

        // USD: 1250.5 + .75. EUR: -99.
        assertThat(held()).containsExactly("EUR 1 -99", "USD 2 1251.25");
    }

    @Test
    void excel_in_french() throws IOException {
        var run = push(ExitStatus.OK, "excel-french.yaml", "excel-french-example.csv", "excel-french-1.csv");

        // EUR: 1 234,50 - 34,50 + 99,9. CHF: 12 500,00. Left out: the total and the row of blank cells.
        assertThat(held()).containsExactly("CHF 1 12500.00", "EUR 3 1299.90");
        assertThat(run.read()).isEqualTo(4);
    }

    @Test
    void rejects_are_corrected_and_pushed_again_with_the_same_mapping() throws IOException {
        var run = push(ExitStatus.REJECTS, "hubspot.yaml", "hubspot-example.csv", "hubspot-1.csv");
        var corrected = Files.writeString(
                folder.resolve("corrected.csv"), rejects(run).replace("carl@example.com", "ben@example.com"));

        push(ExitStatus.OK, "hubspot.yaml", corrected);

        // 1200 + 350.5 + 77
        assertThat(held()).containsExactly("EUR 1 0.25", "GBP 3 1627.5");
    }
}
