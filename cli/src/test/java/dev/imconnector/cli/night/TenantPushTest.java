package dev.imconnector.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.cli.PostedPeriod;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.testkit.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A push into a tenant as people set it up: what it needs, what it refuses before anything is sent, what it rejects. */
@Timeout(60)
class TenantPushTest {

    private static final String HEADER = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";

    @TempDir
    private Path home;

    private TenantNight night(int records) {
        return new TenantNight(home, Export.of(records, 0));
    }

    private String event(String runId, String rows) throws IOException {
        var file = Files.writeString(home.resolve("exports/" + runId + ".csv"), HEADER + rows);
        return "{\"runId\":\"%s\",\"credits\":\"%s\"}".formatted(runId, Night.uri(file));
    }

    private static List<String> rejects(TenantNight night, RunRecord run) throws IOException {
        return Files.readAllLines(Audit.pathOf(run.rejects().orElseThrow())).stream()
                .skip(1)
                .map(line -> line.split(",")[2] + " " + line.split(",")[3])
                .toList();
    }

    @Test
    void a_legacy_tenant_takes_user_and_password_and_no_token_is_fetched() {
        try (var night = night(30)) {
            night.with(Map.of(
                    "IM_API_URL", night.scene().im().legacyUrl().orElseThrow().toString(), "IM_TOKEN_URL", ""));
            night.scene()
                    .night()
                    .with("ICM_CLIENT_ID", SandboxClient.USER.id())
                    .with("ICM_CLIENT_SECRET", SandboxClient.USER.secret());

            var run = night.push();

            assertThat(run.status()).as("%s", run.error()).isEqualTo(RunStatus.COMPLETED);
            night.imHoldsExactly(night.scene().night().export().good());
            assertThat(night.scene().im().report().requests().tokenCalls()).isZero();
        }
    }

