package dev.imconnector.im.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imconnector.credit.Credit;
import dev.imconnector.credit.Outcome;
import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.AnswerMeaning;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImDeniedException;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.LinkExpiredException;
import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.RowId;
import dev.imconnector.im.read.ImReader;
import dev.imconnector.im.write.CreditOutcome;
import dev.imconnector.im.write.CreditSubmission;
import dev.imconnector.im.write.ImWriter;
import dev.imconnector.testkit.ImStack;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every dialect of IM, whatever it looks like on the wire: by the dialect itself, and through the real
 * transport over real sockets. A dialect's own test extends it, and says how its IM answers: {@link #wire()}.
 */
public abstract class DialectContractTest {

    private static final String SECRET = "secret-token-1234";

    protected final SettableClock clock = new SettableClock();
    protected final ScriptedServer server = new ScriptedServer();
    private ImStack stack;

    /** How the other side of a dialect answers. Scripts are for the requests that come next. */
    protected interface Wire {

        Dialect dialect();

        /** The path that the API's base address has. */
        String basePath();

        /** Where the rows of an entity are listed, below the server. */
        String listPath(Entity entity);

        /** The body of a page of results. */
        String page(List<String> rows, Optional<String> nextLink);

        /** A link to more results as IM writes it. */
        String link(String token);

        /** A row of results as IM writes it, with these in it, and a member that nobody knows. */
        String result(String id, String amount, String currencyCode);

        /** Whole JSON that is no page of results. */
        List<String> noPages();

        /** Where one row is, below the server. */
        String rowPath(Entity entity, String id);

        /** A pipeline run as IM writes it, for each state. */
        Map<PipelineState, List<String>> pipelineRuns();

        /** A credit that was pushed, as IM writes it. */
        String pushed(String sourceRef, String amount, String currencyCode, PushedCredit.Standing standing);

        /** What the dialect has learned of its IM. */
        String learned();

        /** Has the next batch answered with that status and, for each credit that IM speaks of, what it says. */
        void answerBatch(ScriptedServer server, int status, List<Said> said);

        /** Has the next batch answered with one and the same reply, whatever is in it. */
        void answerBatch(ScriptedServer server, Reply reply);

        /** Has every batch from now on answered so. */
        void answerEachBatch(ScriptedServer server, Reply reply);

        /** The body that {@link #answerBatch(ScriptedServer, int, List)} answers with. */
        String batchAnswer(List<Said> said);

        /** How many requests carried credits. */
        int batches(ScriptedServer server);

        /** The values of that field of the credits, as they stood in the last batch. */
        List<String> sentValues(ScriptedServer server, String field);

        /** Has the next change of that kind answered so. */
        void answerChange(ScriptedServer server, Operation operation, String id, Reply reply);

        /** What IM answers when it starts a pipeline run of that id. */
        Reply started(String id);

        /** Where pipeline runs are started, below the server. */
        String startPath();
    }

    /** What IM says of one credit. */
    protected record Said(String sourceRef, Saying saying, String words) {}

    /** The kinds of what it says. */
    protected enum Saying {
        CREATED,
        /** It is there already, by a word for that. */
        THERE,
        /** It is there already, by the words of an error. */
        THERE_BY_WORDS,
        REJECTED,
        /** Something that nobody knows. */
        ODD
    }

    protected abstract Wire wire();

    private Dialect dialect() {
        return wire().dialect();
    }

