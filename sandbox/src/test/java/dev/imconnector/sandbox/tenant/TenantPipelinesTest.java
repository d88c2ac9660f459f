package dev.imconnector.sandbox.tenant;

import static dev.imconnector.sandbox.testkit.TenantCaller.array;
import static dev.imconnector.sandbox.testkit.TenantCaller.sale;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.TenantRunSwitches;
import dev.imconnector.sandbox.switches.TenantRunSwitches.CancelAnswer;
import dev.imconnector.sandbox.switches.TenantRunSwitches.HyperscalerPipelines;
import dev.imconnector.sandbox.switches.TenantRunSwitches.RunStart;
import dev.imconnector.sandbox.switches.TenantRunSwitches.RunStatus;
import dev.imconnector.sandbox.switches.WriteSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.TenantCaller;
import dev.imconnector.sandbox.token.SandboxClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pipelines of a tenant: how they start, move on, end and are cancelled. */
class TenantPipelinesTest {

    private static final String ALLOCATE = "516";
    private static final String POST = "520";
    private static final String UNDO_POST = "718";
    private static final String COMPENSATE_AND_PAY = "532";

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox(SandboxOptions.defaults()
            .withDialect(ImDialect.TENANT)
            .with(RateSwitches.RATE_LIMIT, 0)
            .with(WriteSwitches.PIPELINE_SECONDS, 100));

    private final TenantCaller im = new TenantCaller(running.sandbox);
    private final TenantRuns runs = new TenantRuns(im);

    private JsonNode run(String seq) {
        return im.get("/pipelines(" + seq + ")?expand=period").json();
    }

    private void pass(int seconds) {
        running.clock.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void aRunIsPendingThenRunningThenDone() {
        var seq = runs.started(COMPENSATE_AND_PAY, "2026-03");

        var pending = run(seq);
        pass(50);
        var half = run(seq);
        pass(50);
        var done = run(seq);

        assertThat(pending.get("state").textValue()).isEqualTo("Pending");
        assertThat(pending.has("status")).isFalse();
        assertThat(pending.get("runProgress").textValue()).isEqualTo("0%");
        assertThat(pending.get("stageType").textValue()).isEqualTo("21673573206720532");
        assertThat(pending.at("/period/displayName").textValue()).isEqualTo("2026-03");
        assertThat(pending.get("userId").textValue()).isEqualTo("sandbox-user");
        assertThat(half.get("state").textValue()).isEqualTo("Running");
        assertThat(half.get("runProgress").textValue()).isEqualTo("50%");
        assertThat(done.get("state").textValue()).isEqualTo("Done");
        assertThat(done.get("status").textValue()).isEqualTo("Successful");
        assertThat(done.get("numErrors").intValue()).isZero();
        assertThat(done.get("startTime").textValue())
                .isLessThan(done.get("stopTime").textValue());
    }

    @Test
    void aRunIsFoundByStageAndTheMomentOfItsStart() {
        var seq = runs.started(COMPENSATE_AND_PAY, "2026-03");

        var found = im.rows("/pipelines?$filter=dateSubmitted ge 2026-03-01 and period/name eq '2026-03'");

        assertThat(found)
                .extracting(each -> each.get("pipelineRunSeq").textValue())
                .containsExactly(seq);
    }

    @Test
    void aRunMakesCreditsOfTheTransactionsOfItsPeriodOnce() {
        im.order("A-1");
        im.post(
                "/salesTransactions",
                array(
                        sale("A-1", "5"),
                        sale("{\"orderId\":\"A-1\"}", 2, "6", "2026-04-15", "P0000008"),
                        sale("{\"orderId\":\"A-1\"}", 3, "7", "2026-03-31", "NOBODY"),
                        sale("{\"orderId\":\"A-1\"}", 4, "8", "2026-03-31", "P0000009")
                                .replace("\"compensationDate\"", "\"isRunnable\":false,\"compensationDate\"")));

        var seq = runs.started(ALLOCATE, "2026-03");
        pass(100);
        var run = run(seq);
        var credits = im.rows("/credits?top=100&expand=payee,salesOrder,period");

        assertThat(run.get("numErrors").intValue()).isEqualTo(1);
        assertThat(run.get("status").textValue()).isEqualTo("Successful");
        assertThat(credits).singleElement().satisfies(credit -> {
            assertThat(credit.at("/payee/logicalKeys/payeeId").textValue()).isEqualTo("P0000007");
            assertThat(credit.at("/salesOrder/logicalKeys/orderId").textValue()).isEqualTo("A-1");
            assertThat(credit.at("/value/value").decimalValue()).isEqualByComparingTo("5");
        });
        assertThat(im.rows("/messages?top=100&expand=salesTransaction"))
                .singleElement()
                .satisfies(message -> assertThat(message.at("/salesTransaction/logicalKeys/lineNumber/value")
                                .intValue())
                        .isEqualTo(3));

        runs.started(ALLOCATE, "2026-03");
        pass(100);
        assertThat(im.rows("/credits?top=100")).hasSize(1);
    }

    @Test
    void aPeriodThatWasPostedCanBeOpenedAgain() {
        running.set("closed-period", "refused");
        im.order("A-1");
        runs.started(POST, "2026-03");
        pass(100);
        assertThat(im.post("/salesTransactions", array(sale("A-1", "5"))).status())
                .isEqualTo(400);

        runs.started(UNDO_POST, "2026-03");
        pass(100);

        assertThat(im.post("/salesTransactions", array(sale("A-1", "5"))).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"command\":\"PipelineRun\" | \"command\":\"Run\"          | command",
                "\"runMode\":\"full\"        | \"runMode\":\"fast\"         | runMode",
                "\"runMode\":\"full\"        | \"more\":1                   | more",
                "\"runMode\":\"full\"        | \"runStats\":false           | runMode",
                "21673573206720532           | 21673573206720999            | stageTypeSeq",
                "21673573206720532           | 21673573206720536            | stageTypeSeq",
            })
    void aJobThatIsNoneIsAnsweredWithItsFaults(String part, String other, String field) {
        var job = runs.job(COMPENSATE_AND_PAY, "2026-03").replace(part.strip(), other.strip());
        if (other.contains("runStats")) {
            job = job.replaceFirst("\"runStats\":false,", "");
        }

        var answer = im.post("/pipelines", job);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().at("/pipelines/0/" + field).textValue()).startsWith("TCMP_");
        assertThat(im.rows("/pipelines?top=100&$filter=state ne 'Done'")).isEmpty();
    }

