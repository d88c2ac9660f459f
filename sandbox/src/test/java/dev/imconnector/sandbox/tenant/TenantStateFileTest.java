package dev.imconnector.sandbox.tenant;

import static dev.imconnector.sandbox.testkit.TenantCaller.array;
import static dev.imconnector.sandbox.testkit.TenantCaller.elements;
import static dev.imconnector.sandbox.testkit.TenantCaller.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.state.SandboxReport;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.SandboxSettingException;
import dev.imconnector.sandbox.testkit.StandingClock;
import dev.imconnector.sandbox.testkit.TenantCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a tenant survives a restart. */
class TenantStateFileTest {

    private static final String ALL = "?top=100&orderBy=";

    @TempDir
    private Path folder;

    private final StandingClock clock = new StandingClock();
    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("tenant.jsonl");
    }

    private ImSandbox start() {
        return ImSandbox.start(
                SandboxOptions.defaults()
                        .withDialect(ImDialect.TENANT)
                        .with(RateSwitches.RATE_LIMIT, 0)
                        .withStateFile(file),
                clock);
    }

    private static String all(TenantCaller im) {
        return im.get("/salesOrders" + ALL + "salesOrderSeq").body()
                + im.get("/salesTransactions" + ALL + "salesTransactionSeq&expand=transactionAssignments")
                        .body()
                + im.get("/pipelines" + ALL + "pipelineRunSeq").body()
                + im.get("/credits" + ALL + "creditSeq").body()
                + im.get("/participants" + ALL + "payeeSeq").body();
    }

    @Test
    void whatWasWrittenAndHowOftenItArrivedSurviveARestart() {
        SandboxReport.Credits before;
        String rows;
        String gone;
        try (var sandbox = start()) {
            var im = new TenantCaller(sandbox);
            im.post("/salesOrders", "[{\"orderId\":\"A-1\"},{\"orderId\":\"A-2\"},{\"orderId\":\"\u00e9-3\"}]");
            im.post(
                    "/salesTransactions",
                    array(sale("A-1", "1.10"), sale("A-2", "0.0000000001"), sale("\u00e9-3", "7")));
            im.post("/salesTransactions", array(sale("A-1", "1.10"), sale("A-9", "1")));
            gone = elements(im.get("/salesTransactions" + ALL + "salesTransactionSeq"), "salesTransactions")
                    .get(2)
                    .get("salesTransactionSeq")
                    .textValue();
            im.delete("/salesTransactions(" + gone + ")");
            im.put(
                    "/participants",
                    "[{\"payeeId\":\"P0000001\",\"firstName\":\"Changed\",\"effectiveStartDate\":\"%s\",\"effectiveEndDate\":\"%s\"}]"
                            .formatted(date(im, "effectiveStartDate"), date(im, "effectiveEndDate")));
            new TenantRuns(im).started("516", "2026-03");
            clock.advance(Duration.ofMinutes(10));
            rows = all(im);
            before = sandbox.report().credits();
        }

        try (var sandbox = start()) {
            var im = new TenantCaller(sandbox);
            assertThat(all(im)).isEqualTo(rows).contains("Changed", "Successful", "Direct credit");
            assertThat(sandbox.report().credits())
                    .usingRecursiveComparison()
                    .ignoringFields("sameSourceRefUnderWay", "sameSourceRefInBatch")
                    .isEqualTo(before);
            assertThat(before.stored()).isEqualTo(2);
            assertThat(sandbox.timesSent("A-1")).isEqualTo(2);
            assertThat(im.post("/salesTransactions", array(sale("A-1", "1.10"))).status())
                    .isEqualTo(400);
            assertThat(elements(im.post("/salesTransactions", array(sale("\u00e9-3", "7"))), "salesTransactions")
                            .get(0)
                            .get("salesTransactionSeq")
                            .textValue())
                    .isNotEqualTo(gone);
        }
    }

    private static String date(TenantCaller im, String field) {
        return im.rows("/participants?$filter=payeeId eq 'P0000001'")
                .get(0)
                .get(field)
                .textValue();
    }

    @Test
    void aPutThatChangesNothingIsSeenAsThatAfterARestartToo() {
        String seq;
        try (var sandbox = start()) {
            var im = new TenantCaller(sandbox);
            im.order("A-1");
            seq = elements(im.post("/salesTransactions", array(sale("A-1", "1.50"))), "salesTransactions")
                    .get(0)
                    .get("salesTransactionSeq")
                    .textValue();
        }

        try (var sandbox = start()) {
            var same = sale("A-1", "1.500").replaceFirst("[{]", "{\"salesTransactionSeq\":\"" + seq + "\",");
            assertThat(new TenantCaller(sandbox)
                            .put("/salesTransactions", array(same))
                            .status())
                    .isEqualTo(304);
        }
    }

    @Test
    void aRunThatWasUnderWayGoesOnAfterARestart() {
        String seq;
        try (var sandbox = start()) {
            seq = new TenantRuns(new TenantCaller(sandbox)).started("532", "2026-03");
        }
        clock.advance(Duration.ofMinutes(10));

        try (var sandbox = start()) {
            assertThat(new TenantCaller(sandbox)
                            .get("/pipelines(" + seq + ")")
                            .json()
                            .get("state")
                            .textValue())
                    .isEqualTo("Done");
        }
    }

    @Test
    void aLineThatACrashCutOffIsLeftOut() throws IOException {
        try (var sandbox = start()) {
            var im = new TenantCaller(sandbox);
            im.order("A-1");
            im.order("A-2");
        }
        var whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 20));

        try (var sandbox = start()) {
            var im = new TenantCaller(sandbox);
            assertThat(im.rows("/salesOrders?top=100")).hasSize(1);
            assertThat(im.order("A-2")).isNotBlank();
        }
        try (var sandbox = start()) {
            assertThat(new TenantCaller(sandbox).rows("/salesOrders?top=100")).hasSize(2);
        }
    }

    @Test
    void aFileOfTheOtherDialectIsNotReadAsThisOne() throws IOException {
        try (var sandbox = start()) {
            new TenantCaller(sandbox).order("A-1");
        }

        var course = SandboxOptions.defaults().withStateFile(file);
        assertThatThrownBy(() -> ImSandbox.start(course, clock))
                .isInstanceOf(SandboxSettingException.class)
                .hasMessageContaining("tenant.jsonl");
    }
}
