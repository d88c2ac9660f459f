package dev.imconnector.im.dialect.tenant.write;

import static dev.imconnector.im.dialect.tenant.write.SalesStage.ORDERS;
import static dev.imconnector.im.dialect.tenant.write.SalesStage.TRANSACTIONS;
import static dev.imconnector.im.dialect.tenant.write.SalesStage.credit;
import static dev.imconnector.im.dialect.tenant.write.SalesStage.error;
import static dev.imconnector.im.dialect.tenant.write.SalesStage.made;
import static dev.imconnector.im.dialect.tenant.write.SalesStage.order;
import static dev.imconnector.im.dialect.tenant.write.SalesStage.rows;
import static dev.imconnector.im.dialect.tenant.write.SalesStage.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.credit.Credit;
import dev.imconnector.im.ImDeniedException;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.dialect.BatchResponse;
import dev.imconnector.im.dialect.CreditVerdict;
import dev.imconnector.im.dialect.CreditVerdict.Kind;
import dev.imconnector.im.dialect.tenant.write.SendingCare.Look;
import dev.imconnector.im.dialect.tenant.write.TransactionShape.References;
import dev.imconnector.testkit.Reply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a batch gets into a tenant, request by request: what is believed, what is looked up, what is sent again. */
class PostingTest {

    private static final String POST_ORDERS = "POST salesOrders";
    private static final String GET_ORDERS = "GET salesOrders";
    private static final String POST_TRANSACTIONS = "POST salesTransactions";
    private static final String GET_TRANSACTIONS = "GET salesTransactions";
    private static final String THERE = "TCMP_35004:E: another object already has the key";

    private final SalesStage stage = new SalesStage();

    @AfterEach
    void close() {
        stage.close();
    }

    private void ordersAreMade() {
        stage.answering(POST_ORDERS, made(ORDERS, order("1", "A"), order("2", "B")));
    }

    private static CreditVerdict there(String sourceRef, Kind kind, String imId) {
        return CreditVerdict.there(sourceRef, kind, imId);
    }

