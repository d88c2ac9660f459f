package dev.imconnector.lambda;

import static dev.imconnector.lambda.ApiScenario.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.RecordedRequest;
import dev.imconnector.testkit.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reads of the HTTP API. */
class ReadApiHandlerTest {

    private static final String PARTICIPANTS = API + "/participants";

    @TempDir
    Path folder;

    private ApiScenario scenario;
    private ReadApiHandler handler;

    @BeforeEach
    void start() {
        scenario = new ApiScenario(folder, ClientRole.READER, Map.of());
        handler = new ReadApiHandler(scenario.connector, RunMetrics.NONE);
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    private ApiScenario.Answer run(String encoded) {
        return scenario.request("GET", "/runs/{runId}")
                .parameter("runId", encoded)
                .send(handler);
    }

    @Test
    void a_run_s_record_is_shown_as_it_is_stored() {
        var run = RunRecord.begin(
                new RunId("push-2026-03-01"), RunKind.CREDIT_PUSH, "anna", "1.0", scenario.clock.instant());
        scenario.connector.runRecords().begin(run, "owner", Duration.ofSeconds(60));

        var answer = run("push-2026-03-01");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ApiScenario.json(scenario.runs().resolve("push-2026-03-01/run.json")));
        assertThat(answer.body().get("status").asText()).isEqualTo("RUNNING");
        assertThat(scenario.im.requests()).isEmpty();
    }

    @Test
    void a_run_that_is_not_there_is_answered_404() {
        var answer = run("push-2026-03-02");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("RUN_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2Fsecrets", "a%2Fb", ".hidden", "", "%00", "a%20b", "%2E%2E"})
    void a_run_id_that_could_leave_its_folder_is_answered_400(String encoded) {
        var answer = run(encoded);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("RUN_ID_INVALID");
    }

