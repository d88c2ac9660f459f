package dev.imconnector.sandbox.write;

import static dev.imconnector.sandbox.testkit.SandboxCaller.batchOf;
import static dev.imconnector.sandbox.testkit.SandboxCaller.credit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.switches.DuplicateStyle;
import dev.imconnector.sandbox.switches.WriteSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditBatchTest {

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox();

    private final SandboxCaller im = running.im;
    private String token;

    @BeforeEach
    void token() {
        token = im.writerToken();
    }

    private SandboxCaller.Answer send(String... credits) {
        return im.batch(token, batchOf(credits));
    }

    private static List<String> refs(SandboxCaller.Answer answer) {
        return StreamSupport.stream(answer.json().get("results").spliterator(), false)
                .map(result -> result.get("sourceRef").textValue())
                .toList();
    }

    private static JsonNode result(SandboxCaller.Answer answer, int index) {
        return answer.json().get("results").get(index);
    }

    private static String[] credits(int count) {
        return IntStream.range(0, count).mapToObj(i -> credit("B-" + i)).toArray(String[]::new);
    }

    private static String changed(String field, String json) throws IOException {
        var credit = (ObjectNode) Json.MAPPER.readTree(credit("A-1"));
        if (json == null) {
            credit.remove(field);
        } else {
            credit.set(field, Json.MAPPER.readTree(json));
        }
        return credit.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "sourceRef       | -                 | sourceRef is required",
                "sourceRef       | '\" \"'           | sourceRef must not be blank",
                "sourceRef       | 17                | sourceRef must be a string",
                "sourceRef       | '\"a\\u0000b\"'   | sourceRef holds a control character",
                "participantId   | -                 | participantId is required",
                "participantId   | null              | participantId must be a string",
                "transactionDate | '\"2026-02-30\"'  | transactionDate must be an ISO 8601 date",
                "transactionDate | '\"31.03.2026\"'  | transactionDate must be an ISO 8601 date",
                "transactionDate | '\"2026/03/31\"'  | transactionDate must be an ISO 8601 date",
                "transactionDate | '\"2026-03-31T10:00:00\"' | transactionDate must be an ISO 8601 date",
                "amount          | -                 | amount is required",
                "amount          | '\"100.10\"'      | amount must be a JSON number",
                "amount          | null              | amount must be a JSON number",
                "amount          | 1e999             | amount is out of range",
                "amount          | {}                | amount must be a JSON number",
                "currencyCode    | '\"EURO\"'        | currencyCode must be an ISO 4217 code",
                "currencyCode    | '\"eur\"'         | currencyCode must be an ISO 4217 code",
                "periodId        | -                 | periodId is required",
                "periodId        | []                | periodId must be a string",
            })
    void aBadCreditIsRejectedWithItsReasonAndItsNeighboursAreIn(String field, String json, String message)
            throws IOException {
        var answer = send(credit("before"), changed(field, json), credit("after"));

        assertThat(answer.status()).isEqualTo(207);
        assertThat(result(answer, 1).get("status").textValue()).isEqualTo("ERROR");
        assertThat(result(answer, 1).get("errorMessage").textValue()).isEqualTo(message);
        assertThat(running.sandbox.report().credits().stored()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-31", "2028-02-29", "2026-03-31T10:00:00Z", "2026-03-31T10:00:00+02:00"})
    void datesAndDateTimesWithOffsetAreTaken(String date) throws IOException {
        assertThat(send(changed("transactionDate", "\"" + date + "\"")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.10", "1.500", "12345678901234567.89", "1e3", "0.00000000000000000001"})
    void theAmountKeepsItsOwnDigits(String amount) {
        assertThat(send(credit("A-1", amount)).status()).isEqualTo(201);

        assertThat(running.sandbox.credit("A-1").orElseThrow().amount()).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"value\":{}}",
                "{\"value\":[]}",
                "{\"credits\":[]}",
                "{\"value\":[{}],\"more\":1}",
                "{\"value\":[{}]}{}",
                "{\"value\":[{\"amount\":01}]}",
                "{\"value\":[{\"amount\":NaN}]}",
                "{\"value\":[{}",
            })
    void aBodyThatIsNoBatchIsRefusedAsAWhole(String body) {
        assertThat(im.batch(token, body).status()).isEqualTo(400);
    }

    @Test
    void aCreditThatIsNoObjectIsRejectedAlone() {
        var answer = send(credit("A-1"), "[1]", "\"x\"", credit("A-2"));

        assertThat(refs(answer)).containsExactly("A-1", null, null, "A-2");
        assertThat(running.sandbox.report().credits().stored()).isEqualTo(2);
    }

    @Test
    void halfASurrogatePairIsRejectedAndAWholeOneIsTaken() {
        var answer = send(credit("A-\\ud83d"), credit("A-\\ud83d\\ude00"));

        assertThat(result(answer, 0).get("errorMessage").textValue()).isEqualTo("sourceRef is not valid Unicode");
        assertThat(result(answer, 1).get("sourceRef").textValue()).isEqualTo("A-\ud83d\ude00");
        assertThat(running.sandbox.credit("A-\ud83d\ude00")).isPresent();
    }

    @Test
    void aMemberThatIsThereTwiceIsRejected() {
        var answer = send(credit("A-1").replace("{", "{\"amount\":1,"));

        assertThat(result(answer, 0).get("errorMessage").textValue()).isEqualTo("amount is there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"E9", "C3", "C080", "EDA0BD", "EDA0BDEDB880", "F8888080"})
    void bytesThatAreNotUtf8AreRefused(String hex) {
        var body = batchOf(credit("A-?")).replace("?", "\u0001").getBytes(StandardCharsets.ISO_8859_1);
        var at = new String(body, StandardCharsets.ISO_8859_1).indexOf('\u0001');
        var bytes = new ByteArrayOutputStream();
        bytes.write(body, 0, at);
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.write(body, at + 1, body.length - at - 1);

        var answer = im.send(im.api("/credits/batch", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray())));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void onlyJsonIsTaken() {
        var answer = im.send(im.api("/credits/batch", token)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(batchOf(credit("A-1")))));

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void membersThatImDoesNotKnowAreKeptAsTheyCame() {
        send(credit("A-1")
                .replace("}", ",\"dealSize\":12345678901234567890.10,\"tags\":{\"a\":[1.00000000000000000001,null]}}"));

        var shown = im.get("/credits?$filter=sourceRef%20eq%20%27A-1%27".replace("$", "%24"), im.readerToken());

        assertThat(shown.body())
                .contains("\"dealSize\":12345678901234567890.10,\"tags\":{\"a\":[1.00000000000000000001,null]}");
    }

    @Test
    void allCreatedAndMixedBatchesHaveTheirOwnStatus() {
        running.with(WriteSwitches.CREATED_STATUS, 200).with(WriteSwitches.MIXED_STATUS, 201);

        assertThat(send(credit("A-1")).status()).isEqualTo(200);
        assertThat(send(credit("A-1"), credit("A-2")).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "error-exists, ERROR, Credit already exists for sourceRef A-1",
                "error-409, ERROR, 409 Conflict",
                "error-duplicate, ERROR, Duplicate sourceRef A-1",
                "error-custom, ERROR, 'Schon da: A-1'",
                "status-duplicate, DUPLICATE, -",
                "status-exists, EXISTS, -",
                "status-already-exists, ALREADY_EXISTS, -",
                "status-conflict, CONFLICT, -",
            })
    void aSourceRefThatIsThereIsAnsweredAsTheSwitchSays(String style, String status, String message) {
        running.set("duplicate", style);
        running.set("duplicate-message", "Schon da: {sourceRef}");
        send(credit("A-1", "1"));

        var answer = send(credit("A-1", "2"), credit("A-2"));

        assertThat(result(answer, 0).get("status").textValue()).isEqualTo(status);
        assertThat(result(answer, 0).path("errorMessage").textValue()).isEqualTo(message);
        assertThat(result(answer, 1).get("status").textValue()).isEqualTo("CREATED");
        assertThat(running.sandbox.credit("A-1").orElseThrow().amount())
                .as("the first one stays")
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"nothing, 1", "good-records, 2"})
    void aDuplicateMaySinkTheWholeBatch(String applies, int stored) {
        running.with(WriteSwitches.DUPLICATE, DuplicateStyle.BATCH_409);
        running.set("whole-batch-applies", applies);
        send(credit("A-1"));

        var answer = send(credit("A-1"), credit("A-2"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().has("results")).isFalse();
        assertThat(running.sandbox.report().credits().stored()).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({"nothing, 0", "good-records, 1"})
    void aBadRecordMaySinkTheWholeBatch(String applies, int stored) {
        running.with(WriteSwitches.BAD_BATCH, WriteSwitches.BadBatchStyle.WHOLE_400);
        running.set("whole-batch-applies", applies);

        var answer = send(credit("A-1"), credit("A-2", "\"x\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().has("results")).isFalse();
        assertThat(running.sandbox.report().credits().stored()).isEqualTo(stored);
    }

    @Test
    void resultsComeInTheOrderTheSwitchSays() {
        var sent = IntStream.range(0, 50).mapToObj(i -> "B-" + i).toList();
        assertThat(refs(send(credits(50)))).isEqualTo(sent);

        running.with(WriteSwitches.ANSWER_ORDER, WriteSwitches.AnswerOrder.REVERSED);
        assertThat(refs(send(credits(50)))).isEqualTo(reversed(sent));
        running.with(WriteSwitches.ANSWER_ORDER, WriteSwitches.AnswerOrder.SHUFFLED);
        var shuffled = refs(send(credits(50)));
        assertThat(shuffled).containsExactlyInAnyOrderElementsOf(sent).isNotEqualTo(sent);
        assertThat(refs(send(credits(50)))).isNotEqualTo(shuffled);
    }

    private static List<String> reversed(List<String> list) {
        var reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    @ParameterizedTest
    @CsvSource({"true, 10", "false, 8"})
    void eachNthRecordMayBeLeftOutOfTheAnswer(boolean applied, int stored) {
        running.with(WriteSwitches.OMIT_EVERY, 5).with(WriteSwitches.OMITTED_APPLIED, applied);

        var answer = send(credits(10));

        assertThat(refs(answer)).hasSize(8).doesNotContain("B-4", "B-9");
        assertThat(running.sandbox.report().credits().stored()).isEqualTo(stored);
    }

    @Test
    void aRecordMayNeverGetAnOutcome() {
        running.set("omit-ref", "B-[13]");

        assertThat(refs(send(credits(4)))).containsExactly("B-0", "B-2");
        assertThat(refs(send(credits(4)))).containsExactly("B-0", "B-2");
        assertThat(running.sandbox.timesSent("B-1")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void aBatchAboveTheMaximumIsRefusedAsAWhole(int status) {
        running.with(WriteSwitches.MAX_BATCH, 3).with(WriteSwitches.MAX_BATCH_STATUS, status);

        assertThat(send(credits(4)).status()).isEqualTo(status);
        assertThat(send(credits(3)).status()).isEqualTo(201);
    }

    @Test
    void aPoisonRecordFailsItsBatchAndLeavesNothingOfIt() {
        running.set("poison-ref", "B-2");

        assertThat(send(credits(4)).status()).isEqualTo(500);
        assertThat(running.sandbox.report().credits().stored()).isZero();
        assertThat(running.sandbox.timesSent("B-0")).isEqualTo(1);
        assertThat(send(credit("B-0"), credit("B-1")).status()).isEqualTo(201);
    }

    @Test
    void recordsMayBeRejectedInAnyWords() {
        running.set("reject-ref", "B-1");
        running.set("reject-message", "duplicate assignment of {sourceRef}");

        assertThat(result(send(credits(2)), 1).get("errorMessage").textValue())
                .isEqualTo("duplicate assignment of B-1");
    }

    @Test
    void periodsAndParticipantsMayHaveToExist() throws IOException {
        running.set("periods", "2026-02 2026-03");
        running.with(WriteSwitches.KNOWN_PARTICIPANTS, true);

        var answer = send(credit("A-1"), changed("periodId", "\"2026-04\""), changed("participantId", "\"P9999999\""));

        assertThat(result(answer, 0).get("status").textValue()).isEqualTo("CREATED");
        assertThat(result(answer, 1).get("errorMessage").textValue()).isEqualTo("Period not found: 2026-04");
        assertThat(result(answer, 2).get("errorMessage").textValue()).isEqualTo("Participant not found: P9999999");
    }

    @Test
    void aSingleCreditIsCreatedOnce() {
        var created = im.write("POST", "/credits", token, credit("A-1"));
        var again = im.write("POST", "/credits", token, credit("A-1"));
        var bad = im.write("POST", "/credits", token, credit("A-2", "\"1\""));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().get("sourceRef").textValue()).isEqualTo("A-1");
        assertThat(again.status()).isEqualTo(409);
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().get("error").textValue()).isEqualTo("amount must be a JSON number");
        assertThat(running.sandbox.report().credits().stored()).isEqualTo(1);
    }

    @Test
    void aCreditCannotBeChangedOrDeleted() {
        for (var method : List.of("PUT", "PATCH", "DELETE")) {
            assertThat(im.write(method, "/credits/30000000000000001", token, "{}")
                            .status())
                    .isEqualTo(405);
        }
    }
}