    @Test
    void an_order_and_a_transaction_a_credit_and_nothing_is_read_of_a_tenant_that_refuses_a_second_one()
            throws InterruptedException {
        ordersAreMade();
        stage.answering(
                POST_TRANSACTIONS, made(TRANSACTIONS, transaction("11", "1", "1.50"), transaction("12", "2", "2.50")));

        var response = stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items()).containsExactly(there("A", Kind.CREATED, "11"), there("B", Kind.CREATED, "12"));
        assertThat(stage.requests()).isEqualTo("POST salesOrders, POST salesTransactions");
        assertThat(stage.requests("POST", ORDERS).get(0).body()).isEqualTo("[{\"orderId\":\"A\"},{\"orderId\":\"B\"}]");
        assertThat(stage.requests("POST", TRANSACTIONS).get(0).body()).startsWith("""
                [{"salesOrder":{"salesOrderSeq":"1"},"lineNumber":{"value":1,"unitType":{"name":"integer"}},\
                "subLineNumber":{"value":1,"unitType":{"name":"integer"}},"eventType":{"eventTypeId":"Order"},\
                "value":{"value":1.50,"unitType":{"name":"EUR"}},"compensationDate":"2026-03-01","isRunnable":true,\
                "transactionAssignments":[{"payeeId":"P-1","setNumber":1}]},""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MIXED | {\"salesOrderSeq\":\"1\"} | {\"eventTypeId\":\"Order\"} | [{\"name\":\"EMEA\"}] | [{\"processingUnitSeq\":\"38280596832649219\"}]",
                "KEY   | {\"orderId\":\"A\"} | {\"eventTypeId\":\"Order\"} | [{\"name\":\"EMEA\"}] | [{\"name\":\"Main\"}]",
                "SEQ   | {\"salesOrderSeq\":\"1\"} | {\"dataTypeSeq\":\"9000\"} | [{\"businessUnitSeq\":\"38280596832649220\"}] | [{\"processingUnitSeq\":\"38280596832649219\"}]",
                "BARE  | \"1\" | \"9000\" | [\"38280596832649220\"] | \"38280596832649219\"",
            })
    void other_objects_are_named_as_the_settings_say(
            References how, String order, String eventType, String businessUnits, String processingUnit)
            throws InterruptedException {
        stage.namingAll(how).answering(POST_ORDERS, made(ORDERS, order("1", "A")));
        stage.answering(POST_TRANSACTIONS, made(TRANSACTIONS, transaction("11", "1", "1.50")));

        assertThat(stage.postOne(Look.NOT_FIRST, credit("A", "1.50"))).isEqualTo(there("A", Kind.CREATED, "11"));

        var units = "\"businessUnits\":" + businessUnits + ",\"processingUnit\":" + processingUnit;
        assertThat(stage.requests("POST", ORDERS).get(0).body()).isEqualTo("[{\"orderId\":\"A\"," + units + "}]");
        assertThat(stage.requests("POST", TRANSACTIONS).get(0).body())
                .startsWith("[{\"salesOrder\":" + order + ",")
                .contains("\"eventType\":" + eventType + ",", units);
    }

    @Test
    void a_look_before_finds_what_is_there_and_sends_only_the_rest() throws InterruptedException {
        stage.answering(GET_ORDERS, rows(ORDERS, order("1", "A")));
        stage.answering(GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", "1.5")));
        stage.answering(POST_ORDERS, made(ORDERS, order("2", "B")));
        stage.answering(POST_TRANSACTIONS, made(TRANSACTIONS, transaction("12", "2", "2.50")));

        var response = stage.post(Look.FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items())
                .containsExactly(there("A", Kind.ALREADY_PRESENT, "11"), there("B", Kind.CREATED, "12"));
        assertThat(SalesStage.decoded(stage.requests("GET", ORDERS).get(0).query()))
                .isEqualTo("top=100&$filter=orderId eq 'A' or orderId eq 'B'&orderBy=salesOrderSeq");
        assertThat(SalesStage.decoded(stage.requests("GET", TRANSACTIONS).get(0).query()))
                .contains("$filter=salesOrder eq 1&");
    }

    @Test
    void an_order_that_is_there_without_a_transaction_is_used() throws InterruptedException {
        stage.answering(POST_ORDERS, Reply.json(400, "{\"salesOrders\":[" + error(THERE) + "]}"));
        stage.answering(GET_ORDERS, rows(ORDERS, order("1", "A")));
        stage.answering(POST_TRANSACTIONS, made(TRANSACTIONS, transaction("11", "1", "1.50")));

        assertThat(stage.postOne(Look.NOT_FIRST, credit("A", "1.50"))).isEqualTo(there("A", Kind.CREATED, "11"));
        assertThat(stage.requests())
                .isEqualTo("POST salesOrders, GET salesOrders, GET salesTransactions, POST salesTransactions");
    }

    @Test
    void other_content_under_the_same_key_is_a_reject_with_both_values_and_nothing_is_written()
            throws InterruptedException {
        stage.answering(GET_ORDERS, rows(ORDERS, order("1", "A")));
        stage.answering(GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", "1.49")));

        var verdict = stage.postOne(Look.FIRST, credit("A", "1.50"));

        assertThat(verdict.kind()).isEqualTo(Kind.REJECTED);
        assertThat(verdict.code()).isEqualTo("CONTENT_DIFFERS");
        assertThat(verdict.message()).contains("'A'", "1.49 EUR in IM", "1.50 EUR here", "reverse");
        assertThat(stage.requests("POST", ORDERS)).isEmpty();
        assertThat(stage.requests("POST", TRANSACTIONS)).isEmpty();
    }

    @Test
    void the_hash_of_the_content_tells_what_the_fields_do_not_show() throws InterruptedException {
        stage.keepingHashesIn("genericAttribute16");
        stage.answering(GET_ORDERS, rows(ORDERS, order("1", "A")), rows(ORDERS, order("1", "A")));
        var same = ",\"genericAttribute16\":\"" + TransactionBody.hash(credit("A", "1.50")) + "\"";
        stage.answering(
                GET_TRANSACTIONS,
                rows(TRANSACTIONS, transaction("11", "1", "1.50", same)),
                rows(TRANSACTIONS, transaction("11", "1", "1.50", ",\"genericAttribute16\":\"of another payee\"")));

        assertThat(stage.postOne(Look.FIRST, credit("A", "1.50")).kind()).isEqualTo(Kind.ALREADY_PRESENT);
        assertThat(stage.postOne(Look.FIRST, credit("A", "1.50")))
                .satisfies(verdict -> assertThat(verdict.code()).isEqualTo("CONTENT_DIFFERS"));
    }

    @Test
    void two_transactions_of_one_key_in_IM_are_told() throws InterruptedException {
        stage.answering(GET_ORDERS, rows(ORDERS, order("1", "A"), order("2", "A")));
        stage.answering(
                GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", "1.50"), transaction("12", "2", "1.50")));

        assertThat(stage.postOne(Look.FIRST, credit("A", "1.50")).code()).isEqualTo("TWICE_IN_IM");
    }

    @Test
    void other_lines_and_event_types_of_the_order_are_none_of_ours() throws InterruptedException {
        stage.answering(GET_ORDERS, rows(ORDERS, order("1", "A")));
        stage.answering(
                GET_TRANSACTIONS,
                rows(
                        TRANSACTIONS,
                        transaction("11", "1", "1.50").replace("\"eventType\":\"9000\"", "\"eventType\":\"9001\""),
                        transaction("12", "1", "1.50")
                                .replace("\"lineNumber\":{\"value\":1", "\"lineNumber\":{\"value\":2")));
        stage.answering(POST_TRANSACTIONS, made(TRANSACTIONS, transaction("13", "1", "1.50")));

        assertThat(stage.postOne(Look.FIRST, credit("A", "1.50"))).isEqualTo(there("A", Kind.CREATED, "13"));
    }

    @Test
    void a_row_whose_key_cannot_be_read_stops_the_sending_and_is_never_taken_for_nothing() {
        stage.answering(GET_ORDERS, rows(ORDERS, order("1", "A")));
        stage.answering(GET_TRANSACTIONS, rows(TRANSACTIONS, "{\"salesTransactionSeq\":\"11\",\"salesOrder\":\"1\"}"));

        assertThatThrownBy(() -> stage.post(Look.FIRST, credit("A", "1.50")))
                .isInstanceOf(ImRefusedException.class)
                .hasMessageContaining("eventType");
    }

    @Test
    void a_lost_answer_is_waited_for_and_looked_up_and_what_has_arrived_is_not_sent_again()
            throws InterruptedException {
        ordersAreMade();
        stage.answering(POST_TRANSACTIONS, Reply.close(), made(TRANSACTIONS, transaction("12", "2", "2.50")));
        stage.answering(GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", "1.50")));

        var response = stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items()).containsExactly(there("A", Kind.CREATED, "11"), there("B", Kind.CREATED, "12"));
        assertThat(stage.waited()).isEqualTo(SalesStage.SETTLE);
        assertThat(stage.requests("POST", TRANSACTIONS).get(1).body())
                .contains("\"salesOrderSeq\":\"2\"")
                .doesNotContain("\"salesOrderSeq\":\"1\"");
    }

    @Test
    void what_never_arrives_is_sent_three_times_and_then_who_sends_finds_out_why() {
        ordersAreMade();
        stage.answering(
                POST_TRANSACTIONS, Reply.json(500, "{}"), Reply.json(500, "{}"), Reply.json(500, "{}"), Reply.close());

        assertThatThrownBy(() -> stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50")))
                .isInstanceOf(ImUnavailableException.class);
        assertThat(stage.requests("POST", TRANSACTIONS)).hasSize(3);
        assertThat(stage.requests("GET", TRANSACTIONS)).hasSize(3);
        assertThat(stage.waited()).isEqualTo(SalesStage.SETTLE.multipliedBy(3));
    }

    @Test
    void where_a_second_one_would_be_taken_nothing_is_sent_again_and_the_credit_has_no_outcome()
            throws InterruptedException {
        ordersAreMade();
        stage.answering(POST_TRANSACTIONS, Reply.close());
        stage.answering(GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", "1.50")));

        var response = stage.post(Look.FIRST_AND_SEND_ONCE, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items()).extracting(CreditVerdict::kind).containsExactly(Kind.CREATED, Kind.LOST);
        assertThat(response.items().get(1).message()).contains("IM may have it twice", "'B'");
        assertThat(stage.requests("POST", TRANSACTIONS)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%1$s]",
                "[%1$s,%2$s,%2$s]",
                "[%2$s,%1$s]",
                "[{\"salesTransactionSeq\":\"11\"},%2$s]",
            })
    void an_answer_that_does_not_prove_which_element_is_whose_is_no_answer(String elements)
            throws InterruptedException {
        ordersAreMade();
        var first = transaction("11", "1", "1.50");
        var second = transaction("12", "2", "2.50");
        stage.answering(
                POST_TRANSACTIONS,
                Reply.json(201, "{\"salesTransactions\":" + elements.formatted(first, second) + "}"));
        stage.answering(GET_TRANSACTIONS, rows(TRANSACTIONS, first, second));

        var response = stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items()).containsExactly(there("A", Kind.CREATED, "11"), there("B", Kind.CREATED, "12"));
        assertThat(stage.requests("POST", TRANSACTIONS)).hasSize(1);
        assertThat(stage.waited()).isEqualTo(SalesStage.SETTLE);
    }

    @Test
    void each_element_has_its_own_outcome_and_words() throws InterruptedException {
        stage.answering(
                POST_ORDERS, made(ORDERS, order("1", "A"), "{\"orderId\":\"TCMP_1002:E: A value is required\"}"));
        stage.answering(
                POST_TRANSACTIONS,
                Reply.json(207, "{\"salesTransactions\":[" + error("TCMP_09012:E: no access") + "]}"));

        var response = stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items()).extracting(CreditVerdict::kind).containsExactly(Kind.REJECTED, Kind.REJECTED);
        assertThat(response.items().get(0).message()).isEqualTo("TCMP_09012:E: no access");
        assertThat(response.items().get(1).message()).isEqualTo("the order: orderId: TCMP_1002:E: A value is required");
        assertThat(stage.requests("GET", TRANSACTIONS)).isEmpty();
    }

    @Test
    void a_code_that_nobody_knows_is_looked_up_before_it_counts_as_a_reject() throws InterruptedException {
        ordersAreMade();
        stage.answering(
                POST_TRANSACTIONS,
                Reply.json(
                        400,
                        "{\"salesTransactions\":[" + error("TCMP_777:E: odd") + "," + error("TCMP_777:E: odd") + "]}"));
        stage.answering(GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", "1.50")));

        var response = stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items())
                .extracting(CreditVerdict::kind)
                .containsExactly(Kind.ALREADY_PRESENT, Kind.REJECTED);
    }

    private static Reply failure(String resource, String... elements) {
        return Reply.json(500, "{\"" + resource + "\":[" + String.join(",", elements) + "]}");
    }

    @Test
    void a_failure_that_says_why_an_element_was_not_made_is_believed_once_a_look_has_found_nothing_of_it()
            throws InterruptedException {
        ordersAreMade();
        stage.answering(
                POST_TRANSACTIONS,
                failure(TRANSACTIONS, transaction("11", "1", "1.50"), error("TCMP_09007:E: no such payee")));
        stage.answering(GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", "1.50")));

        var response = stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items())
                .containsExactly(
                        there("A", Kind.CREATED, "11"),
                        CreditVerdict.rejected("B", null, "TCMP_09007:E: no such payee"));
        assertThat(stage.requests("POST", TRANSACTIONS)).hasSize(1);
        assertThat(stage.waited()).isEqualTo(SalesStage.SETTLE);
    }

    @Test
    void what_a_failure_says_was_not_made_and_is_there_all_the_same_is_created() throws InterruptedException {
        ordersAreMade();
        stage.answering(
                POST_TRANSACTIONS,
                failure(TRANSACTIONS, error("TCMP_1002:E: required"), error("TCMP_1002:E: required")));
        stage.answering(GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", "1.50")));

        var response = stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items()).extracting(CreditVerdict::kind).containsExactly(Kind.CREATED, Kind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%1$s,%2$s]", "[%3$s,%3$s]", "[%2$s,%4$s]", "[%4$s]", "[%4$s,%4$s,%4$s]"})
    void a_failure_says_nothing_by_a_success_a_code_that_nobody_knows_or_elements_that_are_not_of_their_place(
            String elements) throws InterruptedException {
        ordersAreMade();
        var first = transaction("11", "1", "1.50");
        var second = transaction("12", "2", "2.50");
        stage.answering(
                POST_TRANSACTIONS,
                failure(
                        TRANSACTIONS,
                        elements.substring(1, elements.length() - 1)
                                .formatted(first, second, error("TCMP_777:E: odd"), error("TCMP_1002:E: required"))),
                made(TRANSACTIONS, first, second));

        var response = stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items()).containsExactly(there("A", Kind.CREATED, "11"), there("B", Kind.CREATED, "12"));
        assertThat(stage.requests("POST", TRANSACTIONS)).hasSize(2);
        assertThat(stage.requests("GET", TRANSACTIONS)).hasSize(1);
    }

    @Test
    void a_failure_that_rejects_all_orders_is_no_outage() throws InterruptedException {
        stage.answering(
                POST_ORDERS,
                failure(ORDERS, "{\"orderId\":\"TCMP_1002:E: required\"}", error("TCMP_09012:E: no access")));

        var response = stage.post(Look.FIRST_AND_SEND_ONCE, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items())
                .extracting(CreditVerdict::message)
                .containsExactly("the order: orderId: TCMP_1002:E: required", "the order: TCMP_09012:E: no access");
        assertThat(stage.requests("POST", ORDERS)).hasSize(1);
        assertThat(stage.requests("POST", TRANSACTIONS)).isEmpty();
    }

    @Test
    void a_key_that_IM_says_is_there_and_does_not_show_is_certain_of_nothing() throws InterruptedException {
        ordersAreMade();
        stage.answering(
                POST_TRANSACTIONS,
                Reply.json(400, "{\"salesTransactions\":[" + error(THERE) + "," + error(THERE) + "]}"));

        var response = stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.items()).extracting(CreditVerdict::kind).containsOnly(Kind.UNKNOWN);
    }

    @Test
    void a_request_that_is_refused_as_a_whole_says_so_and_says_nothing_of_single_credits() throws InterruptedException {
        stage.answering(POST_ORDERS, Reply.json(400, "{\"timeStamp\":\"x\",\"message\":\"too many\"}"));

        var response = stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"));

        assertThat(response.kind()).isEqualTo(BatchResponse.Kind.REFUSED);
        assertThat(response.words()).isEqualTo("IM answered 400: too many");
    }

    @Test
    void a_refusal_that_is_cut_off_may_have_been_carried_out() throws InterruptedException {
        ordersAreMade();
        stage.answering(
                POST_TRANSACTIONS, Reply.json(400, "{\"salesTransactions\":[" + transaction("11", "1", "1.50")));
        stage.answering(
                GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", "1.50"), transaction("12", "2", "2.50")));

        assertThat(stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50"))
                        .items())
                .extracting(CreditVerdict::kind)
                .containsExactly(Kind.CREATED, Kind.CREATED);
    }

    @Test
    void the_write_itself_is_asked_whether_IM_is_there_only_where_that_changes_nothing() throws InterruptedException {
        assertThat(stage.takes(Look.FIRST, credit("A", "1.50"))).isFalse();
        assertThat(stage.requests()).isEmpty();

        stage.answering(POST_ORDERS, Reply.json(400, "{\"salesOrders\":[" + error(THERE) + "]}"));
        assertThat(stage.takes(Look.NOT_FIRST, credit("A", "1.50"))).isTrue();
    }

    @Test
    void many_keys_are_looked_for_fifty_at_a_time_and_page_by_page() throws InterruptedException {
        var credits =
                IntStream.range(0, 120).mapToObj(i -> credit("R-" + i, "1.50")).toArray(Credit[]::new);
        stage.answering(
                GET_ORDERS,
                Reply.json("{\"salesOrders\":[" + order("1", "R-0") + "],\"next\":\"/v2/salesOrders?skip=1\"}"),
                rows(ORDERS, order("2", "R-1")));
        stage.answering(
                GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", "1.50"), transaction("12", "2", "1.50")));
        stage.answering(POST_ORDERS, Reply.json(413, "{}"));

        assertThat(stage.post(Look.FIRST, credits).kind()).isEqualTo(BatchResponse.Kind.REFUSED);

        var looks = stage.requests("GET", ORDERS).stream()
                .map(request -> SalesStage.decoded(request.query()))
                .toList();
        assertThat(looks).hasSize(4);
        assertThat(looks.get(1)).startsWith("top=100&skip=1&$filter=orderId eq 'R-0' or ");
        assertThat(List.of(looks.get(0), looks.get(2), looks.get(3)))
                .extracting(query -> query.split(" or ").length)
                .containsExactly(50, 50, 20);
    }

    @Test
    void a_row_that_comes_on_two_pages_counts_once() throws InterruptedException {
        var first = "{\"salesTransactions\":[" + transaction("11", "1", "1.50")
                + "],\"next\":\"/v2/salesTransactions?skip=1\"}";
        stage.answering(GET_ORDERS, rows(ORDERS, order("1", "A")));
        stage.answering(
                GET_TRANSACTIONS,
                Reply.json(first),
                rows(TRANSACTIONS, transaction("11", "1", "1.50"), transaction("12", "7", "1.50")));

        assertThat(stage.postOne(Look.FIRST, credit("A", "1.50"))).isEqualTo(there("A", Kind.ALREADY_PRESENT, "11"));
    }

    @Test
    void a_page_that_comes_again_and_again_ends_the_reading_and_is_never_taken_for_the_whole() {
        var page = Reply.json("{\"salesOrders\":[" + order("1", "A") + "],\"next\":\"/v2/salesOrders?skip=1\"}");
        stage.answering(GET_ORDERS, page, page);

        assertThatThrownBy(() -> stage.post(Look.FIRST, credit("A", "1.50")))
                .isInstanceOf(ImRefusedException.class)
                .hasMessageContaining("once more");
        assertThat(stage.requests("POST", ORDERS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+999999999", "1E-999999999", "\"1E+9\"", "\"much\""})
    void a_value_that_nobody_can_write_out_is_other_content_and_no_end_of_the_memory(String value)
            throws InterruptedException {
        stage.answering(GET_ORDERS, rows(ORDERS, order("1", "A")));
        stage.answering(GET_TRANSACTIONS, rows(TRANSACTIONS, transaction("11", "1", value)));

        var verdict = stage.postOne(Look.FIRST, credit("A", "1.50"));

        assertThat(verdict.code()).isEqualTo("CONTENT_DIFFERS");
        assertThat(verdict.message()).contains("none EUR", "1.50 EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"code\":\"TCMP_1002\"}", "[\"TCMP_1002:E: no\"]", "\"TCMP_1002:E: no\""})
    void an_element_with_an_error_of_whatever_form_was_not_made(String error) throws InterruptedException {
        stage.answering(POST_ORDERS, made(ORDERS, order("1", "A")));
        stage.answering(POST_TRANSACTIONS, made(TRANSACTIONS, transaction("11", "1", "1.50", ",\"_ERROR_\":" + error)));

        var verdict = stage.postOne(Look.NOT_FIRST, credit("A", "1.50"));

        assertThat(verdict.kind()).isEqualTo(Kind.REJECTED);
        assertThat(verdict.message()).contains("TCMP_1002");
    }

    @ParameterizedTest
    @CsvSource({"400, TCMP_09012:E: could not obtain access", "402, x", "403, x", "404, TCMP_09012 no access"})
    void a_client_without_access_is_denied_and_no_credit_is_rejected_for_it(int status, String words) {
        stage.answering(POST_ORDERS, Reply.json(status, "{\"timeStamp\":\"x\",\"message\":\"" + words + "\"}"));

        assertThatThrownBy(() -> stage.post(Look.NOT_FIRST, credit("A", "1.50"), credit("B", "2.50")))
                .isInstanceOf(ImDeniedException.class)
                .hasMessageContaining("no role");
        assertThat(stage.requests()).isEqualTo("POST salesOrders");
    }
}