    @Test
    void what_the_tenant_could_not_take_as_it_is_meant_is_rejected_and_the_rest_is_sent() throws IOException {
        try (var night = night(1)) {
            night.with(Map.of("IM_REJECT_THRESHOLD_PERCENT", "100"));

            var run = night.push(event("mixed", """
                    good,P-1,2026-03-31,1.50,EUR,2026-03
                    late,P-1,2026-04-01,1.50,EUR,2026-03
                    noperiod,P-1,2026-03-01,1.50,EUR,March
                    wild*,P-1,2026-03-01,1.50,EUR,2026-03
                    fine,P-1,2026-03-01,1.505,EUR,2026-03
                    franc,P-1,2026-03-01,1.50,CHF,2026-03
                    """));

            assertThat(run.status()).as("%s", run.error()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(1);
            assertThat(rejects(night, run))
                    .containsExactly(
                            "late PERIOD_DATE_MISMATCH",
                            "noperiod PERIOD_UNKNOWN",
                            "wild* SOURCE_REF_NOT_ADDRESSABLE",
                            "fine AMOUNT_DIGITS",
                            "franc UNIT_TYPE_UNKNOWN");
            assertThat(night.requests("GET /periods")).as("read once a run").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "500"})
    void what_IM_rejects_is_handed_back_with_its_words_whatever_the_status_of_the_answer(String status)
            throws IOException {
        try (var night = night(1)) {
            night.with(Map.of(
                    "IM_REJECT_THRESHOLD_PERCENT",
                    "100",
                    "unknown-payee",
                    "refused",
                    "partly-written-status",
                    status,
                    "not-written-status",
                    status));

            var mixed = night.push(event("mixed", """
                    good,P0000001,2026-03-31,1.50,EUR,2026-03
                    bad,NOBODY,2026-03-31,2.50,EUR,2026-03
                    """));
            var nothingElse = night.push(event("bad", "worse,NOBODY,2026-03-31,2.50,EUR,2026-03\n"));

            assertThat(mixed.status()).as("%s", mixed.error()).isEqualTo(RunStatus.COMPLETED);
            assertThat(mixed.created()).isEqualTo(1);
            assertThat(nothingElse.status()).as("%s", nothingElse.error()).isEqualTo(RunStatus.COMPLETED);
            assertThat(Files.readString(Audit.pathOf(mixed.rejects().orElseThrow())))
                    .contains("bad,IM_REJECTED", "TCMP_09007");
            assertThat(rejects(night, nothingElse)).containsExactly("worse IM_REJECTED");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "closed-period | refused  | P0000001,2026-02-27,1.50,EUR,2026-02 | TCMP_90001:E: ",
                "closed-period | accepted | P0000001,2026-02-27,1.50,EUR,2026-02 |",
                "unknown-payee | refused  | NOBODY,2026-03-31,1.50,EUR,2026-03 | TCMP_09007:E: ",
                "unknown-payee | accepted | NOBODY,2026-03-31,1.50,EUR,2026-03 |",
            })
    void what_only_IM_can_refuse_is_in_if_it_takes_it_and_else_a_reject_with_its_code_and_words(
            String which, String value, String credit, String words) throws Exception {
        try (var night = night(1)) {
            PostedPeriod.of(night.scene().im(), "2026-02");
            night.with(Map.of("IM_REJECT_THRESHOLD_PERCENT", "100", which, value));

            var run = night.push(event("one", "A," + credit + "\n"));

            assertThat(run.status()).as("%s", run.error()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.created()).isEqualTo(words == null ? 1 : 0);
            assertThat(night.scene().im().credit("A").isPresent()).isEqualTo(words == null);
            if (words != null) {
                assertThat(Files.readString(Audit.pathOf(run.rejects().orElseThrow())))
                        .contains("A,IM_REJECTED", words);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "402", "403"})
    void a_client_whose_role_is_gone_ends_the_run_and_no_credit_is_rejected_for_it(String status) {
        try (var night = night(30)) {
            night.with(Map.of("role-missing-status", status));
            night.scene()
                    .night()
                    .with("ICM_CLIENT_ID", SandboxClient.READER.id())
                    .with("ICM_CLIENT_SECRET", SandboxClient.READER.secret());

            var run = night.push();

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.error().orElseThrow().code()).isEqualTo("IM_FORBIDDEN");
            assertThat(run.rejected()).isZero();
        }
    }

    @Test
    void a_correction_under_an_old_sourceRef_is_rejected_with_both_values_and_changes_nothing() throws IOException {
        try (var night = night(1)) {
            night.with(Map.of("IM_REJECT_THRESHOLD_PERCENT", "100"));
            night.push(event("first", "A,P-1,2026-03-01,1.50,EUR,2026-03\n"));

            var again = night.push(event("again", "A,P-1,2026-03-01,1.5,EUR,2026-03\n"));
            var corrected = night.push(event("corrected", "A,P-1,2026-03-01,2.50,EUR,2026-03\n"));

            assertThat(again.alreadyPresent()).isEqualTo(1);
            assertThat(rejects(night, corrected)).containsExactly("A CONTENT_DIFFERS");
            assertThat(night.scene().im().credit("A").orElseThrow().amount()).isEqualTo("1.5");
        }
    }

    @Test
    void a_setting_that_is_missing_or_names_nothing_of_the_tenant_ends_the_run_before_anything_is_sent() {
        assertThat(errorWith("IM_EVENT_TYPE", "")).contains("SETTING_MISSING", "event-type");
        assertThat(errorWith("IM_EVENT_TYPE", "Sale")).contains("SETTING_INVALID", "'Sale'");
        assertThat(errorWith("IM_CALENDAR", "")).contains("SETTING_MISSING", "Billing Calendar");
        assertThat(errorWith("IM_CALENDAR", "Fiscal")).contains("SETTING_INVALID", "'Fiscal'");
        assertThat(errorWith("IM_LINE_UNIT_TYPE", "lines")).contains("SETTING_INVALID", "'lines'");
        assertThat(errorWith("IM_PROCESSING_UNIT", "Third")).contains("SETTING_INVALID", "'Third'");
        assertThat(errorWith("IM_API_URL", "http://127.0.0.1:1/successfactors/im"))
                .contains("SETTING_INVALID", "/mtsvc/tcmp/rest/v2");
    }

    private String errorWith(String name, String value) {
        try (var night = new TenantNight(home.resolve(name + value.length()), Export.of(3, 0))) {
            night.with(Map.of(name, value));

            var run = night.push();

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(night.requests("POST /salesOrders") + night.requests("POST /salesTransactions"))
                    .isZero();
            return run.error().orElseThrow().toString();
        }
    }

    @Test
    void a_run_goes_no_further_when_another_dialect_is_configured_meanwhile() {
        try (var night = night(30)) {
            night.with(Map.of("IM_BATCH_SIZE", "10", "fault", "always status 503 on write"));
            var first = Invocation.of(Duration.ofMinutes(15)).run(night.scene().handler(), TenantNight.EVENT);
            assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
            night.with(Map.of("IM_DIALECT", "course", "fault", ""));

            var run = night.push();

            assertThat(run.error().orElseThrow().code()).isEqualTo("DIALECT_DIFFERS");
            assertThat(night.scene().im().report().credits().stored()).isZero();
        }
    }
}
