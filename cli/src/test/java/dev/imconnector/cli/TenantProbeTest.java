package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated tenant put through its switches: the probe sees each, names the setting that follows, and leaves nothing. */
class TenantProbeTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final ImSandbox sandbox = ImSandbox.start(
            SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0),
            Clock.systemUTC());

    @BeforeEach
    void hyperscaler() {
        environment.put("IM_DIALECT", "tenant");
        environment.put("IM_EVENT_TYPE", "Order");
        environment.put("IM_TOKEN_URL", sandbox.tokenUrl().toString());
        environment.put("IM_API_URL", sandbox.apiUrl().toString());
        environment.put("ICM_CLIENT_ID", SandboxClient.USER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.USER.secret());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private int probe(String typed, String... more) {
        var arguments = new ArrayList<>(
                List.of("probe", "--participant", "P0000001", "--period", "2026-03", "--date", "2026-03-15"));
        arguments.addAll(Arrays.asList(more));
        return Im.execute(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        environment,
                        Path.of(""),
                        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8))),
                arguments.toArray(String[]::new));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
    }

    private long left(String resource) throws IOException {
        var rows = new ByteArrayOutputStream();
        sandbox.writeRows(resource, null, rows);
        return rows.toString(StandardCharsets.UTF_8).lines().count();
    }

    @Test
    void it_asks_first_and_without_a_yes_sends_nothing() {
        assertThat(probe("no\n")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("IMC-PROBE-", "Is this a test tenant?");
        assertThat(sandbox.report().requests().total()).isZero();
    }

    @Test
    void it_names_what_follows_shows_no_secret_and_leaves_nothing_behind() throws IOException {
        assertThat(probe("yes\n")).isZero();

        assertThat(text())
                .contains("the same order again refused with status 400")
                .contains("read-before-write never")
                .contains("already-exists-pattern its default is right")
                .contains("order and event type as bare seqs taken")
                .contains("references its default is right")
                .contains("pipelines among the resources NOT there: 404")
                .contains("pipelines of the own service there, a run has PipelineRunSeq")
                .contains("its start of one that there is not 500")
                .contains("maintenance not seen")
                .contains("a date in a posted period was not asked")
                .contains("a right that is missing was not asked")
                .contains("too many requests was not asked")
                .contains("amount of 10.005 is 10.005")
                .contains("amount of 123456789012345.01 is 123456789012345.01")
                .contains("5 in one array, 2nd bad, 4th there status 207, 5 elements, each at its own place")
                .contains("a PUT that changes nothing status 304")
                .contains("a transaction without its order refused")
                .doesNotContain(SandboxClient.USER.secret())
                .doesNotContainPattern("[A-Za-z0-9_-]{40,}");
        assertThat(left("salesOrders")).isZero();
        assertThat(left("salesTransactions")).isZero();
    }

    @Test
    void it_deletes_what_it_made_and_nothing_else() throws Exception {
        environment.put("IM_CALENDAR", "Main Monthly Calendar");
        var file = Files.writeString(Files.createTempDirectory("probe").resolve("others.csv"), """
                sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                IMC-OTHERS-1,P0000007,2026-03-15,12.50,USD,2026-03
                """);
        environment.put("RUNS_LOCATION", file.getParent().resolve("runs").toUri() + "/");
        assertThat(Im.execute(
                        new Console(new PrintStream(out), new PrintStream(err), false, environment, file.getParent()),
                        "push",
                        file.toString()))
                .as("%s %s", out, err)
                .isZero();

        assertThat(probe("yes\n")).isZero();

        assertThat(left("salesOrders")).isEqualTo(1);
        assertThat(sandbox.credit("IMC-OTHERS-1")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transaction-key       | doubled       | read-before-write always-send-once",
                "transaction-key       | upserted      | read-before-write its default is right",
                "order-key             | doubled       | there are TWO of them now",
                "key-exists-code       | TCMP_77777    | already-exists-pattern TCMP_77777",
                "implicit-order        | true          | a transaction without its order taken",
                "body-references       | key           | references key",
                "body-references       | seq           | references seq",
                "body-references       | bare          | references bare",
                "body-references       | seq           | order and event type as bare seqs refused",
                "hyperscaler-pipelines | service       | pipelines of the own service there",
                "hyperscaler-pipelines | service       | pipelines among the resources NOT there: 404",
                "hyperscaler-pipelines | resource      | pipelines among the resources there, a run has pipelineRunSeq",
                "hyperscaler-pipelines | resource      | pipelines of the own service NOT there: 404",
                "hyperscaler-pipelines | none          | pipelines among the resources NOT there: 404",
                "unknown-payee         | accepted      | unknown payee taken",
                "fault                 | nth 1 html on read:payments | maintenance SEEN: a page in the place of JSON, status 200, type text/html",
                "amount-digits         | rounded       | amount of 10.005 is 10.01",
                "key-comparison        | ignoring-case | orderId in other case the same order",
                "key-comparison        | trimmed       | orderId with a blank behind the same order",
                "element-answer        | shuffled      | NOT each at its own place",
                "partly-written-status | 200           | status 200, 5 elements",
                "max-elements          | 150           | 100 are taken, 200 are not",
                "top-above-max         | refuse        | top=101 refused",
                "next-form             | absolute      | is NOT relative to the root",
                "next-form             | bare          | has LOST the filter",
                "paged-assignments     | missing       | have not exactly the one that was sent",
                "reference-null-filter | false         | filter for posted payments refused",
                "unchanged-put-status  | 200           | a PUT that changes nothing status 200",
                "unknown-payee         | refused       | unknown payee refused",
                "expires-in-answer     | none          | expires_in",
                "token-auth            | body          | token-auth-style body",
            })
    void it_sees_each_switch(String which, String value, String words) throws IOException {
        sandbox.set(which, value);

        probe("yes\n", "--max-batch", "200");

        assertThat(text() + err.toString(StandardCharsets.UTF_8)).contains(words);
        assertThat(left("salesTransactions")).isZero();
        assertThat(left("salesOrders")).isZero();
    }

    @Test
    void a_legacy_tenant_is_asked_with_user_and_password() throws IOException {
        environment.put("IM_API_URL", sandbox.legacyUrl().orElseThrow().toString());
        environment.remove("IM_TOKEN_URL");

        assertThat(probe("yes\n")).isZero();

        assertThat(text())
                .contains("read-before-write never")
                .contains("pipelines among the resources there, a run has pipelineRunSeq")
                .contains("start of a pipeline that there is not 500")
                .contains("TCMP_09007:E: There is no such stage of PipelineRun")
                .contains("cancel of a pipeline that there is not 400")
                .doesNotContain("expires_in", "pipelines of the own service");
        assertThat(left("salesOrders")).isZero();
        assertThat(sandbox.report().requests().tokenCalls()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"accepted, taken", "refused, refused: 400"})
    void whether_a_posted_period_takes_a_transaction_is_seen(String closed, String words) throws Exception {
        sandbox.set("closed-period", closed);
        PostedPeriod.of(sandbox, "2026-02");

        assertThat(probe("yes\n", "--closed-date", "2026-02-10")).isZero();

        assertThat(text()).contains("a date in a posted period " + words);
        assertThat(left("salesTransactions")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403})
    void how_a_missing_right_is_refused_is_seen_with_a_client_that_only_reads(int status) {
        sandbox.set("role-missing-status", Integer.toString(status));
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.READER.secret());

        assertThat(probe("yes\n")).isZero();

        assertThat(text())
                .contains("a right that is missing status " + status + ", type application/json, Retry-After (none): ")
                .contains("wrong credentials status 401, type application/json, Retry-After (none): ")
                .doesNotContain(SandboxClient.READER.secret());
    }

    @Test
    void a_reader_that_may_write_shows_no_missing_right() {
        environment.put("ICM_READER_CLIENT_ID", SandboxClient.USER.id());
        environment.put("ICM_READER_CLIENT_SECRET", SandboxClient.USER.secret());

        assertThat(probe("yes\n")).isZero();

        assertThat(text()).contains("a right that is missing NOT seen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nth 5 status 429 on read:calendars | too many requests after 4: status 429, type application/json, Retry-After 30",
                "                                   | too many requests 400 in a row were all answered"
            })
    void the_limit_is_looked_for_when_that_is_asked_for(String fault, String words) throws IOException {
        sandbox.set("fault", fault == null ? "" : fault);

        assertThat(probe("yes\n", "--find-limit")).isZero();

        assertThat(text()).contains(words);
        assertThat(left("salesOrders")).isZero();
    }

    @Test
    void a_client_without_a_role_to_write_is_told_so() {
        environment.put("ICM_CLIENT_ID", SandboxClient.READER.id());
        environment.put("ICM_CLIENT_SECRET", SandboxClient.READER.secret());

        assertThat(probe("yes\n")).isEqualTo(ExitStatus.FAILED);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("PROBE_FAILED", "The tenant takes no order", "a role");
    }
}
