package dev.imconnector.im.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.http.ApacheHttpExchange;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.LinkExpiredException;
import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.QueryException;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.im.dialect.PageQuery;
import dev.imconnector.testkit.ImStack;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.SettableClock;
import dev.imconnector.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading over real sockets. */
class ImReaderTest {

    private static final String RESULTS = "/successfactors/im/results";

    private final SettableClock clock = new SettableClock();
    private final ScriptedServer server = new ScriptedServer();
    private ImReader reader;

    @BeforeEach
    void connect() {
        server.always("/oauth/token", Reply.token("secret-token", 1_800));
        var network = new ApacheHttpExchange(Duration.ofSeconds(30), Duration.ofSeconds(30), clock);
        var stack = new ImStack(network, clock, 0, server.uri(""));
        reader = new ImReader(stack.connection.transport(stack.sleeper, () -> {}), ImStack.DIALECT.reads());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private CallTimes soon() {
        return CallTimes.until(Deadline.after(Duration.ofMinutes(10), clock));
    }

    private Page first() throws InterruptedException {
        return reader.page(reader.first(PageQuery.of(Entity.RESULTS)), soon());
    }

    private static List<String> rows(Page page) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < page.size(); i++) {
            rows.add(new String(page.body(), page.from(i), page.to(i) - page.from(i), StandardCharsets.UTF_8));
        }
        return rows;
    }

    @Test
    void rows_are_the_very_bytes_of_the_answer() throws InterruptedException {
        server.next(
                RESULTS,
                Reply.json("\ufeff { \"@odata.context\" : {\"value\":[{\"no\":1}]}, \"value\" : [ {\"a\": 1.10} ,\n"
                        + "{\"b\":{\"c\":[{}]},\"d\":\"Gr\u00fcn }{\",\"payoutAmount\":0.30,\"currencyCode\":\"EUR\"}]"
                        + ",\"@odata.nextLink\":\"results?p=2\" } "));

        var page = first();

        assertThat(rows(page))
                .containsExactly(
                        "{\"a\": 1.10}",
                        "{\"b\":{\"c\":[{}]},\"d\":\"Gr\u00fcn }{\",\"payoutAmount\":0.30,\"currencyCode\":\"EUR\"}");
        assertThat(page.next()).contains(new PageLink("/results?p=2", false));
        assertThat(page.amounts()).containsExactly(null, "0.30");
        assertThat(page.currencies()).containsExactly(null, "EUR");
    }

    @Test
    void a_page_of_many_rows_is_read_whole() throws InterruptedException {
        server.next(RESULTS, Reply.json("{\"value\":[" + "{\"a\":1},".repeat(999) + "{\"a\":2}]}"));

        var page = first();

        assertThat(page.size()).isEqualTo(1_000);
        assertThat(rows(page).get(999)).isEqualTo("{\"a\":2}");
    }

    @Test
    void a_link_is_found_before_the_rows_too_and_however_it_is_spelt() throws InterruptedException {
        for (var name : List.of("@odata.nextLink", "@odata.nextlink", "nextLink", "odata.nextLink", "next")) {
            server.next(RESULTS, Reply.json("{\"" + name + "\":\"results?p=2\",\"value\":[]}"));

            assertThat(first().next()).contains(new PageLink("/results?p=2", false));
        }
    }

    @Test
    void no_link_and_a_null_one_mean_the_last_page() throws InterruptedException {
        server.next(RESULTS, Reply.json("{\"value\":[]}"), Reply.json("{\"value\":[],\"@odata.nextLink\":null}"));

        assertThat(first().next()).isEmpty();
        assertThat(first().next()).isEmpty();
    }

    private FetchedPage fetched() throws InterruptedException {
        return reader.fetch(reader.first(PageQuery.of(Entity.RESULTS)), soon());
    }

    @Test
    void a_fetched_page_tells_the_next_link_before_it_is_read() throws InterruptedException {
        server.next(
                RESULTS,
                Reply.json("{\"value\":[{\"a\":1}],\"@odata.nextLink\":\"\\/successfactors/im/results?p=2\" }\n"));

        var fetched = fetched();

        assertThat(fetched.ahead()).contains(new PageLink("/results?p=2", false));
        assertThat(fetched.read()).isEmpty();
        assertThat(rows(reader.read(fetched, soon()))).containsExactly("{\"a\":1}");
    }

    @Test
    void a_page_that_is_cut_off_behind_what_looks_like_its_link_is_asked_for_again() throws InterruptedException {
        server.next(
                RESULTS,
                Reply.json("{\"value\":[{\"a\":1,\"@odata.nextLink\":\"results/1/parts\"}"),
                Reply.json("{\"value\":[{\"a\":1},{\"a\":2}],\"@odata.nextLink\":\"results?p=2\"}"));

        var fetched = fetched();
        assertThat(fetched.ahead()).contains(new PageLink("/results/1/parts", false));
        var page = reader.read(fetched, soon());

        assertThat(rows(page)).containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(page.next()).contains(new PageLink("/results?p=2", false));
        assertThat(server.count(RESULTS)).isEqualTo(2);
    }

    @Test
    void a_last_page_that_is_cut_off_is_asked_for_again_when_it_is_fetched() throws InterruptedException {
        server.next(RESULTS, Reply.json("{\"value\":[{\"a\":1}"), Reply.json("{\"value\":[{\"a\":1}]}"));

        var fetched = fetched();

        assertThat(fetched.ahead()).isEmpty();
        assertThat(rows(reader.read(fetched, soon()))).containsExactly("{\"a\":1}");
        assertThat(server.count(RESULTS)).isEqualTo(2);
    }

    @Test
    void another_host_never_sees_a_request() {
        try (var other = new ScriptedServer()) {
            server.next(RESULTS, Reply.json("{\"value\":[],\"@odata.nextLink\":\"" + other.uri(RESULTS) + "?p=2\"}"));

            assertThatThrownBy(this::first).isInstanceOf(NextLinkException.class);

            assertThat(other.requests()).isEmpty();
            assertThat(other.openConnections()).isZero();
        }
    }

    @Test
    void what_is_no_page_is_asked_for_again() throws InterruptedException {
        var good = "{\"value\":[{\"a\":1}]}";
        server.next(
                RESULTS,
                Reply.html(200, "<html>Maintenance</html>"),
                Reply.json(good.substring(0, 12)),
                Reply.json(good).closingAfter(9),
                Reply.json(good));

        assertThat(rows(first())).containsExactly("{\"a\":1}");
        assertThat(server.count(RESULTS)).isEqualTo(4);
    }

    @Test
    void what_stays_no_page_is_an_outage_and_no_end() {
        server.always(RESULTS, Reply.json("{\"value\":[{\"a\":1}]} trailing"));

        assertThatThrownBy(this::first)
                .isInstanceOfSatisfying(
                        ImUnavailableException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImUnavailableException.Kind.UNUSABLE_ANSWER));
        assertThat(server.count(RESULTS)).isEqualTo(4);
    }

    @Test
    void whole_JSON_without_a_list_of_rows_is_an_error() {
        for (var body : List.of(
                "{\"error\":\"x\"}",
                "[]",
                "\"value\"",
                "{\"value\":{}}",
                "{\"value\":[1]}",
                "{\"value\":[],\"value\":[]}",
                "{\"value\":[],\"@odata.nextLink\":7}")) {
            server.next(RESULTS, Reply.json(body));

            assertThatThrownBy(this::first).as(body).isInstanceOf(ImRefusedException.class);
        }
    }

    @Test
    void a_refused_link_of_IMs_own_has_expired_and_a_refused_query_is_wrong() throws InterruptedException {
        server.next(RESULTS, Reply.json("{\"value\":[],\"@odata.nextLink\":\"results?p=2\"}"));
        var link = first().next().orElseThrow();
        server.always(RESULTS, Reply.json(400, "{\"error\":\"no such token\"}"));

        assertThatThrownBy(() -> reader.page(link, soon()))
                .isInstanceOf(LinkExpiredException.class)
                .hasMessageContaining("no such token");
        assertThatThrownBy(this::first).isInstanceOf(ImRefusedException.class);
    }

    @Test
    void a_redirect_is_not_followed() {
        server.next(RESULTS, Reply.status(302).withHeader("Location", "https://evil.example/"));

        assertThatThrownBy(this::first).isInstanceOf(ImRefusedException.class);
    }

    @Test
    void the_order_is_always_asked_for() throws InterruptedException {
        server.always(RESULTS, Reply.json("{\"value\":[]}"));

        first();

        assertThat(server.requests(RESULTS).get(0).query()).isEqualTo("$orderby=participantId%2CperiodId");
    }

    @Test
    void one_is_read_by_its_id() throws InterruptedException {
        server.next("/successfactors/im/participants/P%201%2F2", Reply.json("{\"participantId\":\"P 1/2\"}"));
        server.next("/successfactors/im/participants/none", Reply.json(404, "{}"));

        assertThat(reader.find(Entity.PARTICIPANTS, "P 1/2", soon())
                        .map(json -> new String(json, StandardCharsets.UTF_8)))
                .contains("{\"participantId\":\"P 1/2\"}");
        assertThat(reader.find(Entity.PARTICIPANTS, "none", soon())).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> reader.find(Entity.PARTICIPANTS, "..", soon())).isInstanceOf(QueryException.class);
    }
}
