package dev.imconnector.im.dialect.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.AnswerMeaning;
import dev.imconnector.im.Entity;
import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.Dialect;
import dev.imconnector.im.dialect.DialectReadContractTest;
import dev.imconnector.im.dialect.ImRows;
import dev.imconnector.im.dialect.PageAnswer;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.im.dialect.PipelineState;
import dev.imconnector.im.dialect.PushedCredit;
import dev.imconnector.im.dialect.tenant.wire.FilterText;
import dev.imconnector.testkit.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant is read as the contract says, and has ways of its own. */
class TenantReadingTest extends DialectReadContractTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    static final TenantReadOptions OPTIONS = new TenantReadOptions(
            Optional.of("Main"),
            Optional.of("Order"),
            ResultsResource.PAYMENTS,
            true,
            List.of("current", "previous"),
            TODAY);

    private final TenantReads reads = new TenantReads(TenantFamily.HYPERSCALER, OPTIONS);

    @Override
    protected ReadWire wire() {
        return new TenantWire(TenantFamily.HYPERSCALER);
    }

    @Override
    protected AnswerMeaning meaningOf(int status) {
        return status == 402 ? AnswerMeaning.FORBIDDEN : super.meaningOf(status);
    }

    /** How a tenant answers who reads. */
    static class TenantWire implements ReadWire {

        final TenantFamily family;

        TenantWire(TenantFamily family) {
            this.family = family;
        }

        @Override
        public Dialect dialect() {
            return new TenantDialect(family, () -> OPTIONS, () -> {
                throw new AssertionError("Who reads does not write");
            });
        }

        @Override
        public String basePath() {
            return family == TenantFamily.LEGACY ? "/api/v2" : "/mtsvc/tcmp/rest/v2";
        }

        @Override
        public String listPath(Entity entity) {
            return basePath()
                    + switch (entity) {
                        case RESULTS -> "/payments";
                        case COMP_PLANS -> "/plans";
                        case PIPELINE_RUNS -> "/pipelines";
                        case SALES_TRANSACTIONS -> "/salesTransactions";
                        default -> "/" + entity.text();
                    };
        }

        @Override
        public String page(List<String> rows, Optional<String> nextLink) {
            return "{\"payments\":[" + String.join(",", rows) + "]"
                    + nextLink.map(link -> ",\"next\":\"" + link + "\"").orElse("") + "}";
        }

        @Override
        public String link(String token) {
            return "/v2/payments?orderBy=paymentSeq&top=100&skip=" + token;
        }

        @Override
        public String result(String id, String amount, String currencyCode) {
            return """
                    {"paymentSeq":"9","payee":{"payeeSeq":"7","payeeId":"%s"},"value":{"value":%s,"unitType":\
                    {"name":"%s","unitTypeSeq":"1"}},"postPipelineRun":"3","unknown":{"x":[1.10]}}""".formatted(id, amount, currencyCode);
        }

        @Override
        public List<String> noPages() {
            return List.of(
                    "{\"timeStamp\":\"x\",\"message\":\"y\"}",
                    "[]",
                    "\"payments\"",
                    "{\"periods\":[]}",
                    "{\"payments\":{}}",
                    "{\"payments\":[1]}",
                    "{\"payments\":[],\"payments\":[]}",
                    "{\"payments\":[],\"next\":7}");
        }

        @Override
        public String rowPath(Entity entity, String id) {
            return listPath(entity);
        }

        @Override
        public String row(String row) {
            return "{\"participants\":[" + row + "]}";
        }

        @Override
        public Reply noRow() {
            return Reply.json(row(""));
        }

        @Override
        public Map<PipelineState, List<String>> pipelineRuns() {
            return Map.of(
                    PipelineState.RUNNING,
                    List.of(
                            "{\"state\":\"Scheduled\"}",
                            "{\"state\":\"Pending\",\"status\":null}",
                            "{\"state\":\"Running\",\"status\":\"Running\"}"),
                    PipelineState.SUCCEEDED,
                    List.of("{\"state\":\"Done\",\"status\":\"Successful\",\"numErrors\":3}"),
                    PipelineState.FAILED,
                    List.of(
                            "{\"state\":\"Done\",\"status\":\"Failed\"}",
                            "{\"state\":\"Done\",\"status\":\"Cancel\"}",
                            "{\"state\":\"Done\",\"status\":\"Cacel\"}",
                            "{\"state\":\"Done\",\"status\":\"Done\"}",
                            "{\"state\":\"Done\"}"),
                    PipelineState.UNKNOWN,
                    List.of("{}", "{\"status\":\"Successful\"}", "{\"state\":\"Paused\"}", "{\"state\":{\"a\":1}}"));
        }

        @Override
        public String pushed(String sourceRef, String amount, String currencyCode, PushedCredit.Standing standing) {
            return """
                    {"salesTransactionSeq":"1","salesOrder":{"salesOrderSeq":"2","orderId":"%s"},"lineNumber":\
                    {"value":1,"unitType":{"name":"integer"}},"subLineNumber":{"value":1.0},"value":{"value":%s,\
                    "unitType":{"name":"%s"}},"isPurged":%s,"isRunnable":%s,"more":[1]}""".formatted(
                            sourceRef,
                            amount,
                            currencyCode,
                            standing == PushedCredit.Standing.REVERSED,
                            standing != PushedCredit.Standing.IN_ERROR);
        }

        @Override
        public ImRows imRows() {
            return query -> List.of(period("2026-03", "2026-03-01", "2026-04-01"));
        }
    }

    private static String period(String name, String start, String end) {
        return period("Main", name, start, end);
    }

    private static String period(String calendar, String name, String start, String end) {
        return """
                {"periodSeq":"1","name":"%s","startDate":"%sT00:00:00.000-0800","endDate":"%sT00:00:00.000-0700",\
                "calendar":{"calendarSeq":"5","name":"%s"}}""".formatted(name, start, end, calendar);
    }

    private static HttpAnswer answer(int status, String body) {
        return new HttpAnswer(
                status,
                Map.of("Content-Type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }

    private static PageQuery query(Entity entity, String filter, List<String> select, String order) {
        return new PageQuery(
                entity,
                Optional.ofNullable(filter),
                select,
                Optional.ofNullable(order),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    private List<String> rows(Entity entity, String... rows) {
        var link = reads.pages().first(PageQuery.of(entity));
        var body = "{\"" + link.place().substring(1) + "\":[" + String.join(",", rows) + "]}";
        var page = ((PageAnswer.Rows) reads.pages().read(link, answer(200, body))).rows();
        return IntStream.range(0, page.size())
                .mapToObj(i -> new String(page.body(), page.from(i), page.to(i) - page.from(i), StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RESULTS            | /payments?top=100&orderBy=paymentSeq&expand=payee%2Cposition%2Cperiod",
                "PARTICIPANTS       | /participants?top=100&orderBy=payeeSeq",
                "COMP_PLANS         | /plans?top=100&orderBy=ruleElementOwnerSeq&expand=calendar",
                "QUOTAS             | /quotas?top=100&orderBy=quotaSeq&expand=calendar%2CunitType",
                "CREDITS            | /credits?top=100&orderBy=creditSeq&expand=payee%2Cperiod%2CsalesOrder%2CsalesTransaction%2CcreditType",
                "PIPELINE_RUNS      | /pipelines?top=100&orderBy=pipelineRunSeq&expand=period",
                "SALES_TRANSACTIONS | /salesTransactions?top=100&orderBy=salesTransactionSeq&expand=salesOrder%2CeventType",
                "PERIODS            | /periods?top=100&orderBy=periodSeq&expand=periodType%2Ccalendar%2Cparent",
                "POSITIONS          | /positions?top=100&orderBy=ruleElementOwnerSeq&expand=payee%2Cplan%2Ctitle%2Cmanager",
            })
    void every_entity_has_a_resource_an_order_and_references_that_are_shown(Entity entity, String path) {
        assertThat(reads.pages().first(PageQuery.of(entity)).path()).isEqualTo(path);
    }

    @Test
    void a_page_has_at_most_a_hundred_rows_and_its_size_is_always_sent() {
        assertThat(reads.pages().first(PageQuery.of(Entity.PERIODS).top(1_000)).path())
                .startsWith("/periods?top=100&");
        assertThat(reads.pages()
                        .first(PageQuery.of(Entity.PERIODS).top(7).skip(14))
                        .path())
                .startsWith("/periods?top=7&skip=14&");
    }

    @Test
    void an_order_ends_with_the_number_that_tells_all_rows_apart() {
        assertThat(reads.pages()
                        .first(query(Entity.RESULTS, null, List.of(), "period desc"))
                        .path())
                .contains("orderBy=period%20desc%2CpaymentSeq&");
        assertThat(reads.pages()
                        .first(query(Entity.RESULTS, null, List.of(), "paymentSeq desc"))
                        .path())
                .contains("orderBy=paymentSeq%20desc&");
    }

    @Test
    void a_selection_keeps_what_tells_rows_apart_and_posted_from_trial() {
        var link = reads.pages().first(query(Entity.RESULTS, null, List.of("value", "payee"), null));

        assertThat(link.path())
                .contains("select=value%2Cpayee%2CpaymentSeq%2CpostPipelineRun", "expand=payee&".replace("&", ""))
                .doesNotContain("position");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RESULTS            | status eq 'APPROVED'              | postPipelineRun",
                "RESULTS            | value gt '5 USD' and periodId eq '2026-03' | period/name",
                "RESULTS            | (participantId eq 'P1')           | payee/payeeId",
                "PARTICIPANTS       | participantId eq 'P1'             | payeeId",
                "PARTICIPANTS       | status eq 'ACTIVE'                | terminationDate",
                "CREDITS            | sourceRef eq 'A-1'                | salesOrder/orderId",
                "SALES_TRANSACTIONS | amount gt 5                       | value",
                "PIPELINE_RUNS      | runId eq '1'                      | pipelineRunSeq",
                "QUOTAS             | targetAmount gt 5                 | this IM has no such field",
            })
    void a_field_of_another_IM_is_refused_with_what_it_is_called_here(Entity entity, String filter, String name) {
        assertThatThrownBy(() -> reads.pages().first(query(entity, filter, List.of(), null)))
                .isInstanceOfSatisfying(QueryException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("FIELD_NOT_OFFERED");
                    assertThat(e.problem().fix()).contains(name);
                });
    }

    @Test
    void such_a_field_is_refused_in_a_selection_and_in_an_order_too() {
        assertThatThrownBy(() -> reads.pages().first(query(Entity.RESULTS, null, List.of("periodId"), null)))
                .hasMessageContaining("periodId")
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.problem().fix()).isEqualTo("Name period instead"));
        assertThatThrownBy(() ->
                        reads.pages().first(query(Entity.RESULTS, null, List.of(), "participantId,periodId desc")))
                .hasMessageContaining("participantId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payee/payeeId eq 'status'", "comments eq \"periodId\"", "earningGroupId eq 'status eq 1'"})
    void a_text_in_a_filter_is_no_field(String filter) {
        assertThat(reads.pages()
                        .first(query(Entity.RESULTS, filter, List.of(), null))
                        .path())
                .endsWith("$filter=" + PageLink.encode(filter));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"payee\":{\"payeeSeq\":\"7\",\"payeeId\":\"P1\"},\"period\":{\"periodSeq\":\"8\",\"name\":\"M\"}",
                "{\"payee\":{\"key\":\"7\",\"displayName\":\"Last, First\",\"objectType\":\"Payee\",\"logicalKeys\":{\"payeeId\":\"P1\"}},"
                        + "\"period\":{\"key\":\"8\",\"displayName\":\"M\",\"logicalKeys\":{\"name\":\"M\",\"calendar\":\"1\"}}",
                "{\"payee\":{\"key\":\"7\",\"logicalKeys\":{\"payeeId\":\"P1\"},\"payeeSeq\":\"7\",\"payeeId\":\"P1\"},"
                        + "\"period\":{\"name\":\"M\",\"logicalKeys\":{\"name\":\"M\"}}",
            })
    void a_reference_is_read_in_each_of_its_shapes(String row) {
        var read = rows(Entity.RESULTS, row + ",\"postPipelineRun\":\"1\"}");

        assertThat(read.get(0))
                .isEqualTo(
                        row
                                + ",\"postPipelineRun\":\"1\",\"participantId\":\"P1\",\"periodId\":\"M\",\"status\":\"POSTED\"}");
    }

    @Test
    void a_number_is_never_taken_for_the_name_that_a_reference_does_not_show() {
        var read = rows(
                Entity.RESULTS,
                "{\"payee\":\"17\",\"period\":{\"key\":\"18\",\"displayName\":\"M\"},\"postPipelineRun\":\"1\"}");

        assertThat(read.get(0)).endsWith(",\"participantId\":null,\"periodId\":null,\"status\":\"POSTED\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234.50", "0.10", "-7", "12345678901234567.0123456789", "1E+2", "\"1234.50\""})
    void an_amount_has_the_digits_that_IM_wrote(String digits) {
        var read = rows(
                Entity.RESULTS,
                "{\"value\":{\"value\":" + digits + ",\"unitType\":{\"name\":\"USD\"}},\"postPipelineRun\":\"1\"}");

        assertThat(read.get(0))
                .contains(",\"currencyCode\":\"USD\",\"payoutAmount\":" + digits.replace("\"", "") + ",\"status\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"value\":\"much\"}", "7", "null", "{\"unitType\":{\"name\":\"USD\"}}", "{\"value\":null}"})
    void what_is_no_amount_is_none(String value) {
        var link = reads.pages().first(PageQuery.of(Entity.RESULTS));
        var body = "{\"payments\":[{\"value\":" + value + ",\"postPipelineRun\":\"1\"}]}";

        var page = ((PageAnswer.Rows) reads.pages().read(link, answer(200, body))).rows();

        assertThat(page.amounts()).containsOnlyNulls();
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("\"payoutAmount\":null");
    }

    @Test
    void a_field_of_the_row_itself_is_not_added_again() {
        assertThat(rows(Entity.RESULTS, "{\"status\":\"its own\",\"postPipelineRun\":\"1\"}"))
                .containsExactly("{\"status\":\"its own\",\"postPipelineRun\":\"1\"}");
        assertThat(rows(Entity.PARTICIPANTS, "{}"))
                .containsExactly("{\"status\":\"ACTIVE\",\"statusIsComputed\":true}");
    }

    @Test
    void results_that_were_not_posted_are_left_out_unless_all_are_wanted() {
        var posted = "{\"paymentSeq\":\"1\",\"postPipelineRun\":\"3\"}";
        var trial = "{\"paymentSeq\":\"2\",\"trialPipelineRun\":\"3\",\"postPipelineRun\":null}";

        assertThat(rows(Entity.RESULTS, posted, trial))
                .singleElement()
                .asString()
                .contains("POSTED");

        var all = new TenantReads(TenantFamily.HYPERSCALER, OPTIONS.withAllResults());
        var link = all.pages().first(PageQuery.of(Entity.RESULTS));
        var page = ((PageAnswer.Rows)
                        all.pages().read(link, answer(200, "{\"payments\":[" + posted + "," + trial + "]}")))
                .rows();
        assertThat(page.size()).isEqualTo(2);
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("POSTED", "TRIAL");
        assertThat(all.shape()).isNotEqualTo(reads.shape());
    }

    @ParameterizedTest
    @CsvSource({"null, 0", "'\"\"', 0", "'\" \"', 0", "'\"3\"', 1", "3, 1", "'{\"key\":\"3\"}', 1"})
    void a_row_is_posted_by_a_run_and_not_by_an_empty_text(String run, int rows) {
        assertThat(rows(Entity.RESULTS, "{\"paymentSeq\":\"1\",\"postPipelineRun\":" + run + "}"))
                .hasSize(rows);
    }

    @ParameterizedTest
    @EnumSource(ResultsResource.class)
    void other_resources_are_results_too_and_only_payments_say_whether_they_were_posted(ResultsResource results) {
        var those = new TenantReads(
                TenantFamily.HYPERSCALER,
                new TenantReadOptions(Optional.empty(), Optional.empty(), results, true, List.of("all"), TODAY));
        var link = those.pages().first(PageQuery.of(Entity.RESULTS));
        var row = "{\"%s\":{\"payeeId\":\"P1\"},\"%s\":{\"value\":1.50,\"unitType\":{\"name\":\"EUR\"}}}"
                .formatted(results.payee(), results.amount());

        var page = ((PageAnswer.Rows)
                        those.pages().read(link, answer(200, "{\"" + results.resource() + "\":[" + row + "]}")))
                .rows();

        assertThat(page.size()).isEqualTo(results == ResultsResource.PAYMENTS ? 0 : 1);
        assertThat(link.path()).contains("orderBy=" + results.seq(), results.payee());
        if (page.size() == 1) {
            assertThat(new String(page.body(), StandardCharsets.UTF_8))
                    .contains("\"participantId\":\"P1\"", "\"payoutAmount\":1.50")
                    .doesNotContain("status");
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01, INACTIVE", "2026-03-02, ACTIVE", "2200-01-01, ACTIVE", ", ACTIVE"})
    void a_participant_is_active_until_the_termination_has_passed(String terminated, String status) {
        var date = terminated == null ? "null" : "\"" + terminated + "T00:00:00.000-0800\"";

        assertThat(rows(Entity.PARTICIPANTS, "{\"payeeId\":\"P1\",\"terminationDate\":" + date + "}"))
                .containsExactly("{\"payeeId\":\"P1\",\"terminationDate\":" + date
                        + ",\"participantId\":\"P1\",\"status\":\"" + status + "\",\"statusIsComputed\":true}");
    }

    @Test
    void rows_of_all_else_stay_byte_for_byte() {
        var row = "{ \"creditSeq\" : \"1\" , \"value\":{\"value\":0.10} }";

        assertThat(rows(Entity.CREDITS, row)).containsExactly(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/periods?top=100&skip=100",
                "/v2/paymentSummarys?top=100",
                "/v2/payments/other?top=1",
                "/v2/paymentsx?top=1",
                "/api/v2/payments?skip=100",
                "https://im.example:8443/mtsvc/tcmp/rest/v2/payments?skip=100",
                "payments?skip=100",
                "/v2/../v2/payments?skip=1",
            })
    void a_link_leads_to_more_of_the_same_resource_below_the_root_or_is_refused(String link) {
        var api = URI.create("https://im.example:8443" + wire().basePath());

        assertThatThrownBy(() -> reads.pages().next(link, api, reads.pages().first(PageQuery.of(Entity.RESULTS))))
                .isInstanceOf(NextLinkException.class)
                .hasMessageContaining("/v2/payments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v2", "/mtsvc/tcmp/rest/v2"})
    void a_link_is_followed_with_all_that_it_carries(String base) {
        var page = reads.pages().first(PageQuery.of(Entity.RESULTS));

        var next = reads.pages()
                .next(
                        "/v2/payments?$filter=period/name eq '2026-03'&expand=payee&top=100&skip=100",
                        URI.create("https://im.example" + base),
                        page);

        assertThat(next.path())
                .isEqualTo("/payments?$filter=period/name%20eq%20'2026-03'&expand=payee&top=100&skip=100");
        assertThat(reads.pages().leadsTo(Entity.RESULTS, next)).isTrue();
    }

    @Test
    void a_total_behind_the_link_does_not_hide_it() {
        var link = reads.pages().first(PageQuery.of(Entity.RESULTS));
        var body = "{\"payments\":[],\"next\":\"/v2/payments?skip=1\",\"total\":5}";

        assertThat(((PageAnswer.Rows) reads.pages().read(link, answer(200, body))).nextLink())
                .contains("/v2/payments?skip=1");
    }

    private Optional<String> usual(List<String> periods, String day, String... rows) throws InterruptedException {
        var options = new TenantReadOptions(
                Optional.empty(), Optional.empty(), ResultsResource.PAYMENTS, true, periods, TODAY);
        return new TenantReads(TenantFamily.HYPERSCALER, options)
                .usualFilter(Entity.RESULTS, LocalDate.parse(day), query -> List.of(rows));
    }

    private static final String[] MONTHS = {
        period("2026", "2026-01-01", "2027-01-01"),
        period("2026-Q1", "2026-01-01", "2026-04-01"),
        period("2026-01", "2026-01-01", "2026-02-01"),
        period("2026-02", "2026-02-01", "2026-03-01"),
        period("2026-03", "2026-03-01", "2026-04-01"),
        period("Billing", "March", "2026-02-26", "2026-03-26"),
        period("Billing", "February", "2026-01-26", "2026-02-26"),
    };

    @Test
    void usual_are_the_results_of_the_current_and_the_previous_period_of_each_calendar() throws InterruptedException {
        assertThat(usual(List.of("current", "previous"), "2026-03-01", MONTHS))
                .contains("period/name eq '2026-02' or period/name eq '2026-03' or period/name eq 'February' or"
                        + " period/name eq 'March'");
        assertThat(usual(List.of("2026-Q1"), "2026-03-01", MONTHS)).contains("period/name eq '2026-Q1'");
        assertThat(usual(List.of("all"), "2026-03-01")).isEmpty();
        assertThat(reads.usualFilter(Entity.CREDITS, TODAY, query -> List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28, 2026-02", "2026-03-01, 2026-03"})
    void a_period_may_end_with_its_last_day_or_the_day_after(String day, String name) throws InterruptedException {
        assertThat(usual(
                        List.of("current"),
                        day,
                        period("2026-01", "2026-01-01", "2026-01-31"),
                        period("2026-02", "2026-02-01", "2026-02-28"),
                        period("2026-03", "2026-03-01", "2026-03-31")))
                .contains("period/name eq '" + name + "'");
        assertThat(usual(List.of("current"), day, MONTHS[2], MONTHS[3], MONTHS[4]))
                .contains("period/name eq '" + name + "'");
    }

    @Test
    void a_period_that_IM_does_not_have_is_told() {
        assertThatThrownBy(() -> usual(List.of("2031-01"), "2026-03-01", MONTHS))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("2031-01");
        assertThatThrownBy(() -> usual(List.of("current"), "2031-01-01", MONTHS))
                .hasMessageContaining("2031-01-01");
        assertThatThrownBy(() -> usual(List.of("current"), "2026-03-01")).hasMessageContaining("shows no period");
    }

    private String pushedIn(List<String> periods, String... rows) throws InterruptedException {
        return reads.pushedCredits().filter(periods, query -> List.of(rows));
    }

    @Test
    void what_was_pushed_is_asked_for_by_the_days_of_its_periods_and_its_event_type() throws InterruptedException {
        assertThat(pushedIn(List.of("2026-02", "2026-03", "2031-01"), MONTHS))
                .isEqualTo("eventType/eventTypeId eq 'Order' and ("
                        + "(compensationDate ge 2026-02-01 and compensationDate lt 2026-03-01) or "
                        + "(compensationDate ge 2026-03-01 and compensationDate lt 2026-04-01))");
        assertThatThrownBy(() -> pushedIn(List.of("2031-01"), MONTHS)).isInstanceOf(QueryException.class);
        assertThatThrownBy(() -> pushedIn(
                        List.of("2026-03"), MONTHS[4], period("Billing", "2026-03", "2026-02-26", "2026-03-26")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("Billing");
    }

    @Test
    void a_transaction_of_other_lines_is_none_of_ours() throws IOException {
        var read = reads.pushedCredits()
                .read(
                        "{\"salesOrder\":{\"orderId\":\"A\"},\"lineNumber\":{\"value\":2},\"subLineNumber\":{\"value\":1}}");

        assertThat(read.sourceRef()).isEqualTo("A (lineNumber 2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b", "null", "5 integer", "it's \"so\"", "-1.50 USD"})
    void a_text_that_cannot_be_asked_for_exactly_is_refused(String id) {
        assertThatThrownBy(() -> reads.row(Entity.PARTICIPANTS, id)).isInstanceOf(QueryException.class);
        assertThat(FilterText.isAddressable(id)).isFalse();
    }

    @Test
    void a_row_is_asked_for_by_its_number_or_by_its_name_in_quotes_that_it_does_not_hold() {
        assertThat(reads.row(Entity.PIPELINE_RUNS, "17").path()).isEqualTo("/pipelines(17)?expand=period");
        assertThat(reads.row(Entity.PARTICIPANTS, "O'Brien").path())
                .isEqualTo("/participants?top=2&orderBy=payeeSeq&$filter=" + PageLink.encode("payeeId eq \"O'Brien\""));
        assertThatThrownBy(() -> reads.row(Entity.CREDITS, "17)/versions")).isInstanceOf(QueryException.class);
    }

    @Test
    void a_number_that_nobody_has_is_no_row_and_two_rows_of_one_name_are_no_answer() throws InterruptedException {
        var path = wire().basePath() + "/credits(17)";
        server.next(
                path,
                Reply.json(400, "{\"timeStamp\":\"x\",\"message\":\"TCMP_09007:E: There is no such object\"}"),
                Reply.json("{\"name\":\"Do"),
                Reply.json("{\"name\":\"Done\"}"));
        assertThat(reader().find(Entity.CREDITS, "17", soon())).isEmpty();
        assertThat(reader().find(Entity.CREDITS, "17", soon()).map(String::new)).contains("{\"name\":\"Done\"}");

        server.next(
                wire().basePath() + "/participants",
                Reply.json("{\"participants\":[{\"payeeSeq\":\"1\"},{\"payeeSeq\":\"2\"}]}"));
        assertThatThrownBy(() -> reader().find(Entity.PARTICIPANTS, "P1", soon()))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("ROW_AMBIGUOUS"));
    }

    @Test
    void everything_is_asked_for_in_English() {
        assertThat(wire().dialect().protocol().headers(reads.probe())).containsEntry("Accept-Language", "en-US");
    }
}
