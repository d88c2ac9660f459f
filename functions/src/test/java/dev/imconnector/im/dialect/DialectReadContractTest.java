package dev.imconnector.im.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

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
import dev.imconnector.im.read.ImReader;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for the reading of every dialect of IM, whatever it looks like on the wire: by the dialect itself, and through
 * the real transport over real sockets. {@link DialectContractTest} adds what holds for its writing.
 */
public abstract class DialectReadContractTest {

    private static final String SECRET = "secret-token-1234";

    protected final SettableClock clock = new SettableClock();
    protected final ScriptedServer server = new ScriptedServer();
    private ImStack stack;

    /** How the other side of a dialect answers who reads. Scripts are for the requests that come next. */
    protected interface ReadWire {

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

        /** The body of one row, asked for by its id. */
        default String row(String row) {
            return row;
        }

        /** What is answered where there is no such row. */
        default Reply noRow() {
            return Reply.json(404, "{}");
        }

        /** What IM says where the dialect must know something before it can ask. */
        default ImRows imRows() {
            return query -> {
                throw new AssertionError("asked for " + query);
            };
        }
    }

    protected abstract ReadWire wire();

    protected Dialect dialect() {
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

    protected ImTransport transport() {
        return stack.connection.transport(stack.sleeper, () -> {});
    }

    protected ImReader reader() {
        return new ImReader(transport(), dialect().reads());
    }

    protected CallTimes soon() {
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
            assertThatThrownBy(DialectReadContractTest.this::results).isInstanceOf(ImDeniedException.class);
            assertThat(server.count(path)).isEqualTo(2);

            server.forget();
            server.always(path, Reply.json(403, "{}"));
            assertThatThrownBy(DialectReadContractTest.this::results).isInstanceOf(ImDeniedException.class);
            assertThat(server.count(path)).isEqualTo(1);
        }

        @Test
        void never_shows_the_token_that_IM_sends_back() {
            server.always(wire().listPath(Entity.RESULTS), Reply.json(400, "{\"message\":\"bad " + SECRET + "\"}"));

            assertThatThrownBy(DialectReadContractTest.this::results)
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
        var read = dialect().reads().pages().read(resultsPage(), json(body));
        assertThat(read).isInstanceOf(PageAnswer.Rows.class);
        return (PageAnswer.Rows) read;
    }

    /** The first page of results. */
    private PageLink resultsPage() {
        return dialect().reads().pages().first(PageQuery.of(Entity.RESULTS));
    }

    private URI api() {
        return URI.create("https://im.example:8443" + wire().basePath());
    }

    private PageLink next(String text) {
        return dialect().reads().pages().next(text, api(), resultsPage());
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
                assertThat(dialect().reads().pages().read(resultsPage(), json(body.substring(0, length))))
                        .as(body.substring(0, length))
                        .isInstanceOf(PageAnswer.CutOff.class);
            }
        }

        @Test
        void with_something_behind_it_is_none() {
            assertThat(dialect()
                            .reads()
                            .pages()
                            .read(resultsPage(), json(wire().page(List.of(), Optional.empty()) + " x")))
                    .isInstanceOf(PageAnswer.CutOff.class);
        }

        @Test
        void is_told_from_other_JSON_with_the_reason() throws InterruptedException {
            for (var body : wire().noPages()) {
                assertThat(dialect().reads().pages().read(resultsPage(), json(body)))
                        .as(body)
                        .isInstanceOfSatisfying(
                                PageAnswer.NoPage.class,
                                none -> assertThat(none.fault()).isNotBlank());
                server.next(wire().listPath(Entity.RESULTS), Reply.json(body));
                assertThatThrownBy(DialectReadContractTest.this::results).isInstanceOf(ImRefusedException.class);
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

            assertThatThrownBy(DialectReadContractTest.this::results)
                    .isInstanceOfSatisfying(
                            ImUnavailableException.class,
                            e -> assertThat(e.kind()).isEqualTo(ImUnavailableException.Kind.UNUSABLE_ANSWER));
        }

        @Test
        void that_fails_with_any_status_is_never_the_last_one() {
            for (int status = 400; status <= 599; status++) {
                server.always(wire().listPath(Entity.RESULTS), Reply.json(status, "{}"));

                assertThat(catchThrowable(DialectReadContractTest.this::results))
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

                assertThatThrownBy(DialectReadContractTest.this::results).isInstanceOf(NextLinkException.class);

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
            assertThatThrownBy(DialectReadContractTest.this::results).isInstanceOf(ImRefusedException.class);
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
            server.next(wire().rowPath(Entity.PARTICIPANTS, "P 1/2"), Reply.json(wire().row("{\"a\":1.10}")));
            assertThat(participant("P 1/2").orElseThrow()).startsWith("{\"a\":1.10");

            server.next(wire().rowPath(Entity.PARTICIPANTS, "none"), wire().noRow());
            assertThat(participant("none")).isEmpty();
        }

        @Test
        void that_is_cut_off_is_asked_for_again() throws InterruptedException {
            var path = wire().rowPath(Entity.PARTICIPANTS, "P1");
            var body = wire().row("{\"a\":1}");
            server.next(path, Reply.json(body.substring(0, body.length() - 1)), Reply.json(body));

            assertThat(participant("P1").orElseThrow()).startsWith("{\"a\":1");
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
        void is_asked_for_by_period_and_no_period_is_read_as_part_of_the_filter() throws InterruptedException {
            var filter =
                    dialect().reads().pushedCredits().filter(List.of("2026-03", "it's' or 1 eq 1"), wire().imRows());

            assertThat(filter).contains("2026-03").doesNotContain("it's' or 1 eq 1");
            assertThat(dialect().reads().entities())
                    .contains(dialect().reads().pushedCredits().entity());
        }
    }
}
