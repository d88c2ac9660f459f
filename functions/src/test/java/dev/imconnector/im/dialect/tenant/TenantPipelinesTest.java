package dev.imconnector.im.dialect.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.PipelineRefusedException;
import dev.imconnector.im.write.ImWriter;
import dev.imconnector.testkit.ImStack;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant's pipeline is started once, or it is said that it was not, or that nobody knows. */
class TenantPipelinesTest {

    private static final String BASE = "/api/v2";
    private static final String PIPELINES = BASE + "/pipelines";
    private static final String PERIODS = BASE + "/periods";
    private static final String STAGE = "21673573206720532";
    private static final String START = "{\"stage\":\"CompensateAndPay\",\"period\":\"2026-03\"}";

    private final SettableClock clock = new SettableClock();
    private final ScriptedServer server = new ScriptedServer();
    private final ImStack stack;

    TenantPipelinesTest() {
        server.always("/oauth/token", Reply.token("secret-token-1234", 1_800));
        server.always(PERIODS, periods("5"));
        var network = new ApacheHttpExchange(Duration.ofSeconds(30), Duration.ofSeconds(30), clock);
        stack = new ImStack(network, clock, 0, server.uri(""), BASE, dialect());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static TenantDialect dialect() {
        return new TenantDialect(
                TenantFamily.LEGACY,
                () -> new TenantReadOptions(
                        Optional.empty(),
                        Optional.empty(),
                        ResultsResource.PAYMENTS,
                        true,
                        List.of("all"),
                        LocalDate.of(2026, 3, 2)),
                () -> {
                    throw new AssertionError("Who starts a pipeline sends no credit");
                });
    }

    private static Reply periods(String... calendars) {
        return Reply.json(
                Arrays.stream(calendars).map("""
                        {"periodSeq":"7%1$s","name":"2026-03","startDate":"2026-03-01","endDate":"2026-04-01",\
                        "calendar":{"key":"%1$s","logicalKeys":{"name":"Main"}}}"""::formatted).collect(Collectors.joining(",", "{\"periods\":[", "]}")));
    }

    private static String run(String seq, String stage, String state) {
        return "{\"pipelineRunSeq\":\"%s\",\"stageType\":\"%s\",\"state\":\"%s\"}".formatted(seq, stage, state);
    }

    private static Reply runs(String... runs) {
        return Reply.json("{\"pipelines\":[" + String.join(",", runs) + "]}");
    }

    /** Runs of the stage that have ended. */
    private static Reply ended(String... seqs) {
        return runs(Arrays.stream(seqs).map(seq -> run(seq, STAGE, "Done")).toArray(String[]::new));
    }

    private Optional<String> start(String body) throws InterruptedException {
        var transport = stack.connection.transport(stack.sleeper, () -> {});
        return new ImWriter(transport, dialect().writes())
                .startPipelineRun(
                        body.getBytes(StandardCharsets.UTF_8),
                        CallTimes.until(Deadline.after(Duration.ofMinutes(5), clock)));
    }

    private long starts() {
        return server.requests(PIPELINES).stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    @Test
    void it_is_started_by_names_that_become_numbers() throws InterruptedException {
        server.always(
                BASE + "/processingUnits",
                Reply.json("{\"processingUnits\":[{\"processingUnitSeq\":\"9\",\"name\":\"Main\"}]}"));
        server.next(PIPELINES, ended("1"), Reply.json("{\"pipelines\":{\"0\":[\"12345678901234567\"]}}"));

        assertThat(start("{\"stage\":\"compensateandpay\",\"period\":\"2026-03\",\"calendar\":\"Main\","
                        + "\"processingUnit\":\"Main\",\"runMode\":\"incremental\"}"))
                .contains("12345678901234567");

        var requests = server.requests(PIPELINES);
        assertThat(requests.get(1).body())
                .isEqualTo(
                        "[{\"command\":\"PipelineRun\",\"runStats\":false,\"periodSeq\":\"75\",\"calendarSeq\":\"5\","
                                + "\"stageTypeSeq\":\"" + STAGE
                                + "\",\"runMode\":\"incremental\",\"processingUnitSeq\":\"9\","
                                + "\"removeStaleResults\":false}]");
        assertThat(requests.get(0).query()).contains("period%20eq%2075");
        assertThat(server.requests(PERIODS).get(0).query())
                .contains("name%20eq%20%272026-03%27%20and%20calendar%2Fname%20eq%20%27Main%27");
    }

    @Test
    void the_same_that_is_under_way_is_told_and_none_is_started() {
        server.always(PIPELINES, runs(run("8", STAGE, "Running")));

        assertThatThrownBy(() -> start(START))
                .isInstanceOfSatisfying(
                        PipelineRefusedException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("PIPELINE_RUNNING"))
                .hasMessageContaining(" 8");
        assertThat(starts()).isZero();
    }

    @Test
    void another_stage_that_is_under_way_is_in_nobodys_way() throws InterruptedException {
        server.next(
                PIPELINES,
                runs(run("8", "21673573206720520", "Running")),
                Reply.json("{\"pipelines\":{\"0\":[\"2\"]}}"));

        assertThat(start(START)).contains("2");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void after_an_answer_that_was_lost_the_run_is_looked_for_and_found(int status) throws InterruptedException {
        server.next(PIPELINES, ended("1"), Reply.json(status, "{}"), ended("1", "2"));

        assertThat(start(START)).contains("2");
        assertThat(starts()).isEqualTo(1);
    }

    @Test
    void a_connection_that_was_lost_is_no_reason_to_start_it_again() throws InterruptedException {
        server.next(PIPELINES, ended("1"), Reply.reset(), ended("1", "2"));

        assertThat(start(START)).contains("2");
        assertThat(starts()).isEqualTo(1);
    }

    @Test
    void when_none_is_found_or_more_than_one_nobody_knows() {
        server.next(PIPELINES, ended("1"), Reply.json(504, "{}"), ended("1"));
        assertThatThrownBy(() -> start(START)).isInstanceOf(ImUnavailableException.class);

        server.next(PIPELINES, ended("1"), Reply.json(504, "{}"), ended("1", "2", "3"));
        assertThatThrownBy(() -> start(START)).isInstanceOf(ImUnavailableException.class);

        server.next(PIPELINES, ended("1"), Reply.json(504, "{}"), Reply.json(400, "{\"message\":\"no\"}"));
        assertThatThrownBy(() -> start(START))
                .isInstanceOf(ImUnavailableException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(starts()).isEqualTo(3);
    }

    private static Reply error(int status) {
        return Reply.json(status, "{\"pipelines\":{\"_ERROR_\":\"TCMP_1:E: No grid\"}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void an_error_may_be_told_of_a_run_that_goes_on_nevertheless(int status) throws InterruptedException {
        server.next(PIPELINES, ended(), error(status), ended("2"));

        assertThat(start(START)).contains("2");
    }

    @ParameterizedTest
    @CsvSource({"200, true", "500, false"})
    void an_error_without_a_run_is_told_in_IMs_words(int status, boolean isCertain) {
        server.next(PIPELINES, ended(), error(status), ended());

        assertThatThrownBy(() -> start(START))
                .isInstanceOf(isCertain ? PipelineRefusedException.class : ImRefusedException.class)
                .hasMessageContaining("TCMP_1:E: No grid");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void a_job_that_IM_finds_bad_is_refused_with_each_fault(int status) {
        server.next(
                PIPELINES,
                ended(),
                Reply.json(status, "{\"pipelines\":{\"0\":{\"runMode\":\"TCMP_1002:E: A value is required\"}}}"));

        assertThatThrownBy(() -> start(START))
                .isInstanceOf(PipelineRefusedException.class)
                .hasMessageContaining("runMode: TCMP_1002:E: A value is required");
        assertThat(starts()).isEqualTo(1);
    }

    @Test
    void a_request_that_is_refused_as_such_is_refused() {
        server.next(PIPELINES, ended(), Reply.json(400, "{\"timeStamp\":\"x\",\"message\":\"no array\"}"));

        assertThatThrownBy(() -> start(START))
                .isInstanceOf(ImRefusedException.class)
                .hasMessageContaining("400: no array");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"period\":\"2026-03\"} | PIPELINE_UNKNOWN",
                "{\"stage\":\"Import\",\"period\":\"2026-03\"} | PIPELINE_UNKNOWN",
                "{\"stage\":\"Pay\"} | PIPELINE_START_INVALID",
                "{\"stage\":\"Pay\",\"period\":\"2026-03\",\"runMode\":\"positions\"} | PIPELINE_START_INVALID",
                "{\"stage\":\"Pay\",\"period\":\"2026-03\",\"pipelineId\":\"P\"} | PIPELINE_START_INVALID",
                "{\"stage\":\"Pay\",\"period\":7} | PIPELINE_START_INVALID",
            })
    void what_names_no_pipeline_is_refused_before_a_request_is_made(String body, String code) {
        assertThatThrownBy(() -> start(body))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_period_must_be_one() {
        server.always(PERIODS, periods());
        assertThatThrownBy(() -> start(START)).hasMessageContaining("no period 2026-03");

        server.always(PERIODS, periods("5", "6"));
        assertThatThrownBy(() -> start(START)).hasMessageContaining("2 calendars");
        assertThat(starts()).isZero();
    }
}