    @Test
    void aPeriodOfAnotherCalendarIsNone() {
        var other = im.rows("/periods?$filter=name eq '2026-03' and calendar/name eq 'Billing Calendar'")
                .get(0)
                .get("periodSeq")
                .textValue();

        var answer = im.post(
                "/pipelines",
                runs.job(COMPENSATE_AND_PAY, "2026-03")
                        .replaceFirst("\"periodSeq\":\"[0-9]+\"", "\"periodSeq\":\"" + other + "\""));

        assertThat(answer.json().at("/pipelines/0/periodSeq").textValue())
                .isEqualTo("TCMP_09007:E: The calendar has no such period");
    }

    @Test
    void oneJobIsStartedAtATime() {
        var job = runs.job(COMPENSATE_AND_PAY, "2026-03");

        var two = im.post("/pipelines", "[" + job.substring(1, job.length() - 1) + "," + job.substring(1));

        assertThat(two.status()).isEqualTo(400);
        assertThat(two.json().get("message").textValue()).contains("One pipeline");
    }

    @Test
    void anImportNamesItsBatchAndAResetHasAPathOfItsOwn() {
        var calendar = im.rows("/calendars?top=1").get(0).get("calendarSeq").textValue();
        var body = "[{\"command\":\"Import\",\"runStats\":false,%s\"calendarSeq\":\"" + calendar
                + "\",\"batchName\":\"B-1\",\"module\":\"TransactionalData\",\"runMode\":\"new\"}]";

        var started = im.post("/pipelines", body.formatted("\"stageTypeSeq\":\"21673573206720536\","));
        var reset = im.post("/pipelines/resetfromvalidate", body.formatted(""));

        assertThat(run(started.json().at("/pipelines/0/0").textValue())
                        .get("batchName")
                        .textValue())
                .isEqualTo("B-1");
        assertThat(run(reset.json().at("/pipelines/0/0").textValue())
                        .get("stageType")
                        .textValue())
                .isEqualTo("21673573206720525");
    }

