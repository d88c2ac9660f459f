package dev.imconnector.sandbox.tenant;

import static dev.imconnector.sandbox.testkit.TenantCaller.array;
import static dev.imconnector.sandbox.testkit.TenantCaller.elements;
import static dev.imconnector.sandbox.testkit.TenantCaller.sale;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches.BodyReferences;
import dev.imconnector.sandbox.switches.TenantWriteSwitches.ElementAnswer;
import dev.imconnector.sandbox.switches.TenantWriteSwitches.KeyComparison;
import dev.imconnector.sandbox.switches.TenantWriteSwitches.KeyRule;
import dev.imconnector.sandbox.switches.TenantWriteSwitches.Unknown;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller.Answer;
import dev.imconnector.sandbox.testkit.TenantCaller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each switch of the writes changes: a question that nobody outside has answered. */
class TenantWriteSwitchesTest {

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox(
            SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0));

    private final TenantCaller im = new TenantCaller(running.sandbox);

    private List<JsonNode> sold(String... elements) {
        return elements(im.post("/salesTransactions", array(elements)), "salesTransactions");
    }

    private static String seq(JsonNode transaction) {
        return transaction.path("salesTransactionSeq").textValue();
    }

    @Test
    void ordersWithOneIdAreDoubledAndThenTheIdSaysNoLongerWhichIsMeant() {
        running.with(TenantWriteSwitches.ORDER_KEY, KeyRule.DOUBLED);
        var first = im.order("A-1");
        var second = im.order("A-1");

        var sold = sold(sale("A-1", "5"));

        assertThat(second).isNotEqualTo(first);
        assertThat(im.rows("/salesOrders?$filter=orderId eq 'A-1'")).hasSize(2);
        assertThat(sold.get(0).get("salesOrder").textValue()).contains("There are 2 salesOrders called A-1");
        assertThat(seq(sold(sale("{\"salesOrderSeq\":\"" + second + "\"}", 1, "5", "2026-03-15", "P0000007"))
                        .get(0)))
                .isNotNull();
    }

    @Test
    void anOrderWithAnIdThatIsThereIsChangedAndAnsweredAsIfItWereNew() {
        running.with(TenantWriteSwitches.ORDER_KEY, KeyRule.UPSERTED);
        var first = im.order("A-1");

        var again = im.post("/salesOrders", "[{\"orderId\":\"A-1\",\"genericAttribute1\":\"x\"}]");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().at("/salesOrders/0/salesOrderSeq").textValue()).isEqualTo(first);
        assertThat(im.get("/salesOrders(" + first + ")")
                        .json()
                        .get("genericAttribute1")
                        .textValue())
                .isEqualTo("x");
        assertThat(im.rows("/salesOrders?top=100")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ENFORCED, 1, 5, false", "DOUBLED, 2, 12, true", "UPSERTED, 1, 7, true"})
    void aTransactionWhoseKeyIsThereDoesWhatTheSwitchSays(KeyRule rule, int stored, int sum, boolean good) {
        running.with(TenantWriteSwitches.TRANSACTION_KEY, rule);
        im.order("A-1");
        sold(sale("A-1", "5"));

        var again = sold(sale("A-1", "7"));

        assertThat(seq(again.get(0)) != null).isEqualTo(good);
        var credits = running.sandbox.report().credits();
        assertThat(credits.stored()).isEqualTo(stored);
        assertThat(credits.totals().get(0).amount()).isEqualByComparingTo(String.valueOf(sum));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EXACT         | `a-1`   | true",
                "EXACT         | `A-1  ` | true",
                "IGNORING_CASE | `a-1`   | false",
                "IGNORING_CASE | `A-1  ` | true",
                "TRIMMED       | `A-1  ` | false",
                "TRIMMED       | `a-1`   | true"
            })
    void whichIdsAreTheSameIsAQuestionOfTheirComparison(KeyComparison how, String other, boolean isNew) {
        running.with(TenantWriteSwitches.KEY_COMPARISON, how);
        im.order("A-1");

        var answer = im.post("/salesOrders", "[{\"orderId\":\"" + other + "\"}]");

        assertThat(answer.json().at("/salesOrders/0").has("salesOrderSeq")).isEqualTo(isNew);
    }

    @Test
    void aTransactionMayBringItsOrderIntoBeing() {
        assertThat(sold(sale("A-1", "5")).get(0).get("salesOrder").textValue()).startsWith("TCMP_09007");

        running.with(TenantWriteSwitches.IMPLICIT_ORDER, true);
        var sold = sold(sale("A-1", "5"), sale("A-2", "6").replace("\"Order\"", "\"Nothing\""));

        assertThat(sold.get(0).at("/salesOrder/orderId").textValue()).isEqualTo("A-1");
        assertThat(im.rows("/salesOrders?$filter=orderId eq 'A-1'")).hasSize(1);
        assertThat(im.rows("/salesOrders?$filter=orderId eq 'A-2'")).isEmpty();
        assertThat(sold(sale("A-1", "5")).get(0).get("_ERROR_").textValue()).startsWith("TCMP_35004");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 207, 400, 409, 500})
    void aKeyThatIsThereHasTheCodeAndTheStatusOfItsSwitches(int status) {
        running.with(TenantWriteSwitches.KEY_EXISTS_STATUS, status)
                .with(TenantWriteSwitches.KEY_EXISTS_CODE, "TCMP_12345");
        im.order("A-1");

        var answer = im.post("/salesOrders", "[{\"orderId\":\"A-1\"}]");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/salesOrders/0/_ERROR_").textValue()).startsWith("TCMP_12345:E: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 207, 500})
    void whatIsAllCreatedHasTheStatusOfItsSwitch(int status) {
        running.with(TenantWriteSwitches.WRITTEN_STATUS, status);

        var answer = im.post("/salesOrders", "[{\"orderId\":\"A-1\"}]");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/salesOrders/0/salesOrderSeq").textValue()).isNotNull();
        assertThat(im.rows("/salesOrders?top=1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 207, 400, 500})
    void whatIsPartlyCreatedHasTheStatusOfItsSwitch(int status) {
        running.with(TenantWriteSwitches.PARTLY_WRITTEN_STATUS, status);

        var answer = im.post("/salesOrders", "[{\"orderId\":\"A-1\"},{}]");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(elements(answer, "salesOrders")).hasSize(2);
        assertThat(im.rows("/salesOrders?top=1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 207, 400, 422, 500})
    void whatHasAllFailedHasTheStatusOfItsSwitch(int status) {
        running.with(TenantWriteSwitches.NOT_WRITTEN_STATUS, status);

        var answer = im.post("/salesOrders", "[{},{}]");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(elements(answer, "salesOrders")).hasSize(2);
    }

    @Test
    void aPutThatChangesNothingMayShowTheObject() {
        running.with(TenantWriteSwitches.UNCHANGED_PUT_STATUS, 200);
        var seq = im.order("A-1");

        var answer = im.put("/salesOrders", "[{\"salesOrderSeq\":\"" + seq + "\",\"orderId\":\"A-1\"}]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/salesOrders/0/etag").textValue()).isEqualTo("1");
    }

    @Test
    void anAnswerMayLeaveTheLastElementOutOrRepeatTheFirst() {
        im.post("/salesOrders", "[{\"orderId\":\"A-1\"},{\"orderId\":\"A-2\"},{\"orderId\":\"A-3\"}]");
        running.with(TenantWriteSwitches.ELEMENT_ANSWER, ElementAnswer.SHORT);
        var tooFew = sold(sale("A-1", "1"), sale("A-2", "2"));
        running.with(TenantWriteSwitches.ELEMENT_ANSWER, ElementAnswer.LONG);
        var tooMany = sold(sale("A-3", "3"));

        assertThat(tooFew).hasSize(1);
        assertThat(tooMany).hasSize(2);
        assertThat(tooMany.get(0)).isEqualTo(tooMany.get(1));
        assertThat(running.sandbox.report().credits().stored()).isEqualTo(3);
    }

    @Test
    void anAnswerMayListItsElementsInAnotherOrder() {
        running.with(TenantWriteSwitches.ELEMENT_ANSWER, ElementAnswer.SHUFFLED);

        var answer = im.post("/salesOrders", "[{\"orderId\":\"A-1\"},{\"orderId\":\"A-2\"},{\"orderId\":\"A-3\"}]");

        assertThat(elements(answer, "salesOrders"))
                .extracting(order -> order.get("orderId").textValue())
                .containsExactlyInAnyOrder("A-1", "A-2", "A-3")
                .isNotEqualTo(List.of("A-1", "A-2", "A-3"));
    }

    @ParameterizedTest
    @CsvSource({
        "ANY, true, true, true",
        "KEY, true, false, false",
        "SEQ, false, true, false",
        "BARE, false, false, true"
    })
    void aBodyMayHoldReferencesOfTheFormsThatTheSwitchAllows(
            BodyReferences form, boolean byKey, boolean bySeq, boolean bare) {
        im.post("/salesOrders", "[{\"orderId\":\"A-1\"},{\"orderId\":\"A-2\"},{\"orderId\":\"A-3\"}]");
        var bodies = List.of(
                order("{\"orderId\":\"A-1\"}", "{\"eventTypeId\":\"Order\"}"),
                order("{\"salesOrderSeq\":\"" + seqOf("A-2") + "\"}", "{\"dataTypeSeq\":\"" + event() + "\"}"),
                order("\"" + seqOf("A-3") + "\"", "\"" + event() + "\""));
        running.with(TenantWriteSwitches.BODY_REFERENCES, form);

        var answers =
                bodies.stream().map(body -> seq(sold(body).get(0)) != null).toList();

        assertThat(answers).containsExactly(byKey, bySeq, bare);
    }

    private static String order(String order, String eventType) {
        return sale(order, 1, "5", "2026-03-15", "P0000007").replace("{\"eventTypeId\":\"Order\"}", eventType);
    }

    private String seqOf(String orderId) {
        return im.rows("/salesOrders?$filter=orderId eq '" + orderId + "'")
                .get(0)
                .get("salesOrderSeq")
                .textValue();
    }

    private String event() {
        return im.rows("/eventTypes?$filter=eventTypeId eq 'Order'")
                .get(0)
                .get("dataTypeSeq")
                .textValue();
    }

    @Test
    void aPutFindsItsObjectByTheNaturalKeyUnlessTheSwitchWantsTheSeq() {
        im.order("A-1");

        assertThat(im.put("/salesOrders", "[{\"orderId\":\"A-1\",\"genericAttribute1\":\"x\"}]")
                        .status())
                .isEqualTo(200);
        running.with(TenantWriteSwitches.PUT_KEY, TenantWriteSwitches.PutKey.SEQ);
        var refused = im.put("/salesOrders", "[{\"orderId\":\"A-1\",\"genericAttribute1\":\"y\"}]");

        assertThat(refused.json().at("/salesOrders/0/_ERROR_").textValue()).startsWith("TCMP_09007");
        assertThat(im.rows("/salesOrders?top=1").get(0).get("genericAttribute1").textValue())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void anArrayThatIsTooLongIsRefusedAsAWhole(int status) {
        running.with(TenantWriteSwitches.MAX_ELEMENTS, 2).with(TenantWriteSwitches.MAX_ELEMENTS_STATUS, status);

        var answer = im.post("/salesOrders", "[{\"orderId\":\"A-1\"},{\"orderId\":\"A-2\"},{\"orderId\":\"A-3\"}]");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("message").textValue()).contains("3 elements", "at most 2");
        assertThat(im.rows("/salesOrders?top=1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"KEPT, 10.005", "ROUNDED, 10.01"})
    void decimalsBeyondTheScaleOfTheUnitAreKeptOrRounded(TenantWriteSwitches.AmountDigits how, String value) {
        running.with(TenantWriteSwitches.AMOUNT_DIGITS, how);
        im.order("A-1");

        sold(sale("A-1", "10.005"));

        assertThat(running.sandbox.credit("A-1").orElseThrow().amount()).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(Unknown.class)
    void aPayeeWhomNobodyKnowsIsTakenOrRefused(Unknown how) {
        running.with(TenantWriteSwitches.UNKNOWN_PAYEE, how);
        im.order("A-1");

        var sold = sold(sale("A-1", "5").replace("P0000007", "NOBODY"));

        assertThat(seq(sold.get(0)) != null).isEqualTo(how == Unknown.ACCEPTED);
        if (how == Unknown.REFUSED) {
            assertThat(sold.get(0).get("transactionAssignments").textValue())
                    .isEqualTo("TCMP_09007:E: There is no Participant 'NOBODY'");
        }
    }

    @ParameterizedTest
    @EnumSource(Unknown.class)
    void aTransactionOfAPeriodThatWasPostedIsTakenOrRefused(Unknown how) {
        running.with(TenantWriteSwitches.CLOSED_PERIOD, how);
        im.order("A-1");
        new TenantRuns(im).start("520", "2026-03");
        running.clock.advance(Duration.ofMinutes(10));

        var sold = sold(sale("A-1", "5"));

        assertThat(seq(sold.get(0)) != null).isEqualTo(how == Unknown.ACCEPTED);
        if (how == Unknown.REFUSED) {
            assertThat(sold.get(0).get("compensationDate").textValue()).contains("is closed");
        }
        assertThat(seq(sold(sale("{\"orderId\":\"A-1\"}", 2, "5", "2026-04-15", "P0000007"))
                        .get(0)))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"BARE, ''", "LEGACY, key", "OWN, salesOrderSeq", "BOTH, key salesOrderSeq"})
    void theAnswerToAWriteShowsReferencesAsTheSwitchSays(TenantReadSwitches.ElementReferenceForm form, String fields) {
        running.with(TenantReadSwitches.ELEMENT_REFERENCE_FORM, form);
        var seq = im.order("A-1");

        var order = sold(sale("A-1", "5")).get(0).get("salesOrder");

        assertThat(order.isTextual()).isEqualTo(fields.isEmpty());
        if (fields.isEmpty()) {
            assertThat(order.textValue()).isEqualTo(seq);
        } else {
            assertThat(fields.split(" "))
                    .allSatisfy(
                            field -> assertThat(order.get(field).textValue()).isEqualTo(seq));
            assertThat(order.has("key")).isEqualTo(fields.contains("key"));
        }
    }

    @Test
    void jsonWithACharsetIsAnsweredToWritesToo() {
        running.with(TenantReadSwitches.JSON_CHARSET, true);

        Answer answer = im.post("/salesOrders", "[{\"orderId\":\"A-1\"}]");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json;charset=UTF-8");
    }
}