    @ParameterizedTest
    @CsvSource({
        "CREDITS_LOCATION, ftp://host/a.csv",
        "CREDITS_LOCATION, file:///exports/",
        "RESULTS_LOCATION, nowhere",
        "AUDIT_LOCATION, nowhere",
        "IM_ALREADY_EXISTS_PATTERN, (",
        "IM_PLACEHOLDER_PATTERN, .*",
        "IM_BATCH_SIZE, many",
        "IM_CREDIT_MAPPING, nowhere",
        "IM_TIME_ZONE, Mars",
        "IM_RESULTS_FORMAT, xml",
        "IM_REJECTS_FORMULA_GUARD, perhaps"
    })
    void a_setting_that_no_read_needs_keeps_no_read_from_its_answer(String variable, String wrong) {
        scenario.im.always(PARTICIPANTS, Reply.json(200, "{\"value\":[]}"));
        var reads = new ReadApiHandler(scenario.elsewhere(Map.of(variable, wrong)), RunMetrics.NONE);

        assertThat(scenario.request("GET", "/participants").send(reads).status())
                .isEqualTo(200);
        assertThat(scenario.request("GET", "/connection").send(reads).status()).isEqualTo(200);
        assertThat(scenario.request("GET", "/runs/{runId}")
                        .parameter("runId", "push-2026-03-02")
                        .send(reads)
                        .error())
                .isEqualTo("RUN_UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({
        "IM_API_URL, nowhere, IM_API_URL",
        "IM_TOKEN_AUTH_STYLE, header, token-auth-style",
        "IM_REQUEST_TIMEOUT_SECONDS, 0, request-timeout-seconds",
        "IM_TENANT_REQUESTS_PER_MINUTE, 3, tenant-requests-per-minute"
    })
    void a_wrong_setting_that_a_read_needs_is_named(String variable, String wrong, String name) {
        var reads = new ReadApiHandler(
                scenario.elsewhere(
                        Map.of(variable, wrong, "CREDITS_LOCATION", "ftp://host/a.csv", "IM_REQUESTS_PER_MINUTE", "")),
                RunMetrics.NONE);

        var answer = scenario.request("GET", "/participants").send(reads);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).isEqualTo("SETTING_INVALID");
        assertThat(answer.text()).contains(name, "CREDITS_LOCATION");
    }

    @Test
    void a_connection_that_works_shows_its_steps() {
        scenario.im.always(PARTICIPANTS, Reply.json(200, "{\"value\":[]}"));

        var answer = scenario.request("GET", "/connection").send(handler);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("ok").asBoolean()).isTrue();
        assertThat(answer.body().get("steps").findValuesAsText("name")).containsExactly("token", "participant");
    }

    @Test
    void a_connection_that_breaks_names_the_step_and_the_fix() {
        scenario.im.always(PARTICIPANTS, Reply.json(403, "{}"));

        var answer = scenario.request("GET", "/connection").send(handler);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("ok").asBoolean()).isFalse();
        assertThat(answer.body().at("/steps/0/ok").asBoolean()).isTrue();
        assertThat(answer.body().at("/steps/1/error/code").asText()).isEqualTo("IM_FORBIDDEN");
        assertThat(answer.body().at("/steps/1/error/fix").asText()).contains("scope");
    }

    @Test
    void a_secret_that_im_refuses_breaks_the_first_step() {
        scenario.im.always(ApiScenario.TOKEN, Reply.oauthError(401, "invalid_client", "unknown"));

        var answer = scenario.request("GET", "/connection").send(handler);

        assertThat(answer.body().get("steps")).hasSize(1);
        assertThat(answer.body().at("/steps/0/error/code").asText()).isEqualTo("CLIENT_REJECTED");
        assertThat(answer.body().toString()).doesNotContain("canary");
    }

    // ---- lists

    private ApiScenario.Answer list(String entity, String... options) {
        var request = scenario.request("GET", "/" + entity);
        for (int i = 0; i < options.length; i += 2) {
            request.option(options[i], options[i + 1]);
        }
        return request.send(handler);
    }

    private String markOf(ApiScenario.Answer answer) {
        return answer.body().get("nextLink").asText().split("next=")[1];
    }

    /** As a caller might make one up: a path behind what should be a signature. */
    private static String mark(String path) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("0123456789abcdef" + path).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            results       | participantId,periodId
            participants  | participantId
            comp-plans    | planId
            quotas        | quotaId
            credits       | sourceRef
            pipeline-runs | runId
            """)
    void every_entity_can_be_listed_and_comes_in_its_own_order(String entity, String order) {
        scenario.im.always(API + "/" + entity, Reply.json(200, "{\"value\":[{\"id\":\"1\"}]}"));

        var answer = list(entity);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/value/0/id").asText()).isEqualTo("1");
        assertThat(answer.body().has("nextLink")).isFalse();
        assertThat(asked("/" + entity)).containsExactly("$orderby=" + order.replace(",", "%2C"));
    }

    private List<String> asked(String path) {
        return scenario.im.requests(API + path).stream()
                .map(RecordedRequest::query)
                .toList();
    }

    @Test
    void rows_come_as_im_wrote_them_digits_and_all() {
        scenario.im.always(
                API + "/results",
                Reply.json(
                        200,
                        "{\"value\":[ {\"payoutAmount\":1234567890123456789.10, \"x\":1e2} ,{\"b\":\"\\u00e9\"}]}"));

        var answer = list("results");

        assertThat(answer.text())
                .isEqualTo("{\"value\":[{\"payoutAmount\":1234567890123456789.10, \"x\":1e2},{\"b\":\"\\u00e9\"}]}");
    }

    @Test
    void options_reach_im_encoded_each_as_what_it_is() {
        scenario.im.always(PARTICIPANTS, Reply.json(200, "{\"value\":[]}"));

        var answer = list(
                "participants",
                "$filter",
                "region eq 'A&B' and managerId ne 'O''Brien'",
                "$select",
                "participantId, status",
                "$orderby",
                "status desc,participantId",
                "$top",
                "7",
                "$skip",
                "14");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(asked("/participants"))
                .containsExactly("$filter=region%20eq%20%27A%26B%27%20and%20managerId%20ne%20%27O%27%27Brien%27"
                        + "&$select=participantId%2Cstatus&$orderby=status%20desc%2CparticipantId&$top=7&$skip=14");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $filter  | ' '
            $select  | a;b
            $select  | a,,b
            $select  | '*'
            $orderby | a descending
            $orderby | a'
            $top     | 0
            $top     | 1001
            $top     | -1
            $top     | 1e3
            $top     | 99999999999
            $skip    | -1
            $skip    | 2147483648
            $expand  | results
            top      | 1
            $FILTER  | a eq 1
            $format  | xml
            """)
    void an_option_that_is_none_is_answered_400_by_its_name_and_nothing_is_sent(String option, String value) {
        var answer = list("participants", option, value);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isIn("OPTION_INVALID", "OPTION_UNKNOWN");
        assertThat(answer.body().get("message").asText()).contains(option);
        assertThat(scenario.im.requests()).isEmpty();
    }

    @Test
    void an_option_given_twice_is_answered_400() {
        var answer = scenario.request("GET", "/participants")
                .option("$top", "1", "2")
                .send(handler);

        assertThat(answer.error()).isEqualTo("OPTION_INVALID");
        assertThat(scenario.im.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\r\nX-Y: z", "\ufffd"})
    void a_filter_with_what_no_filter_has_is_answered_400(String filter) {
        assertThat(list("participants", "$filter", filter).error()).isEqualTo("OPTION_INVALID");
        assertThat(scenario.im.requests()).isEmpty();
    }

    @Test
    void what_im_does_not_understand_is_answered_400_in_its_words() {
        scenario.im.always(PARTICIPANTS, Reply.json(400, "{\"error\":\"Unknown field\\u0007 colour\"}"));

        var answer = list("participants", "$filter", "colour eq 'red'");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("message").asText()).contains("Unknown field colour");
    }

    // ---- pages

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s/participants?$skiptoken=a%%2Fb",
                "/successfactors/im/participants?$skiptoken=a%%2Fb",
                "participants?$skiptoken=a%%2Fb"
            })
    void the_next_page_is_a_path_of_this_api_that_leads_to_where_im_said(String link) {
        scenario.im.next(
                PARTICIPANTS,
                Reply.json(
                        200,
                        "{\"value\":[{\"participantId\":\"P1\"}],\"@odata.nextLink\":\""
                                + link.formatted(scenario.im.uri(API)) + "\"}"));
        scenario.im.always(PARTICIPANTS, Reply.json(200, "{\"value\":[{\"participantId\":\"P2\"}]}"));

        var first = list("participants", "$top", "1");
        var second = list("participants", "next", markOf(first));

        assertThat(first.body().get("nextLink").asText()).matches("/participants\\?next=[A-Za-z0-9_-]+");
        assertThat(first.text()).doesNotContain("127.0.0.1", "localhost", "canary");
        assertThat(second.body().at("/value/0/participantId").asText()).isEqualTo("P2");
        assertThat(second.body().has("nextLink")).isFalse();
        assertThat(asked("/participants").get(1)).isEqualTo("$skiptoken=a%2Fb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/results?$top=1",
                "/participants/../results",
                "/participants/%2e%2e/results",
                "/participantsX",
                "@evil.example/participants",
                ".evil.example/participants",
                "/",
                "",
                "/participants#x",
                "/participants\\..\\results",
                "/participants\r\nX: y",
                "//evil.example/participants",
                "https://evil.example/successfactors/im/participants"
            })
    void a_mark_that_leads_elsewhere_is_answered_400_and_nothing_is_sent(String path) {
        var answer = list("participants", "next", mark(path));

        assertThat(answer.status()).as(path).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("NEXT_INVALID");
        assertThat(scenario.im.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a b", "Lw==x", "+/"})
    void a_mark_that_is_no_base64url_is_answered_400(String mark) {
        assertThat(list("participants", "next", mark).error()).isEqualTo("NEXT_INVALID");
    }

    @Test
    void a_mark_stands_alone() {
        var answer = list("participants", "next", mark("/participants?$skip=1"), "$top", "5");

        assertThat(answer.error()).isEqualTo("OPTION_INVALID");
        assertThat(scenario.im.requests()).isEmpty();
    }

    @Test
    void a_mark_that_im_no_longer_accepts_is_answered_400_that_says_so() {
        var mark = markGivenFor("participants?$skiptoken=x");
        scenario.im.always(PARTICIPANTS, Reply.json(410, "{\"error\":\"gone\"}"));

        var answer = list("participants", "next", mark);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("NEXT_EXPIRED");
        assertThat(answer.body().get("message").asText()).contains("IM no longer accepts");
    }

    /** A mark as this API gives it, for a link of IM's. */
    private String markGivenFor(String path) {
        scenario.im.next(PARTICIPANTS, Reply.json(200, "{\"value\":[],\"@odata.nextLink\":\"" + path + "\"}"));
        return markOf(list("participants"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/participants?$expand=credits,results",
                "/participants?$top=100000000",
                "/participants?$apply=x&sap-client=001&$format=xml",
                "/participants/P1/bankAccounts",
                "/participants?$skiptoken=y"
            })
    void a_mark_that_a_caller_has_made_up_is_answered_400_and_im_is_not_asked(String path) {
        var given = Base64.getUrlDecoder().decode(markGivenFor("participants?$skiptoken=x"));
        var signed = new ByteArrayOutputStream();
        signed.write(given, 0, 16);
        signed.writeBytes(path.getBytes(StandardCharsets.UTF_8));
        var asked = scenario.im.count(PARTICIPANTS);

        for (var bytes : List.of(signed.toByteArray(), ("0123456789abcdef" + path).getBytes(StandardCharsets.UTF_8))) {
            var answer = list(
                    "participants",
                    "next",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("NEXT_EXPIRED");
        }
        assertThat(scenario.im.count(PARTICIPANTS)).isEqualTo(asked);
    }

    @Test
    void every_changed_bit_of_a_mark_makes_it_none_of_ours() {
        var given = Base64.getUrlDecoder().decode(markGivenFor("participants?$skiptoken=x"));
        var asked = scenario.im.count(PARTICIPANTS);

        for (int bit = 0; bit < given.length * 8; bit++) {
            var changed = given.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            var mark = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

            assertThat(list("participants", "next", mark).error()).startsWith("NEXT_");
        }
        assertThat(scenario.im.count(PARTICIPANTS)).isEqualTo(asked);
    }

    @Test
    void a_mark_of_another_environment_with_the_same_secret_is_ours_and_one_of_another_secret_is_not() {
        var mark = markGivenFor("participants?$skiptoken=x");
        scenario.im.always(PARTICIPANTS, Reply.json(200, "{\"value\":[]}"));

        var same = scenario.request("GET", "/participants")
                .option("next", mark)
                .send(new ReadApiHandler(scenario.elsewhere(Map.of()), RunMetrics.NONE));
        var rotated = scenario.request("GET", "/participants")
                .option("next", mark)
                .send(new ReadApiHandler(scenario.elsewhere(Map.of("ICM_CLIENT_SECRET", "rotated")), RunMetrics.NONE));

        assertThat(same.status()).isEqualTo(200);
        assertThat(rotated.error()).isEqualTo("NEXT_EXPIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/successfactors/im/participants?x", "../../admin", "/results?$skip=1"})
    void a_link_of_im_that_leads_elsewhere_is_no_page_s_end_but_a_502(String link) {
        scenario.im.always(PARTICIPANTS, Reply.json(200, "{\"value\":[],\"@odata.nextLink\":\"" + link + "\"}"));

        var answer = list("participants");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).startsWith("NEXT_LINK_");
    }

    // ---- what goes wrong

    @ParameterizedTest
    @CsvSource({"400,400", "404,404", "401,502", "403,502", "405,502", "500,502", "502,503", "503,503", "504,504"})
    void im_s_status_becomes_one_of_ours(int ofIm, int ours) {
        scenario.im.always(PARTICIPANTS, Reply.json(ofIm, "{\"error\":\"so\"}"));

        var answer = list("participants");

        assertThat(answer.status()).isEqualTo(ours);
        assertThat(answer.body().get("requestId").asText()).isEqualTo("request-1");
        assertThat(answer.body().get("message").asText()).isNotBlank();
    }

    @Test
    void a_maintenance_page_is_a_502_and_no_empty_list() {
        scenario.im.always(PARTICIPANTS, Reply.html(200, "<html>back soon</html>"));

        var answer = list("participants");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).doesNotContain("back soon");
    }

    @Test
    void a_429_that_lasts_is_passed_on_with_its_wait() {
        scenario.im.always(PARTICIPANTS, Reply.json(429, "{}").withHeader("Retry-After", "30"));

        var answer = list("participants");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsEntry("Retry-After", "30");
    }

    @Test
    void a_page_that_is_larger_than_a_function_may_answer_is_a_502_that_says_what_to_do() {
        var row = "{\"a\":\"" + "x".repeat(60_000) + "\"}";
        scenario.im.always(
                PARTICIPANTS, Reply.json(200, "{\"value\":[" + String.join(",", Collections.nCopies(100, row)) + "]}"));

        var answer = list("participants");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo("ANSWER_TOO_LARGE");
        assertThat(answer.body().get("fix").asText()).contains("$top");
    }

    // ---- pipeline runs

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            COMPLETED, none, SUCCEEDED
            Successful, none, SUCCEEDED
            DONE, none, UNKNOWN
            Successful, Done, SUCCEEDED
            Failed, Done, FAILED
            FAILED, none, FAILED
            ERROR, none, FAILED
            CANCELLED, none, FAILED
            CANCEL, none, FAILED
            CACEL, none, FAILED
            PENDING, none, RUNNING
            RUNNING, none, RUNNING
            In Progress, none, RUNNING
            Warming, none, UNKNOWN
            none, none, UNKNOWN
            """)
    void a_pipeline_run_has_a_state_beside_im_s_words(String status, String state, String ours) {
        var words = (status == null ? "" : ",\"status\":\"" + status + "\"")
                + (state == null ? "" : ",\"state\":\"" + state + "\"");
        var row = "{\"runId\":\"50000000000000001\",\"cost\":1.10" + words + "}";
        scenario.im.always(API + "/pipeline-runs/50000000000000001", Reply.json(200, row));
        scenario.im.always(API + "/pipeline-runs", Reply.json(200, "{\"value\":[" + row + "]}"));

        var one = scenario.request("GET", "/pipeline-runs/{id}")
                .id("50000000000000001")
                .send(handler);

        assertThat(one.status()).isEqualTo(200);
        assertThat(one.body().get("state").asText()).isEqualTo(ours);
        assertThat(one.body().path("status").asText(null)).isEqualTo(status);
        assertThat(one.body().path("imState").asText(null)).isEqualTo(state);
        assertThat(one.text()).contains("\"cost\":1.10");
        assertThat(list("pipeline-runs").body().at("/value/0")).isEqualTo(one.body());
    }

    @Test
    void a_pipeline_run_that_im_does_not_know_is_answered_404() {
        scenario.im.always(API + "/pipeline-runs/7", Reply.json(404, "{\"error\":\"no\"}"));

        var answer = scenario.request("GET", "/pipeline-runs/{id}").id("7").send(handler);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("PIPELINE_RUN_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "%2E%2E", "a%2Fb", "a%5Cb", "", "%0d%0aX:y", "%zz"})
    void an_id_that_could_be_read_as_more_is_refused_and_nothing_is_sent(String encoded) {
        var answer = scenario.request("GET", "/pipeline-runs/{id}").id(encoded).send(handler);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(scenario.im.requests()).isEmpty();
    }
}