    @BeforeEach
    void connect() {
        server.always("/oauth/token", Reply.token(SECRET, 1_800));
        var network = new ApacheHttpExchange(Duration.ofSeconds(30), Duration.ofSeconds(30), clock);
        stack = new ImStack(network, clock, 0, server.uri(""), wire().basePath(), dialect());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ImTransport transport() {
        return stack.connection.transport(stack.sleeper, () -> {});
    }

    private ImReader reader() {
        return new ImReader(transport(), dialect().reads());
    }

    private CallTimes soon() {
        return CallTimes.until(Deadline.after(Duration.ofMinutes(30), clock));
    }

    private static HttpAnswer answer(int status, String type, String body) {
        var headers = type == null ? Map.<String, List<String>>of() : Map.of("Content-Type", List.of(type));
        return new HttpAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    private static HttpAnswer json(String body) {
        return answer(200, "application/json", body);
    }

    private AnswerMeaning meaning(int status, String type) {
        return dialect().protocol().meaning(answer(status, type, "{}"));
    }

    /** What a status means when nothing else is known of the answer; what a dialect knows better, it overrides. */
    protected AnswerMeaning meaningOf(int status) {
        return switch (status) {
            case 401 -> AnswerMeaning.UNAUTHORIZED;
            case 403 -> AnswerMeaning.FORBIDDEN;
            case 429 -> AnswerMeaning.THROTTLED;
            case 408, 502 -> AnswerMeaning.OVERLOADED;
            case 500 -> AnswerMeaning.SERVER_ERROR;
            case 503 -> AnswerMeaning.NOT_TAKEN;
            case 504 -> AnswerMeaning.TIMEOUT;
            default -> AnswerMeaning.FINAL;
        };
    }

    @Nested
    class Every_answer {

        @Test
        void each_status_from_400_to_599_means_what_it_means_whatever_the_request() {
            for (int status = 400; status <= 599; status++) {
                assertThat(meaning(status, "application/json")).as("%d", status).isEqualTo(meaningOf(status));
            }
        }

        @Test
        void a_success_is_content_only_when_it_says_that_it_is_JSON() {
            for (var status : List.of(200, 201, 202, 207)) {
                assertThat(meaning(status, "application/json")).isEqualTo(AnswerMeaning.CONTENT);
                assertThat(meaning(status, "Application/JSON; charset=utf-8")).isEqualTo(AnswerMeaning.CONTENT);
                assertThat(meaning(status, "text/html")).isEqualTo(AnswerMeaning.FOREIGN_BODY);
                assertThat(meaning(status, null)).isEqualTo(AnswerMeaning.FOREIGN_BODY);
            }
        }

        @Test
        void what_has_no_body_and_what_leads_elsewhere_is_the_operations_to_judge() {
            for (var status : List.of(204, 301, 302, 304, 307, 308)) {
                assertThat(meaning(status, null)).as("%d", status).isEqualTo(AnswerMeaning.FINAL);
            }
        }

        @Test
        void a_page_that_forbids_comes_from_whoever_stands_before_IM() {
            assertThat(meaning(403, "text/html; charset=utf-8")).isEqualTo(AnswerMeaning.BLOCKED);
        }

        @Test
        void being_turned_away_is_told_with_a_way_out() {
            for (var why : List.of(AnswerMeaning.UNAUTHORIZED, AnswerMeaning.FORBIDDEN)) {
                var denial = dialect().protocol().denial(why);
                assertThat(denial.how()).startsWith("was answered 40");
                assertThat(denial.fix()).isNotBlank();
            }
        }

        @Test
        void IMs_words_are_clean_and_bounded_and_hold_no_credentials() {
            var words = dialect().protocol().words(answer(400, "application/json", """
                            {"message":"Bearer eyJhbGciOi.x is\\u0007 bad %s"}""".formatted("x".repeat(5_000))));

            assertThat(words).startsWith("Bearer *** is bad x").hasSizeLessThanOrEqualTo(500);
        }

        @Test
        void an_answer_that_is_no_JSON_or_cut_off_has_no_words() {
            var protocol = dialect().protocol();
            assertThat(protocol.words(answer(400, "text/html", "<html>no</html>")))
                    .isEmpty();
            assertThat(protocol.words(answer(400, "application/json", "no"))).isEmpty();
            assertThat(protocol.words(answer(400, "application/json", "{\"message\":\"cut")))
                    .isEmpty();
            assertThat(protocol.words(answer(400, "application/json", ""))).isEmpty();
        }
    }

    @Nested
    class Every_request {

        @Test
        void asks_for_JSON_and_says_so_of_its_body_and_leaves_who_asks_to_the_transport() {
            var protocol = dialect().protocol();
            assertThat(protocol.headers(ImRequest.get("/x")))
                    .containsEntry("Accept", "application/json")
                    .doesNotContainKeys("Content-Type", "Authorization");
            assertThat(protocol.headers(ImRequest.post("/x", new byte[0])))
                    .containsEntry("Accept", "application/json")
                    .containsEntry("Content-Type", "application/json")
                    .doesNotContainKey("Authorization");
        }

        @Test
        void goes_out_with_the_token_and_once_more_with_a_new_one_after_a_401() throws InterruptedException {
            var path = wire().listPath(Entity.RESULTS);
            server.next(path, Reply.json(401, "{}"), Reply.json(wire().page(List.of(), Optional.empty())));

            results();

            assertThat(server.requests(path))
                    .hasSize(2)
                    .allMatch(request ->
                            request.header("Authorization").orElse("").endsWith(SECRET));
            assertThat(server.count("/oauth/token")).isEqualTo(2);
        }

        @Test
        void ends_with_the_second_401_and_with_the_first_403() {
            var path = wire().listPath(Entity.RESULTS);
            server.always(path, Reply.json(401, "{}"));
            assertThatThrownBy(DialectContractTest.this::results).isInstanceOf(ImDeniedException.class);
            assertThat(server.count(path)).isEqualTo(2);

            server.forget();
            server.always(path, Reply.json(403, "{}"));
            assertThatThrownBy(DialectContractTest.this::results).isInstanceOf(ImDeniedException.class);
            assertThat(server.count(path)).isEqualTo(1);
        }

        @Test
        void never_shows_the_token_that_IM_sends_back() {
            server.always(wire().listPath(Entity.RESULTS), Reply.json(400, "{\"message\":\"bad " + SECRET + "\"}"));

            assertThatThrownBy(DialectContractTest.this::results)
                    .hasMessageContaining("bad ***")
                    .hasMessageNotContaining(SECRET);
        }
    }

    private Page results() throws InterruptedException {
        return reader().page(reader().first(PageQuery.of(Entity.RESULTS)), soon());
    }

    private static List<String> rows(Page page) {
        return IntStream.range(0, page.size())
                .mapToObj(i -> new String(page.body(), page.from(i), page.to(i) - page.from(i), StandardCharsets.UTF_8))
                .toList();
    }

    private PageAnswer.Rows readRows(String body) {
        var read = dialect().reads().pages().read(json(body));
        assertThat(read).isInstanceOf(PageAnswer.Rows.class);
        return (PageAnswer.Rows) read;
    }

    private static final PageLink SOME_PAGE = new PageLink("/some/page?a=1", true);

    private URI api() {
        return URI.create("https://im.example:8443" + wire().basePath());
    }

    private PageLink next(String text) {
        return dialect().reads().pages().next(text, api(), SOME_PAGE);
    }

    @Nested
    class A_page {

        @Test
        void keeps_what_it_does_not_know_and_every_digit() {
            var row = wire().result("12345678901234567", "0.300000000000000000010", "EUR");

            var rows = readRows(wire().page(List.of(row), Optional.empty())).rows();

            assertThat(rows(rows)).singleElement().asString().contains("12345678901234567", "0.300000000000000000010");
            assertThat(rows.amounts()).containsExactly("0.300000000000000000010");
            assertThat(rows.currencies()).containsExactly("EUR");
        }

        @Test
        void of_many_rows_is_read_whole_and_in_order() {
            var many = IntStream.range(0, 1_000)
                    .mapToObj(i -> wire().result("R-" + i, i + ".50", "EUR"))
                    .toList();

            var rows = readRows(wire().page(many, Optional.empty())).rows();

            assertThat(rows.size()).isEqualTo(1_000);
            assertThat(rows.amounts()[999]).isEqualTo("999.50");
            assertThat(rows(rows).get(999)).contains("R-999");
        }

        @Test
        void without_rows_is_a_page_too() {
            assertThat(readRows(wire().page(List.of(), Optional.empty())).rows().size())
                    .isZero();
        }

        @Test
        void is_the_last_when_it_has_no_link() {
            assertThat(readRows(wire().page(List.of(), Optional.empty())).nextLink())
                    .isEmpty();
            assertThat(readRows(wire().page(List.of(), Optional.of(wire().link("a1"))))
                            .nextLink())
                    .contains(wire().link("a1"));
        }

        @Test
        void tells_its_link_by_its_end_before_it_is_read() {
            var row = wire().result("R-1", "1", "EUR");
            var body = wire().page(List.of(row), Optional.of(wire().link("a1")));

            assertThat(dialect().reads().pages().linkAtEnd(body.getBytes(StandardCharsets.UTF_8)))
                    .contains(wire().link("a1"));
            assertThat(dialect()
                            .reads()
                            .pages()
                            .linkAtEnd(
                                    wire().page(List.of(row), Optional.empty()).getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }

        @Test
        void that_is_cut_off_wherever_it_may_be_is_none() {
            var body = wire().page(
                            List.of(wire().result("R-1", "1", "EUR"), wire().result("R-2", "2", "EUR")),
                            Optional.of(wire().link("a1")));

            for (int length = 0; length < body.length(); length++) {
                assertThat(dialect().reads().pages().read(json(body.substring(0, length))))
                        .as(body.substring(0, length))
                        .isInstanceOf(PageAnswer.CutOff.class);
            }
        }

        @Test
        void with_something_behind_it_is_none() {
            assertThat(dialect().reads().pages().read(json(wire().page(List.of(), Optional.empty()) + " x")))
                    .isInstanceOf(PageAnswer.CutOff.class);
        }

        @Test
        void is_told_from_other_JSON_with_the_reason() throws InterruptedException {
            for (var body : wire().noPages()) {
                assertThat(dialect().reads().pages().read(json(body)))
                        .as(body)
                        .isInstanceOfSatisfying(
                                PageAnswer.NoPage.class,
                                none -> assertThat(none.fault()).isNotBlank());
                server.next(wire().listPath(Entity.RESULTS), Reply.json(body));
                assertThatThrownBy(DialectContractTest.this::results).isInstanceOf(ImRefusedException.class);
            }
        }

        @Test
        void is_asked_for_again_when_it_is_cut_off_or_HTML_and_never_taken_for_the_last_one()
                throws InterruptedException {
            var body = wire().page(List.of(wire().result("R-1", "1", "EUR")), Optional.empty());
            server.next(
                    wire().listPath(Entity.RESULTS),
                    Reply.html(200, "<html>Maintenance</html>"),
                    Reply.json(body.substring(0, body.length() - 1)),
                    Reply.json(body).closingAfter(9),
                    Reply.json(body));

            assertThat(results().size()).isEqualTo(1);
            assertThat(server.count(wire().listPath(Entity.RESULTS))).isEqualTo(4);
        }

        @Test
        void that_stays_HTML_is_an_outage() {
            server.always(wire().listPath(Entity.RESULTS), Reply.html(200, "<html>Maintenance</html>"));

            assertThatThrownBy(DialectContractTest.this::results)
                    .isInstanceOfSatisfying(
                            ImUnavailableException.class,
                            e -> assertThat(e.kind()).isEqualTo(ImUnavailableException.Kind.UNUSABLE_ANSWER));
        }

        @Test
        void that_fails_with_any_status_is_never_the_last_one() {
            for (int status = 400; status <= 599; status++) {
                server.always(wire().listPath(Entity.RESULTS), Reply.json(status, "{}"));

                assertThat(catchThrowable(DialectContractTest.this::results))
                        .as("%d", status)
                        .isNotNull();
            }
        }
    }

    @Nested
    class A_link {

        @Test
        void as_IM_writes_it_leads_to_more_of_the_same_rows() throws InterruptedException {
            server.next(
                    wire().listPath(Entity.RESULTS),
                    Reply.json(wire().page(List.of(), Optional.of(wire().link("a1")))),
                    Reply.json(wire().page(List.of(wire().result("R-1", "1", "EUR")), Optional.empty())));

            var link = results().next().orElseThrow();

            assertThat(link.isFirst()).isFalse();
            assertThat(reader().leadsTo(Entity.RESULTS, link)).isTrue();
            assertThat(reader().leadsTo(Entity.QUOTAS, link)).isFalse();
            assertThat(reader().page(link, soon()).size()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://evil.example{base}/results?x=1",
                    "https://im.example:8443.evil.example{base}/results",
                    "https://im.example@evil.example{base}/results",
                    "https://user@im.example:8443{base}/results",
                    "//evil.example{base}/results",
                    "///evil.example{base}/results",
                    "/\\evil.example{base}/results",
                    "http://im.example:8443{base}/results",
                    "https://im.example:9443{base}/results",
                    "ftp://im.example:8443{base}/results",
                    "javascript:alert(1)",
                    "/elsewhere/results?x=1",
                    "{base}/../secrets",
                    "{base}/%2e%2e/secrets",
                    "{base}/results/%2e%2e%2f%2e%2e%2fsecrets",
                    "{base}/%252e%252e/secrets",
                    "{base}/..;/secrets",
                    "{base}/results%5c..%5csecrets",
                    "../results",
                    "results?x=1#y",
                    "results?x=1\nHost: evil.example"
                })
        void that_leads_to_another_host_or_path_is_refused(String link) {
            assertThatThrownBy(() -> next(link.replace("{base}", wire().basePath())))
                    .isInstanceOfSatisfying(
                            NextLinkException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("NEXT_LINK_REFUSED"));
        }

        @Test
        void to_another_host_brings_it_no_request_and_no_token() {
            try (var other = new ScriptedServer()) {
                var elsewhere = other.uri(wire().listPath(Entity.RESULTS)) + "?x=1";
                server.next(
                        wire().listPath(Entity.RESULTS), Reply.json(wire().page(List.of(), Optional.of(elsewhere))));

                assertThatThrownBy(DialectContractTest.this::results).isInstanceOf(NextLinkException.class);

                assertThat(other.requests()).isEmpty();
                assertThat(other.openConnections()).isZero();
            }
        }

        @Test
        void that_leads_back_is_known_again_so_that_a_loop_ends() {
            assertThat(next(wire().link("a1")).identity())
                    .isEqualTo(next(wire().link("a1")).identity())
                    .isNotEqualTo(next(wire().link("a2")).identity());
        }

        @Test
        void that_was_written_down_is_the_same_again() {
            var link = next(wire().link("a1"));

            assertThat(dialect().reads().pages().restored(link.path(), api())).isEqualTo(link);
        }

        @Test
        void that_was_written_down_and_changed_leads_nowhere_else() {
            assertThatThrownBy(() -> dialect().reads().pages().restored("/../secrets", api()))
                    .isInstanceOf(NextLinkException.class);
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 404, 410, 422})
        void of_IMs_own_that_it_refuses_has_expired_and_a_query_that_it_refuses_is_wrong(int status)
                throws InterruptedException {
            server.next(
                    wire().listPath(Entity.RESULTS),
                    Reply.json(wire().page(List.of(), Optional.of(wire().link("a1")))));
            var link = results().next().orElseThrow();
            server.always(wire().listPath(Entity.RESULTS), Reply.json(status, "{\"message\":\"no such token\"}"));

            assertThatThrownBy(() -> reader().page(link, soon()))
                    .isInstanceOf(LinkExpiredException.class)
                    .hasMessageContaining("no such token");
            assertThatThrownBy(DialectContractTest.this::results).isInstanceOf(ImRefusedException.class);
        }
    }

    @Nested
    class A_query {

        @ParameterizedTest
        @EnumSource(Entity.class)
        void of_what_can_be_read_has_an_order_and_leads_to_its_own_rows(Entity entity) {
            if (!dialect().reads().entities().contains(entity)) {
                assertThatThrownBy(() -> reader().first(PageQuery.of(entity))).isInstanceOf(QueryException.class);
                return;
            }
            var link = reader().first(PageQuery.of(entity));

            assertThat(dialect().reads().pages().defaultOrder(entity)).isNotBlank();
            assertThat(link.isFirst()).isTrue();
            assertThat(link.path())
                    .contains(PageLink.encode(dialect().reads().pages().defaultOrder(entity)));
            for (var other : Entity.values()) {
                assertThat(reader().leadsTo(other, link)).as("%s", other).isEqualTo(other == entity);
            }
        }

        @Test
        void keeps_each_value_within_its_own_option() throws InterruptedException {
            var filter = "name eq 'A&B=C#D%E+F Grün'";
            var path = wire().listPath(Entity.RESULTS);
            server.next(path, Reply.json(wire().page(List.of(), Optional.empty())));

            reader().page(
                            reader().first(new PageQuery(
                                    Entity.RESULTS,
                                    Optional.of(filter),
                                    List.of(),
                                    Optional.empty(),
                                    OptionalInt.of(7),
                                    OptionalInt.empty())),
                            soon());

            assertThat(server.requests(path).get(0).query())
                    .contains(PageLink.encode(filter))
                    .contains("7")
                    .doesNotContain(" ", "#", "'");
        }

        @Test
        void reads_only() {
            assertThat(dialect().reads().probe().method()).isEqualTo("GET");
            assertThat(dialect().reads().probe().body()).isNull();
        }
    }

    @Nested
    class A_row {

        private Optional<String> participant(String id) throws InterruptedException {
            return reader().find(Entity.PARTICIPANTS, id, soon()).map(row -> new String(row, StandardCharsets.UTF_8));
        }

        @Test
        void is_read_by_its_id_as_it_came_or_is_not_there() throws InterruptedException {
            server.next(wire().rowPath(Entity.PARTICIPANTS, "P 1/2"), Reply.json("{\"a\":1.10}"));
            server.next(wire().rowPath(Entity.PARTICIPANTS, "none"), Reply.json(404, "{}"));

            assertThat(participant("P 1/2")).contains("{\"a\":1.10}");
            assertThat(participant("none")).isEmpty();
        }

        @Test
        void that_is_cut_off_is_asked_for_again() throws InterruptedException {
            var path = wire().rowPath(Entity.PARTICIPANTS, "P1");
            server.next(path, Reply.json("{\"a\":"), Reply.json("{\"a\":1}"));

            assertThat(participant("P1")).contains("{\"a\":1}");
            assertThat(server.count(path)).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", ".", ".."})
        void has_an_id_that_stays_below_its_collection(String id) {
            assertThatThrownBy(() -> participant(id)).isInstanceOf(QueryException.class);
        }

        @Test
        void that_IM_refuses_is_refused_with_its_words() {
            server.next(wire().rowPath(Entity.PARTICIPANTS, "P1"), Reply.json(400, "{\"message\":\"no\"}"));

            assertThatThrownBy(() -> participant("P1"))
                    .isInstanceOf(ImRefusedException.class)
                    .hasMessageContaining("400: no");
        }

        @Test
        void of_a_pipeline_run_says_how_it_stands_whatever_the_word() {
            assertThat(wire().pipelineRuns()).containsKeys(PipelineState.values());
            wire().pipelineRuns()
                    .forEach((state, runs) -> assertThat(runs)
                            .isNotEmpty()
                            .allSatisfy(run -> assertThat(
                                            dialect().reads().pipelineState(run.getBytes(StandardCharsets.UTF_8)))
                                    .as(run)
                                    .isEqualTo(state)));
        }
    }

    @Nested
    class What_was_pushed {

        @Test
        void is_read_back_with_every_digit_and_how_it_stands() throws IOException {
            for (var standing : PushedCredit.Standing.values()) {
                var read = dialect()
                        .reads()
                        .pushedCredits()
                        .read(wire().pushed("R-1", "12345678901234567.10", "EUR", standing));

                assertThat(read.sourceRef()).isEqualTo("R-1");
                assertThat(read.amount()).isEqualTo(new BigDecimal("12345678901234567.10"));
                assertThat(read.currencyCode()).isEqualTo("EUR");
                assertThat(read.standing()).isEqualTo(standing);
            }
        }

        @Test
        void is_nothing_and_no_guess_where_the_row_has_nothing() throws IOException {
            var read = dialect().reads().pushedCredits().read("{\"unknown\":{\"amount\":1}}");

            assertThat(read).isEqualTo(new PushedCredit("", null, "", "", PushedCredit.Standing.TAKEN));
        }

        @Test
        void is_asked_for_by_period_and_no_period_is_read_as_part_of_the_filter() {
            var filter = dialect().reads().pushedCredits().filter(List.of("2026-03", "it's' or 1 eq 1"));

            assertThat(filter).contains("2026-03").contains("it''s'' or 1 eq 1");
            assertThat(dialect().reads().entities())
                    .contains(dialect().reads().pushedCredits().entity());
        }
    }

    private static Credit credit(String sourceRef, String amount) {
        return new Credit(sourceRef, "P-1", "2026-03-01", new BigDecimal(amount), "EUR", "2026-03");
    }

    private static List<Credit> credits(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> credit("R-" + i, "1.50"))
                .toList();
    }

    private CreditDialect credits() {
        return dialect().writes().credits(wire().learned());
    }

    private BatchResponse post(List<Credit> credits) throws InterruptedException {
        return credits().post(credits().batch(credits), false, soon(), transport());
    }

    private List<CreditOutcome> submit(List<Credit> credits) throws InterruptedException {
        var submission = new CreditSubmission(transport(), credits());
        return submission.submit(submission.prepare(credits), soon()).outcomes();
    }

    @Nested
    class A_batch {

        @ParameterizedTest
        @ValueSource(ints = {200, 201, 207, 400})
        void gives_each_credit_its_own_outcome_in_whatever_order_and_with_whatever_status(int status)
                throws InterruptedException {
            wire().answerBatch(
                            server,
                            status,
                            List.of(
                                    new Said("R-4", Saying.THERE_BY_WORDS, ""),
                                    new Said("R-2", Saying.REJECTED, "Participant not found"),
                                    new Said("R-3", Saying.THERE, ""),
                                    new Said("R-1", Saying.CREATED, "")));

            var outcomes = submit(credits(4));

            assertThat(outcomes)
                    .extracting(CreditOutcome::kind)
                    .containsExactly(
                            Outcome.CREATED, Outcome.REJECTED, Outcome.ALREADY_PRESENT, Outcome.ALREADY_PRESENT);
            assertThat(outcomes.get(1).reason()).contains("Participant not found");
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 201, 202, 207})
        void says_nothing_by_a_success_alone(int status) throws InterruptedException {
            for (var body : List.of("{}", "[]", "{\"success\":true}")) {
                wire().answerBatch(server, Reply.json(status, body));

                var response = post(credits(2));

                assertThat(response.kind()).isEqualTo(BatchResponse.Kind.ITEMS);
                assertThat(response.items()).isEmpty();
            }
        }

        @Test
        void that_leaves_a_credit_out_is_asked_again_for_that_one() throws InterruptedException {
            wire().answerBatch(server, 200, List.of(new Said("R-1", Saying.CREATED, "")));
            wire().answerBatch(server, 200, List.of(new Said("R-2", Saying.CREATED, "")));

            assertThat(submit(credits(2))).extracting(CreditOutcome::kind).containsOnly(Outcome.CREATED);
            assertThat(wire().sentValues(server, "sourceRef")).containsExactly("R-2");
        }

        @Test
        void that_never_speaks_of_a_credit_leaves_it_without_an_outcome() throws InterruptedException {
            wire().answerEachBatch(server, Reply.json("{}"));

            assertThat(submit(credits(1))).extracting(CreditOutcome::code).containsExactly("NO_OUTCOME");
            assertThat(wire().batches(server)).isEqualTo(CreditSubmission.MAX_ASKED);
        }

        @Test
        void that_says_what_nobody_knows_says_nothing() throws InterruptedException {
            wire().answerBatch(server, 200, List.of(new Said("R-1", Saying.ODD, "")));

            assertThat(post(credits(1)).items())
                    .extracting(CreditVerdict::kind)
                    .containsExactly(CreditVerdict.Kind.UNKNOWN);
        }

        @Test
        void that_speaks_of_other_credits_says_nothing_of_these() throws InterruptedException {
            wire().answerBatch(server, 200, List.of(new Said("R-9", Saying.CREATED, "")));
            wire().answerBatch(server, 200, List.of(new Said("R-1", Saying.CREATED, "")));

            submit(credits(1));

            assertThat(wire().batches(server)).isEqualTo(2);
        }

        @Test
        void that_is_cut_off_wherever_it_may_be_says_nothing() throws InterruptedException {
            var body = wire().batchAnswer(
                            List.of(new Said("R-1", Saying.CREATED, ""), new Said("R-2", Saying.CREATED, "")));

            for (int length = 0; length < body.length(); length++) {
                wire().answerBatch(server, Reply.json(body.substring(0, length)));

                assertThat(post(credits(2)).items())
                        .as(body.substring(0, length))
                        .isEmpty();
            }
        }

        @Test
        void in_conflict_as_a_whole_does_not_say_which() throws InterruptedException {
            wire().answerBatch(server, Reply.json(409, "{\"message\":\"exists\"}"));

            assertThat(post(credits(2)).kind()).isEqualTo(BatchResponse.Kind.CONFLICT);
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 413, 422})
        void refused_as_a_whole_does_not_say_which_and_why_in_IMs_words(int status) throws InterruptedException {
            wire().answerBatch(server, Reply.json(status, "{\"message\":\"too many\"}"));

            var response = post(credits(2));

            assertThat(response.kind()).isEqualTo(BatchResponse.Kind.REFUSED);
            assertThat(response.words()).isEqualTo("IM answered " + status + ": too many");
        }

        @Test
        void that_fails_with_any_status_puts_no_credit_into_IM() throws InterruptedException {
            for (int status = 400; status <= 599; status++) {
                if (status == 409) {
                    continue; // in conflict: it is there
                }
                wire().answerEachBatch(server, Reply.json(status, "{}"));

                assertThat(outcomesOrNothing())
                        .as("%d", status)
                        .doesNotContain(Outcome.CREATED, Outcome.ALREADY_PRESENT);
            }
        }

        private List<Outcome> outcomesOrNothing() throws InterruptedException {
            var kinds = new ArrayList<Outcome>();
            for (var outcome : submit(credits(1))) {
                kinds.add(outcome == null ? null : outcome.kind());
            }
            return kinds;
        }

        @Test
        void is_sent_with_every_digit_and_every_character() throws InterruptedException {
            var sourceRefs = List.of("R \"1\"", "Grün/€\\n", "12345678901234567");
            var amounts = List.of("0.10", "-1234567890123.4500", "1E+2");
            wire().answerBatch(server, Reply.json("{}"));

            post(List.of(
                    credit(sourceRefs.get(0), amounts.get(0)),
                    credit(sourceRefs.get(1), amounts.get(1)),
                    credit(sourceRefs.get(2), amounts.get(2))));

            assertThat(wire().sentValues(server, "sourceRef")).isEqualTo(sourceRefs);
            assertThat(wire().sentValues(server, "amount")).containsExactly("0.10", "-1234567890123.4500", "100");
        }

        @Test
        void is_tried_only_once_when_that_is_asked_for() {
            wire().answerEachBatch(server, Reply.json(500, "{}"));

            assertThatThrownBy(() -> credits().post(credits().batch(credits(2)), true, soon(), transport()))
                    .isInstanceOf(ImUnavailableException.class);
            assertThat(wire().batches(server)).isEqualTo(1);
        }

        @Test
        void rejects_in_words_that_are_bounded_and_hold_no_credentials() throws InterruptedException {
            wire().answerBatch(
                            server,
                            200,
                            List.of(new Said("R-1", Saying.REJECTED, "Bearer eyJabc.def-x " + "y".repeat(2_000))));

            assertThat(submit(credits(1)).get(0).reason())
                    .startsWith("Bearer *** yyy")
                    .hasSizeLessThanOrEqualTo(CreditOutcome.MAX_REASON);
        }
    }

    @Nested
    class An_operation {

        private static final RowId ID = new RowId("Q 17");
        private static final byte[] BODY = "{\"a\":1.10}".getBytes(StandardCharsets.UTF_8);
        private static final Set<Operation> ON_ROWS = Set.of(
                Operation.REPLACE_QUOTA,
                Operation.CHANGE_QUOTA,
                Operation.REPLACE_PARTICIPANT,
                Operation.CHANGE_PARTICIPANT);

        private Changed change(Operation operation) throws InterruptedException {
            return new ImWriter(transport(), dialect().writes()).change(new RowChange(operation, ID, BODY), soon());
        }

        private List<Operation> offered() {
            return ON_ROWS.stream()
                    .filter(dialect().writes().operations()::contains)
                    .toList();
        }

        @ParameterizedTest
        @EnumSource(Operation.class)
        void that_IM_does_not_have_is_refused_and_nothing_sent(Operation operation) {
            if (!dialect().writes().operations().contains(operation)) {
                assertThatThrownBy(() -> change(operation)).isInstanceOf(OperationMissingException.class);
                assertThatThrownBy(() -> new ImWriter(transport(), dialect().writes()).fields(operation))
                        .isInstanceOf(OperationMissingException.class);
                assertThat(server.requests()).isEmpty();
            } else {
                var known = dialect().writes().fields(operation);
                assertThat(known.texts()).containsAll(known.id().stream().toList());
            }
        }

        @Test
        void sends_the_body_as_it_came_and_tells_the_row_that_IM_answers() throws InterruptedException {
            for (var operation : offered()) {
                server.forget();
                wire().answerChange(server, operation, ID.text(), Reply.json("{\"b\":2.50}"));

                var changed = change(operation);

                assertThat(changed.changed()).isTrue();
                assertThat(changed.row().map(String::new)).contains("{\"b\":2.50}");
                assertThat(server.requests()).anyMatch(request -> request.body().equals("{\"a\":1.10}"));
            }
        }

        @Test
        void that_changes_nothing_says_so_and_one_without_a_description_has_none() throws InterruptedException {
            for (var operation : offered()) {
                wire().answerChange(server, operation, ID.text(), Reply.status(304));
                assertThat(change(operation)).isEqualTo(new Changed(false, Optional.empty()));
                for (var reply : List.of(Reply.status(204), Reply.json("[1]"), Reply.json("{\"cut\":"))) {
                    wire().answerChange(server, operation, ID.text(), reply);
                    assertThat(change(operation)).isEqualTo(new Changed(true, Optional.empty()));
                }
            }
        }

        @Test
        void that_IM_refuses_is_refused_with_its_words() {
            for (var operation : offered()) {
                wire().answerChange(server, operation, ID.text(), Reply.json(422, "{\"message\":\"no\"}"));

                assertThatThrownBy(() -> change(operation))
                        .isInstanceOfSatisfying(
                                ImRefusedException.class,
                                e -> assertThat(e.status()).isEqualTo(422))
                        .hasMessageContaining("422: no");
            }
        }
    }

    @Nested
    class A_pipeline_run {

        private Optional<String> start() throws InterruptedException {
            return new ImWriter(transport(), dialect().writes())
                    .startPipelineRun("{\"pipelineId\":\"P\"}".getBytes(StandardCharsets.UTF_8), soon());
        }

        @Test
        void is_started_and_known_by_its_id_as_a_text() throws InterruptedException {
            server.next(wire().startPath(), wire().started("12345678901234567"), Reply.json("{}"), Reply.json("[]"));

            assertThat(start()).contains("12345678901234567");
            assertThat(start()).isEmpty();
            assertThat(start()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {408, 500, 502, 503, 504})
        void is_never_started_twice(int status) {
            server.always(wire().startPath(), Reply.json(status, "{}"));

            assertThatThrownBy(this::start).isInstanceOf(ImUnavailableException.class);

            assertThat(startsSent()).isEqualTo(1);
        }

        @Test
        void is_not_started_again_when_the_connection_is_lost() {
            server.always(wire().startPath(), Reply.reset());

            assertThatThrownBy(this::start).isInstanceOf(ImUnavailableException.class);

            assertThat(startsSent()).isEqualTo(1);
        }

        private long startsSent() {
            return server.requests(wire().startPath()).stream()
                    .filter(request -> request.method().equals("POST"))
                    .count();
        }
    }
}
