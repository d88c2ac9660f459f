package dev.imconnector.sandbox.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import dev.imconnector.sandbox.testkit.TenantCaller;
import dev.imconnector.sandbox.token.SandboxClient;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant shows: pages, filters, references, dates. */
class TenantReadsTest {

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox(
            SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0));

    private final TenantCaller im = new TenantCaller(running.sandbox);

    @Test
    void pagesLeadToEachOtherUntilThereIsNoNext() {
        var seqs = new ArrayList<String>();
        var path = "/payments?top=100&orderBy=paymentSeq&expand=payee,period&$filter=period/name%20eq%20'2026-03'"
                .replace("'", "%27");
        var pages = 0;
        while (path != null) {
            var answer = im.get(path);
            TenantCaller.elements(answer, "payments").forEach(row -> {
                seqs.add(row.get("paymentSeq").textValue());
                assertThat(row.at("/period/displayName").textValue()).isEqualTo("2026-03");
            });
            var next = answer.json().path("next").textValue();
            assertThat(next == null || next.startsWith("/v2/payments?")).isTrue();
            path = next == null ? null : next.substring(3);
            pages++;
        }

        assertThat(pages).isEqualTo(1);
        assertThat(seqs).hasSize(84).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void everyRowComesOnceOverAllPages() {
        assertThat(seqsOfPages("/payments?top=99&orderBy=paymentSeq"))
                .hasSize(1_000)
                .doesNotHaveDuplicates();
    }

    private List<String> seqsOfPages(String first) {
        var seqs = new ArrayList<String>();
        for (var path = first; path != null; ) {
            var answer = im.get(path);
            TenantCaller.elements(answer, "payments")
                    .forEach(row -> seqs.add(row.get("paymentSeq").textValue()));
            var next = answer.json().path("next").textValue();
            path = next == null ? null : next.substring(3);
        }
        return seqs;
    }

    @ParameterizedTest
    @CsvSource({"REPEATED, 1010", "LOST, 990"})
    void rowsThatComeOrGoShiftTheLaterPages(TenantReadSwitches.PageDrift drift, int rows) {
        running.with(TenantReadSwitches.PAGE_DRIFT, drift);

        assertThat(seqsOfPages("/payments?top=91&orderBy=paymentSeq")).hasSize(rows);
    }

    @Test
    void withoutAnOrderARowMayComeTwiceOrNotAtAll() {
        running.with(TenantReadSwitches.DEFAULT_ORDER, TenantReadSwitches.DefaultOrder.SHUFFLED);

        assertThat(seqsOfPages("/payments?top=100").stream().distinct().count()).isLessThan(1_000);
        assertThat(seqsOfPages("/payments?top=100&orderBy=paymentSeq")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RELATIVE       | /v2/payments?orderBy=paymentSeq&top=5&expand=payee&skip=5",
                "ABSOLUTE       | http://127.0.0.1:PORT/api/v2/payments?orderBy=paymentSeq&top=5&expand=payee&skip=5",
                "FOREIGN        | http://im.invalid/api/v2/payments?orderBy=paymentSeq&top=5&expand=payee&skip=5",
                "BARE           | /v2/payments?top=5&skip=5",
                "OTHER_RESOURCE | /v2/periods?top=5&skip=5",
                "SAME           | /v2/payments?orderBy=paymentSeq&top=5&expand=payee&skip=0",
            })
    void nextHasTheFormThatTheSwitchSays(TenantReadSwitches.NextForm form, String next) {
        running.with(TenantReadSwitches.NEXT_FORM, form);

        var answer = im.get("/payments?orderBy=paymentSeq&top=5&expand=payee");

        assertThat(answer.json().get("next").textValue())
                .isEqualTo(next.replace(
                        "PORT", String.valueOf(running.sandbox.url("/").getPort())));
    }

    @Test
    void aPageHasAtMostAHundredRowsUnlessTheSwitchRefusesMore() {
        assertThat(im.rows("/payments?top=1000")).hasSize(100);
        assertThat(im.rows("/payments?top=0")).hasSize(1);
        assertThat(im.rows("/payments")).hasSize(100);
        assertThat(im.rows("/payments?expand=payee")).hasSize(10);

        running.with(ReadSwitches.TOP_ABOVE_MAX, ReadSwitches.TopAboveMax.REFUSE);
        assertThat(im.get("/payments?top=101").status()).isEqualTo(400);
        assertThat(im.get("/payments?top=0").status()).isEqualTo(400);
        assertThat(im.get("/payments?top=100").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True"})
    void theTotalIsCountedWhenItIsWanted(String flag) {
        assertThat(im.get("/participants?top=1&inlineCount=" + flag)
                        .json()
                        .get("total")
                        .intValue())
                .isEqualTo(250);
        assertThat(im.get("/participants?top=1").json().has("total")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "payeeId eq 'P0000007'                                    | 1",
                "payeeId eq \"P0000007\"                                  | 1",
                "payeeId eq P0000007                                      | 1",
                "payeeId eq 'P00000*' and lastName eq \"O'Brien\"         | 16",
                "payeeId eq 'P000000*' and lastName ne 'L*'               | 7",
                "participantEmail eq 'null'                               | 83",
                "participantEmail ne 'null'                               | 167",
                "hireDate ge 2024-01-01 and hireDate lt 2024-06-01        | 4",
                "salary eq '50002.5 EUR'                                  | 1",
                "salary gt '50000 USD'                                    | 0",
                "eventCalendar eq CALENDAR and payeeId le 'P0000003'      | 3",
                "eventCalendar eq 'CALENDAR' and payeeId le 'P0000003'    | 3",
                "eventCalendar/name eq 'Main*' and payeeId le 'P0000003'  | 3",
                "(payeeId eq 'P0000001' or payeeId eq 'P0000002') or payeeId eq 'P0000009' | 3",
            })
    void aFilterFindsWhatItSays(String filter, int rows) {
        var calendar = im.rows("/calendars?top=1").get(0).get("calendarSeq").textValue();

        var found = im.rows("/participants?top=100&inlineCount=true&$filter=" + filter.replace("CALENDAR", calendar));
        var total = im.get("/participants?top=1&inlineCount=true&$filter="
                        + SandboxCaller.encoded(filter.replace("CALENDAR", calendar)))
                .json()
                .get("total")
                .intValue();

        assertThat(total).isEqualTo(rows);
        assertThat(found).hasSize(Math.min(rows, 100));
    }

    @Test
    void aFilterFollowsReferencesTwoDeep() {
        assertThat(im.rows("/payments?top=100&$filter=period/calendar/name eq 'Billing Calendar'"))
                .isEmpty();
        assertThat(im.rows("/payments?top=100&$filter=payee/payeeId eq 'P0000002' and period/name eq '2026-03'"))
                .hasSize(1);
        assertThat(im.rows("/periods?$filter=name eq '2026-03'")).hasSize(2);
        assertThat(im.rows("/periods?$filter=name eq '2026-03' and calendar/name eq 'Main Monthly Calendar'"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing eq 'x'",
                "payeeId eq '5 integer'",
                "payeeId eq 'O'Brien'",
                "payeeId like 'P*'",
                "payeeId gt 'P*'",
                "hireDate ge '2024-01-01'",
                "hireDate ge yesterday",
                "salary gt 50000",
                "salary gt '50000 TALER'",
                "eventCalendar eq 'Main'",
                "businessUnits eq 'EMEA'",
                "payeeId eq 'P0000001' payeeId",
                "(payeeId eq 'P0000001'",
                "status eq 'APPROVED'",
                "eventCalendar/minorPeriodType/name/x eq 'month'",
            })
    void aFilterThatIsNoneIsRefused(String filter) {
        var answer = im.get("/participants?$filter=" + SandboxCaller.encoded(filter));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").textValue()).isNotBlank();
        assertThat(answer.json().has("timeStamp")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$top=5",
                "$select=payeeId",
                "limit=5",
                "top=x",
                "skip=-1",
                "expand=nothing",
                "expand=payeeId",
                "select=nothing",
                "orderBy=nothing",
                "orderBy=payeeId%20down",
                "startDate=2026-01-01&endDate=2026/01/01",
                "startDate=2026/01/01",
                "top=1&top=2",
            })
    void aParameterThatIsNoneIsRefused(String query) {
        assertThat(im.get("/participants?" + query).status()).isEqualTo(400);
    }

    @Test
    void anAmountComparesWithANumberAndItsUnit() {
        var order = im.order("A-1");
        im.post("/salesTransactions", TenantCaller.array(TenantCaller.sale("A-1", "12.50")));

        assertThat(im.rows("/salesTransactions?$filter=value eq '12.5 USD' and salesOrder eq " + order))
                .hasSize(1);
        assertThat(im.rows("/salesTransactions?$filter=lineNumber eq '1 integer' and isRunnable eq true"))
                .hasSize(1);
        assertThat(im.rows("/salesTransactions?$filter=value eq '12.5 EUR'")).isEmpty();
        assertThat(im.rows("/salesTransactions?$filter=compensationDate eq 2026-03-15"))
                .hasSize(1);
    }

    @Test
    void aReferenceIsComparedWithNullUnlessTheSwitchForbidsIt() {
        assertThat(im.rows("/payments?top=100&$filter=postPipelineRun ne 'null'"))
                .allSatisfy(row -> assertThat(row.has("postPipelineRun")).isTrue());
        assertThat(im.rows("/payments?top=100&$filter=postPipelineRun eq 'null'"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.has("postPipelineRun")).isFalse());

        running.with(TenantReadSwitches.REFERENCE_NULL_FILTER, false);
        assertThat(im.get("/payments?$filter=postPipelineRun%20ne%20%27null%27").status())
                .isEqualTo(400);
    }

    @Test
    void fiftyOrdersAreFoundWithOneFilter() {
        var orders = IntStream.range(0, 60)
                .mapToObj(i -> "{\"orderId\":\"B-" + i + "\"}")
                .toList();
        im.post("/salesOrders", orders.toString());
        var filter = IntStream.range(5, 55)
                .mapToObj(i -> "orderId eq 'B-" + i + "'")
                .reduce((left, right) -> left + " or " + right)
                .orElseThrow();

        assertThat(im.rows("/salesOrders?top=100&$filter=" + filter)).hasSize(50);
    }

    @Test
    void aUrlThatIsTooLongIsRefused() {
        running.with(TenantReadSwitches.MAX_URL, 200);

        var answer = im.get("/salesOrders?$filter=orderId%20eq%20%27" + "x".repeat(200) + "%27");

        assertThat(answer.status()).isEqualTo(414);
    }

    @Test
    void aReferenceIsASeqUntilItIsExpanded() {
        var bare = im.rows("/positions?top=1").get(0);
        var expanded = im.rows("/positions?top=1&expand=payee").get(0);

        assertThat(bare.get("payee").textValue()).matches("[0-9]{17}");
        assertThat(expanded.get("payee").get("key")).isEqualTo(bare.get("payee"));
        assertThat(expanded.at("/payee/objectType").textValue()).isEqualTo("Participant");
        assertThat(expanded.at("/payee/displayName").textValue()).isEqualTo("P0000001");
        assertThat(expanded.at("/payee/logicalKeys/payeeId").textValue()).isEqualTo("P0000001");
        assertThat(expanded.get("plan").isTextual()).isTrue();
    }

    @Test
    void hyperscalersShowTheObjectsOwnFields() {
        var token = im.bearer(SandboxClient.READER);

        var answer = im.send("GET", TenantCaller.HYPERSCALER + "/positions?top=1&expand=payee", token, null);

        assertThat(answer.json().at("/positions/0/payee").toString())
                .matches("\\{\"payeeSeq\":\"[0-9]{17}\",\"payeeId\":\"P0000001\"}");
        assertThat(answer.json().get("next").textValue()).startsWith("/v2/positions?");
    }

    @ParameterizedTest
    @CsvSource({"LEGACY, true, false", "OWN, false, true", "BOTH, true, true"})
    void anExpandedReferenceHasTheShapeThatTheSwitchSays(
            TenantReadSwitches.ReferenceForm form, boolean legacy, boolean own) {
        running.with(TenantReadSwitches.REFERENCE_FORM, form);

        var payee = im.rows("/positions?top=1&expand=payee").get(0).get("payee");

        assertThat(payee.has("key")).isEqualTo(legacy);
        assertThat(payee.has("payeeSeq")).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource({
        "OFFSET, 2026-03-01T00:00:00.000-0800",
        "COLON_OFFSET, 2026-03-01T00:00:00.000-08:00",
        "DATE, 2026-03-01"
    })
    void datesHaveTheFormThatTheSwitchSays(TenantReadSwitches.DateForm form, String start) {
        running.with(TenantReadSwitches.DATE_FORM, form);

        assertThat(march().get("startDate").textValue()).isEqualTo(start);
    }

    private JsonNode march() {
        return im.rows("/periods?$filter=name eq '2026-03' and calendar/name eq 'Main Monthly Calendar'")
                .get(0);
    }

    @Test
    void aPeriodEndsOnTheDayThatTheSwitchSays() {
        running.with(TenantReadSwitches.TENANT_ZONE, ZoneId.of("Europe/Berlin"));
        assertThat(march().get("endDate").textValue()).isEqualTo("2026-04-01T00:00:00.000+0200");

        running.with(TenantReadSwitches.PERIOD_END, TenantReadSwitches.PeriodEnd.LAST_DAY);
        assertThat(march().get("endDate").textValue()).isEqualTo("2026-03-31T00:00:00.000+0200");
    }

    @Test
    void onlyTodaysVersionIsListedUnlessDaysAreNamed() {
        var today = im.rows("/participants?$filter=payeeId eq 'P0000010'");
        var before = im.rows("/participants?startDate=2024/01/01&endDate=2024/01/01&$filter=payeeId eq 'P0000010'");
        var both = im.rows("/participants?startDate=2024/01/01&endDate=2026/01/01&$filter=payeeId eq 'P0000010'");

        assertThat(today).hasSize(1);
        assertThat(before.get(0).get("lastName").textValue()).isEqualTo("Formerly");
        assertThat(today.get(0).get("lastName").textValue()).isNotEqualTo("Formerly");
        assertThat(both).hasSize(2);
        assertThat(im.get("/salesOrders?startDate=2024/01/01&endDate=2024/01/01")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void oneObjectIsReadBySeqWithoutAnEnvelope() {
        var seq = im.rows("/participants?top=1").get(0).get("payeeSeq").textValue();

        assertThat(im.get("/participants(" + seq + ")").json().get("payeeId").textValue())
                .isEqualTo("P0000001");
        assertThat(im.get("/participants(" + seq + ")?select=lastName").json().size())
                .isEqualTo(1);
        var unknown = im.get("/participants(12345678901234567)");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().get("message").textValue()).contains("TCMP_09007");
    }

    @ParameterizedTest
    @CsvSource({"RIGHT, 1, 2", "SHIFTED, 2, 1", "MISSING, , "})
    void assignmentsOfSeveralRowsAreAsTheSwitchSays(
            TenantReadSwitches.PagedAssignments how, String first, String second) {
        im.order("C-1");
        im.post(
                "/salesTransactions",
                TenantCaller.array(
                        TenantCaller.sale("{\"orderId\":\"C-1\"}", 1, "1", "2026-03-15", "P0000001"),
                        TenantCaller.sale("{\"orderId\":\"C-1\"}", 2, "2", "2026-03-15", "P0000002")));
        running.with(TenantReadSwitches.PAGED_ASSIGNMENTS, how);

        var rows = im.rows("/salesTransactions?top=2&orderBy=salesTransactionSeq&expand=transactionAssignments");

        assertThat(payee(rows.get(0))).isEqualTo(first);
        assertThat(payee(rows.get(1))).isEqualTo(second);
        assertThat(payee(im.rows("/salesTransactions?top=1&expand=transactionAssignments")
                        .get(0)))
                .isEqualTo("1");
    }

    private static String payee(JsonNode transaction) {
        var payeeId = transaction.at("/transactionAssignments/0/payeeId").textValue();
        return payeeId == null ? null : payeeId.substring(7);
    }

    @Test
    void jsonNamesItsCharsetOnlyWhenTheSwitchSays() {
        assertThat(im.get("/calendars").header("Content-Type")).isEqualTo("application/json");

        running.with(TenantReadSwitches.JSON_CHARSET, true);
        assertThat(im.get("/calendars").header("Content-Type")).isEqualTo("application/json;charset=UTF-8");
    }

    @Test
    void theTruthAboutAPullIsToldWithoutPages() {
        var dump = running.im.admin("GET", "rows/payments?$filter=period/name%20eq%20%272026-03%27", "");

        assertThat(dump.body().lines()).hasSize(84);
        assertThat(running.im.admin("GET", "rows/nothing", "").status()).isEqualTo(404);
        assertThat(running.im.admin("GET", "rows/payments?$filter=x", "").status())
                .isEqualTo(400);
    }
}