    @ParameterizedTest
    @EnumSource(RunStatus.class)
    void aRunEndsWithTheStatusThatTheSwitchSays(RunStatus status) {
        running.with(TenantRunSwitches.RUN_STATUS, status);
        var seq = runs.started(COMPENSATE_AND_PAY, "2026-03");
        pass(100);

        assertThat(run(seq).get("state").textValue()).isEqualTo("Done");
        assertThat(run(seq).get("status").textValue()).isEqualTo(status.word());
        assertThat(run(seq).get("numErrors").intValue()).isEqualTo(status == RunStatus.SUCCESSFUL ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"STARTED, 200, 1", "ERROR_200, 200, 0", "ERROR_500, 500, 0", "STARTED_500, 500, 1"})
    void aStartIsAnsweredAsTheSwitchSays(RunStart how, int status, int running) {
        this.running.with(TenantRunSwitches.RUN_START, how);

        var answer = runs.start(COMPENSATE_AND_PAY, "2026-03");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("pipelines").has("_ERROR_")).isEqualTo(how != RunStart.STARTED);
        assertThat(im.rows("/pipelines?top=100&$filter=state ne 'Done'")).hasSize(running);
    }

    @Test
    void aSecondRunOfTheSameStageAndPeriodIsRefusedIfTheSwitchSaysSo() {
        runs.started(COMPENSATE_AND_PAY, "2026-03");
        runs.started(COMPENSATE_AND_PAY, "2026-03");
        running.with(TenantRunSwitches.SECOND_RUN, TenantRunSwitches.SecondRun.REFUSED);

        var refused = runs.start(COMPENSATE_AND_PAY, "2026-03");

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.json().at("/pipelines/_ERROR_").textValue()).contains("is running");
        assertThat(runs.start(COMPENSATE_AND_PAY, "2026-04").status()).isEqualTo(200);
        assertThat(runs.start(POST, "2026-03").status()).isEqualTo(200);
        pass(100);
        assertThat(runs.start(COMPENSATE_AND_PAY, "2026-03").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"MESSAGE, 200, cancelled", "TCMP_60255, 500, TCMP_60255"})
    void aCancelledRunIsDoneAndAnsweredAsTheSwitchSays(TenantRunSwitches.CancelAnswer how, int status, String words) {
        running.with(TenantRunSwitches.CANCEL_ANSWER, how);
        var seq = runs.started(COMPENSATE_AND_PAY, "2026-03");

        var answer = im.delete("/pipelines(" + seq + ")");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get(seq).textValue()).contains(words);
        assertThat(run(seq).get("state").textValue()).isEqualTo("Done");
        assertThat(run(seq).get("status").textValue()).isEqualTo("Cancel");
    }

    @Test
    void aRunThatIsDoneOrUnknownIsNotCancelled() {
        var seq = runs.started(COMPENSATE_AND_PAY, "2026-03");
        pass(100);

        var done = im.delete("/pipelines(" + seq + ")");

        assertThat(done.status()).isEqualTo(500);
        assertThat(done.json().get(seq).textValue()).contains("is done").doesNotContain("TCMP_60255");
        assertThat(run(seq).get("status").textValue()).isEqualTo("Successful");
        assertThat(im.delete("/pipelines(12345678901234567)").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"LATER, 200, Running", "REFUSED, 500, Running"})
    void aCancelMayTakeItsTimeOrBeRefused(CancelAnswer answered, int status, String state) {
        var seq = runs.started(COMPENSATE_AND_PAY, "2026-03");
        pass(50);
        running.with(TenantRunSwitches.CANCEL_ANSWER, answered);

        assertThat(im.delete("/pipelines(" + seq + ")").status()).isEqualTo(status);

        assertThat(run(seq).get("state").textValue()).isEqualTo(state);
        pass(60);
        assertThat(run(seq).get("state").textValue()).isEqualTo("Done");
        assertThat(run(seq).get("status").textValue())
                .isEqualTo(answered == CancelAnswer.LATER ? "Cancel" : "Successful");
    }

    @ParameterizedTest
    @CsvSource({"SERVICE, 404, 200, 500", "RESOURCE, 200, 404, 404", "NONE, 404, 404, 404"})
    void aHyperscalerHasPipelinesWhereTheSwitchSays(
            HyperscalerPipelines where, int resource, int listed, int submitted) {
        running.with(TenantRunSwitches.HYPERSCALER_PIPELINES, where);
        var token = im.bearer(SandboxClient.USER);

        assertThat(im.send("GET", TenantCaller.HYPERSCALER + "/pipelines?top=1", token, null)
                        .status())
                .isEqualTo(resource);
        assertThat(im.send("GET", "/cng-pipeline/odata/PipelineRuns?$skip=0&$top=1", token, null)
                        .status())
                .isEqualTo(listed);
        assertThat(im.send("POST", "/cng-pipeline/pipeline/submitJob", token, "{\"command\":\"PipelineRun\"}")
                        .status())
                .isEqualTo(submitted);
        assertThat(im.get("/pipelines?top=1").status()).isEqualTo(200);
    }

    @Test
    void theServiceOfAHyperscalerListsWhatRuns() {
        var seq = runs.started(COMPENSATE_AND_PAY, "2026-03");

        var listed = im.send("GET", "/cng-pipeline/odata/PipelineRuns", im.bearer(SandboxClient.READER), null);

        assertThat(listed.json().at("/value/0/PipelineRunSeq").textValue()).isEqualTo(seq);
        assertThat(im.send("GET", "/cng-pipeline/odata/PipelineRuns", null, null)
                        .status())
                .isEqualTo(401);
        assertThat(im.send("DELETE", "/cng-pipeline/odata/PipelineRuns", im.bearer(SandboxClient.USER), null)
                        .status())
                .isEqualTo(405);
    }
}
