package dev.imconnector.sandbox.tenant;

import static dev.imconnector.sandbox.testkit.TenantCaller.array;
import static dev.imconnector.sandbox.testkit.TenantCaller.elements;
import static dev.imconnector.sandbox.testkit.TenantCaller.sale;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller.Answer;
import dev.imconnector.sandbox.testkit.TenantCaller;
import dev.imconnector.sandbox.token.SandboxClient;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a tenant takes orders and transactions, and what it answers of each element. */
class TenantWritesTest {

    private static final String SEQ = "[0-9]{17}";

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox(
            SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0));

    private final TenantCaller im = new TenantCaller(running.sandbox);

    @Test
    void ordersAreMadeInOneRequestEachWithASeqOfItsOwn() {
        var answer = im.post(
                "/salesOrders",
                "[{\"orderId\":\"A-1\"},{\"orderId\":\"A-2\",\"businessUnits\":[{\"name\":\"EMEA\"}]}]");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(elements(answer, "salesOrders"))
                .extracting(order -> order.get("orderId").textValue())
                .containsExactly("A-1", "A-2");
        assertThat(elements(answer, "salesOrders"))
                .extracting(order -> order.get("salesOrderSeq").textValue())
                .doesNotHaveDuplicates()
                .allMatch(seq -> seq.matches(SEQ));
        assertThat(elements(answer, "salesOrders").get(1).get("businessUnits")).hasSize(1);
    }

    @Test
    void aTransactionIsAnsweredWholeAndNamesItsOrder() {
        var order = im.order("A-1");

        var answer = im.post("/salesTransactions", array(sale("A-1", "1234.50")));

        assertThat(answer.status()).isEqualTo(201);
        var transaction = elements(answer, "salesTransactions").get(0);
        assertThat(transaction.get("salesTransactionSeq").textValue()).matches(SEQ);
        assertThat(transaction.at("/salesOrder/salesOrderSeq").textValue()).isEqualTo(order);
        assertThat(transaction.at("/salesOrder/orderId").textValue()).isEqualTo("A-1");
        assertThat(transaction.at("/salesOrder/key").textValue()).isEqualTo(order);
        assertThat(transaction.at("/eventType/eventTypeId").textValue()).isEqualTo("Order");
        assertThat(transaction.get("value").toString())
                .startsWith("{\"value\":1234.5,\"unitType\":{\"name\":\"USD\",\"unitTypeSeq\":\"");
        assertThat(transaction.get("compensationDate").textValue()).startsWith("2026-03-15T00:00:00.000-0");
        assertThat(transaction.at("/transactionAssignments/0/payeeId").textValue())
                .isEqualTo("P0000007");
        assertThat(transaction.at("/transactionAssignments/0/salesOrder").textValue())
                .isEqualTo("A-1");
        assertThat(transaction.get("originTypeId").textValue()).isEqualTo("manual");
        assertThat(transaction.get("isRunnable").booleanValue()).isTrue();
        assertThat(transaction.get("preadjustedValue")).isEqualTo(transaction.get("value"));
    }

    @Test
    void aTransactionThatIsReadAgainIsTheOneThatWasSent() {
        var order = im.order("A-1");
        im.post("/salesTransactions", array(sale("A-1", "123456789012345.0123456789")));

        var row = im.rows("/salesTransactions?top=1&$filter=salesOrder eq " + order)
                .get(0);

        assertThat(row.at("/value/value").decimalValue()).isEqualByComparingTo("123456789012345.0123456789");
        assertThat(row.get("salesOrder").textValue()).isEqualTo(order);
        assertThat(running.sandbox.credit("A-1")).hasValueSatisfying(credit -> {
            assertThat(credit.amount()).isEqualTo("123456789012345.0123456789");
            assertThat(credit.participantId()).isEqualTo("P0000007");
            assertThat(credit.periodId()).isEqualTo("2026-03");
            assertThat(credit.timesSent()).isEqualTo(1);
        });
    }

    @Test
    void eachElementIsAnsweredAtItsOwnPlaceAndAFailedOneNamesNoKey() {
        im.post("/salesOrders", orders(5));
        im.post("/salesTransactions", array(sale("A-3", "3")));

        var answer = im.post(
                "/salesTransactions",
                array(
                        sale("A-0", "1"),
                        sale("nobody", "2"),
                        sale("A-2", "3"),
                        sale("A-3", "3"),
                        sale("A-4", "4").replace("\"Order\"", "\"Nothing\"")));

        assertThat(answer.status()).isEqualTo(207);
        var elements = elements(answer, "salesTransactions");
        assertThat(elements).hasSize(5);
        assertThat(elements.get(0).at("/salesOrder/orderId").textValue()).isEqualTo("A-0");
        assertThat(elements.get(1).toString())
                .isEqualTo("{\"salesOrder\":\"TCMP_09007:E: There is no SalesOrder 'nobody'\"}");
        assertThat(elements.get(2).at("/salesOrder/orderId").textValue()).isEqualTo("A-2");
        assertThat(elements.get(3).get("_ERROR_").textValue())
                .startsWith("TCMP_35004:E: Another object already has the key (");
        assertThat(elements.get(3).toString()).doesNotContain("A-3");
        assertThat(elements.get(4).get("eventType").textValue()).startsWith("TCMP_09007:E: ");
        assertThat(running.sandbox.report().credits().stored()).isEqualTo(3);
    }

    private static String orders(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"orderId\":\"A-" + i + "\"}")
                .toList()
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"salesOrder", "lineNumber", "subLineNumber", "eventType", "value", "compensationDate"})
    void aFieldThatIsMissingHasItsMessageInThePlaceOfItsValue(String field) {
        im.order("A-1");
        var element = (ObjectNode) json(sale("A-1", "1"));
        element.remove(field);

        var answer = im.post("/salesTransactions", array(element.toString()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(elements(answer, "salesTransactions").get(0).toString())
                .isEqualTo("{\"" + field + "\":\"TCMP_1002:E: A value is required\"}");
        assertThat(running.sandbox.report().credits().stored()).isZero();
    }

    private static JsonNode json(String text) {
        return new Answer(0, Map.of(), text).json();
    }

    @Test
    void anOrderWithoutItsIdIsRefusedAndNoEmptyTextIsOne() {
        assertThat(elements(im.post("/salesOrders", "[{}]"), "salesOrders")
                        .get(0)
                        .get("orderId")
                        .textValue())
                .startsWith("TCMP_1002");
        assertThat(elements(im.post("/salesOrders", "[{\"orderId\":\"\"}]"), "salesOrders")
                        .get(0)
                        .get("orderId")
                        .textValue())
                .startsWith("TCMP_1002");
    }

    @Test
    void aKeyThatIsThereOrCameBeforeInTheSameArrayIsRefused() {
        im.order("A-1");

        var again = im.post("/salesOrders", "[{\"orderId\":\"A-1\"}]");
        var twins = im.post("/salesOrders", "[{\"orderId\":\"A-2\"},{\"orderId\":\"A-2\"}]");

        assertThat(again.status()).isEqualTo(400);
        assertThat(elements(again, "salesOrders").get(0).toString())
                .isEqualTo(
                        "{\"_ERROR_\":\"TCMP_35004:E: Another object already has the key (A-1) within the period\"}");
        assertThat(twins.status()).isEqualTo(207);
        assertThat(elements(twins, "salesOrders").get(0).has("salesOrderSeq")).isTrue();
        assertThat(elements(twins, "salesOrders").get(1).has("_ERROR_")).isTrue();
        assertThat(im.rows("/salesOrders?top=100")).hasSize(2);
    }

    @Test
    void anotherLineOrEventTypeOfAnOrderIsAnotherTransaction() {
        im.order("A-1");

        var answer = im.post(
                "/salesTransactions",
                array(
                        sale("A-1", "1"),
                        sale("{\"orderId\":\"A-1\"}", 2, "2", "2026-03-15", "P0000007"),
                        sale("A-1", "3").replace("\"Order\"", "\"Invoice\""),
                        sale("A-1", "4").replaceFirst("\"value\":1,", "\"value\":1.0,")));

        assertThat(elements(answer, "salesTransactions"))
                .extracting(each -> each.has("_ERROR_"))
                .containsExactly(false, false, false, true);
        assertThat(im.rows("/salesTransactions?top=100&$filter=salesOrder/orderId eq 'A-1'"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"orderId\":\"A-1\"}             | array",
                "{                                 | JSON",
                "[]                                | empty",
                "[1]                               | object",
                "[{\"orderId\":\"A-1\"}] x         | JSON",
                "[{\"orderId\":\"A-1\",\"orderId\":\"A-2\"}] | JSON",
                "[{\"orderId\":\"A-1\",\"status\":\"x\"}] | status",
                "[{\"orderId\":\"A-1\",\"genericAttribute1\":null}] | null",
                "[{\"orderId\":\"A-1\",\"salesOrderSeq\":\"1\"}] | salesOrderSeq",
                "[{\"orderId\":\"A-1\",\"etag\":\"1\"}] | etag",
                "[{\"orderId\":4711}]              | string",
                "[{\"orderId\":\"A-1\",\"genericNumber1\":5}] | unitType",
                "[{\"orderId\":\"A-1\",\"genericBoolean1\":\"yes\"}] | true or false",
            })
    void aBodyThatIsNoneIsRefusedAsAWhole(String body, String word) {
        var answer = im.post("/salesOrders", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").textValue()).contains(word);
        assertThat(answer.json().has("timeStamp")).isTrue();
        assertThat(answer.json().has("salesOrders")).isFalse();
        assertThat(im.rows("/salesOrders?top=100")).isEmpty();
    }

    @Test
    void aFaultOfTheWholeRequestLeavesNoElementBehind() {
        var answer = im.post("/salesOrders", "[{\"orderId\":\"A-1\"},{\"orderId\":\"A-2\",\"genericNumber1\":5}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(im.rows("/salesOrders?top=100")).isEmpty();
    }

    @Test
    void aWriteSaysThatItIsJsonAndHasNoParameters() {
        assertThat(im.send("POST", TenantCaller.LEGACY + "/salesOrders", TenantCaller.basic(SandboxClient.USER), null)
                        .status())
                .isEqualTo(415);
        assertThat(im.post("/salesOrders?x=1", "[{\"orderId\":\"A-1\"}]").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/payments", "/periods", "/incentives", "/plans", "/unitTypes", "/messages"})
    void whatTheTenantMakesItselfCannotBePosted(String resource) {
        assertThat(im.post(resource, "[{}]").status()).isEqualTo(405);
    }

    @Test
    void unknownPathsAndMethodsAreTold() {
        assertThat(im.get("/nothing").status()).isEqualTo(404);
        assertThat(im.send("PATCH", TenantCaller.LEGACY + "/salesOrders", TenantCaller.basic(SandboxClient.USER), "[]")
                        .status())
                .isEqualTo(405);
        assertThat(im.delete("/salesOrders").status()).isEqualTo(405);
    }

    @Test
    void aPutChangesWhatItNamesAndRaisesTheEtag() {
        im.order("A-1");
        var made = elements(im.post("/salesTransactions", array(sale("A-1", "5"))), "salesTransactions")
                .get(0);
        var seq = made.get("salesTransactionSeq").textValue();

        var answer = im.put(
                "/salesTransactions",
                "[{\"salesTransactionSeq\":\"" + seq + "\",\"comments\":\"by hand\",\"isRunnable\":false}]");

        assertThat(answer.status()).isEqualTo(200);
        var changed = im.get("/salesTransactions(" + seq + ")").json();
        assertThat(changed.get("comments").textValue()).isEqualTo("by hand");
        assertThat(changed.get("isRunnable").booleanValue()).isFalse();
        assertThat(changed.get("value")).isEqualTo(made.get("value"));
        assertThat(changed.get("etag").textValue())
                .isNotEqualTo(made.get("etag").textValue());
    }

    @Test
    void aPutThatChangesNothingIs304WithoutABody() {
        var seq = im.order("A-1");

        var answer = im.put("/salesOrders", "[{\"salesOrderSeq\":\"" + seq + "\",\"orderId\":\"A-1\"}]");

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Type")).isNull();
    }

    @Test
    void aPutOfAnObjectThatIsNotThereFailsInItsElement() {
        var answer = im.put("/salesOrders", "[{\"salesOrderSeq\":\"12345678901234567\",\"orderId\":\"A-1\"}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(elements(answer, "salesOrders").get(0).get("_ERROR_").textValue())
                .startsWith("TCMP_09007");
    }

    @Test
    void aPutCannotTakeAKeyThatAnotherHas() {
        im.order("A-1");
        var second = im.order("A-2");

        var answer = im.put("/salesOrders", "[{\"salesOrderSeq\":\"" + second + "\",\"orderId\":\"A-1\"}]");

        assertThat(elements(answer, "salesOrders").get(0).get("_ERROR_").textValue())
                .startsWith("TCMP_35004");
        assertThat(im.rows("/salesOrders?$filter=orderId eq 'A-2'")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"createdBy\":\"me\"", "\"createDate\":\"2020-01-01\""})
    void aPutCannotChangeWhatIsTheTenantsOwn(String field) {
        var seq = im.order("A-1");

        var answer = im.put(
                "/salesOrders", "[{\"salesOrderSeq\":\"" + seq + "\",\"genericAttribute1\":\"x\"," + field + "}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("TCMP_90001:E: It cannot be changed");
        assertThat(im.get("/salesOrders(" + seq + ")").json().has("genericAttribute1"))
                .isFalse();
    }

    @Test
    void theRowThatWasReadCanBeSentBackWithAChange() {
        var seq = im.order("A-1");
        var row = (ObjectNode) im.get("/salesOrders(" + seq + ")").json();

        var answer =
                im.put("/salesOrders", array(row.put("genericAttribute1", "x").toString()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(im.get("/salesOrders(" + seq + ")")
                        .json()
                        .get("genericAttribute1")
                        .textValue())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"adjustTypeFlag\":\"adjustTo\",\"adjustToValue\":{\"value\":7,\"unitType\":{\"name\":\"USD\"}}} | 7",
                "{\"adjustTypeFlag\":\"adjustBy\",\"adjustByValue\":{\"value\":-1.5,\"unitType\":{\"name\":\"USD\"}}} | 3.5",
            })
    void aValueIsAdjustedAndResetByTheContextOfAPut(String context, String value) {
        im.order("A-1");
        var seq = elements(im.post("/salesTransactions", array(sale("A-1", "5"))), "salesTransactions")
                .get(0)
                .get("salesTransactionSeq")
                .textValue();
        var element = "[{\"salesTransactionSeq\":\"" + seq + "\",\"adjustmentContext\":%s}]";

        assertThat(im.put("/salesTransactions", element.formatted(context)).status())
                .isEqualTo(200);
        assertThat(im.get("/salesTransactions(" + seq + ")")
                        .json()
                        .at("/value/value")
                        .decimalValue())
                .isEqualByComparingTo(value);

        im.put("/salesTransactions", element.formatted("{\"adjustTypeFlag\":\"reset\"}"));
        assertThat(im.get("/salesTransactions(" + seq + ")")
                        .json()
                        .at("/value/value")
                        .decimalValue())
                .isEqualByComparingTo("5");
    }

    @Test
    void aDeletedOrderIsGoneAndItsSeqIsNotGivenAgain() {
        var seq = im.order("A-1");

        var answer = im.delete("/salesOrders(" + seq + ")");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/salesOrders/" + seq).textValue())
                .isEqualTo("The record is successfully deleted.");
        assertThat(im.rows("/salesOrders?$filter=orderId eq 'A-1'")).isEmpty();
        assertThat(im.delete("/salesOrders(" + seq + ")").status()).isEqualTo(400);
        assertThat(im.order("A-1")).isNotEqualTo(seq);
    }

    @Test
    void anOrderWithTransactionsIsDeletedAfterThem() {
        var order = im.order("A-1");
        var transaction = elements(im.post("/salesTransactions", array(sale("A-1", "5"))), "salesTransactions")
                .get(0)
                .get("salesTransactionSeq")
                .textValue();

        var refused = im.delete("/salesOrders(" + order + ")");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/salesOrders/" + order).textValue()).startsWith("TCMP_35001");
        assertThat(im.delete("/salesTransactions(" + transaction + ")").status())
                .isEqualTo(200);
        assertThat(im.delete("/salesOrders(" + order + ")").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-03-15\"",
                "\"2026-03-15T00:00:00\"",
                "\"2026-03-15T00:00:00.000-0800\"",
                "\"2026-03-15T23:59:59+14:00\""
            })
    void aDateIsTheDayAsItIsWritten(String date) {
        im.order("A-1");

        im.post("/salesTransactions", array(sale("A-1", "5").replace("\"2026-03-15\"", date)));

        assertThat(running.sandbox.credit("A-1").orElseThrow().transactionDate())
                .isEqualTo("2026-03-15");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"15.03.2026\"", "20260315", "\"2026-02-30\"", "\"\""})
    void aDateThatIsNoneIsRefused(String date) {
        im.order("A-1");

        var answer = im.post("/salesTransactions", array(sale("A-1", "5").replace("\"2026-03-15\"", date)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(running.sandbox.credit("A-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567890123456", "0.12345678901"})
    void anAmountThatTheColumnCannotHoldIsRefused(String value) {
        im.order("A-1");

        var answer = im.post("/salesTransactions", array(sale("A-1", value)));

        assertThat(elements(answer, "salesTransactions").get(0).get("value").textValue())
                .contains("15 digits");
    }

    @Test
    void anUnknownUnitIsRefused() {
        im.order("A-1");

        var answer = im.post("/salesTransactions", array(sale("A-1", "5").replace("USD", "XYZ")));

        assertThat(elements(answer, "salesTransactions").get(0).get("value").textValue())
                .startsWith("TCMP_09007");
    }

    @Test
    void anAssignmentNamesAPayeeAPositionOrATitle() {
        im.order("A-1");

        var answer = im.post("/salesTransactions", array(sale("A-1", "5").replace("{\"payeeId\":\"P0000007\",", "{")));

        assertThat(elements(answer, "salesTransactions")
                        .get(0)
                        .get("transactionAssignments")
                        .textValue())
                .startsWith("TCMP_1002");
    }

    @Test
    void bothFamiliesWriteToOneState() {
        var writer = im.bearer(SandboxClient.WRITER);

        var made = im.send("POST", TenantCaller.HYPERSCALER + "/salesOrders", writer, "[{\"orderId\":\"A-1\"}]");

        assertThat(made.status()).isEqualTo(201);
        assertThat(elements(im.post("/salesOrders", "[{\"orderId\":\"A-1\"}]"), "salesOrders")
                        .get(0)
                        .has("_ERROR_"))
                .isTrue();
        var sold = im.send("POST", TenantCaller.HYPERSCALER + "/salesTransactions", writer, array(sale("A-1", "5")));
        assertThat(elements(sold, "salesTransactions").get(0).get("salesOrder").toString())
                .matches("\\{\"salesOrderSeq\":\"[0-9]{17}\",\"orderId\":\"A-1\"}");
    }

    @Test
    void theReportCountsHowOftenAKeyArrived() {
        im.post("/salesOrders", orders(2));
        im.post("/salesTransactions", array(sale("A-0", "1"), sale("A-1", "2")));
        im.post("/salesTransactions", array(sale("A-0", "1"), sale("A-0", "1")));

        var credits = running.sandbox.report().credits();

        assertThat(List.of(credits.stored(), credits.sent(), credits.sourceRefs(), credits.sentAgain()))
                .containsExactly(2L, 4L, 2L, 1L);
        assertThat(credits.sameSourceRefInBatch()).isEqualTo(1);
        assertThat(running.sandbox.timesSent("A-0")).isEqualTo(3);
        assertThat(credits.totals()).singleElement().satisfies(total -> {
            assertThat(total.currencyCode()).isEqualTo("USD");
            assertThat(total.amount()).isEqualByComparingTo("3");
        });
    }
}
