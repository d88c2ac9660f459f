package dev.imconnector.sandbox.read;

import static dev.imconnector.sandbox.testkit.SandboxCaller.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

    private static final String SORTED = "/results?$orderby=resultId".replace("$", "%24");

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox(
            SandboxOptions.defaults().with(RateSwitches.RATE_LIMIT, 0).with(ReadSwitches.RESULTS, 450));

    private final SandboxCaller im = running.im;
    private String token;

    @BeforeEach
    void token() {
        token = im.readerToken();
    }

    private static String query(String entity, String... options) {
        var query = new StringBuilder("/" + entity);
        for (int i = 0; i < options.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(encoded(options[i]))
                    .append('=')
                    .append(encoded(options[i + 1]));
        }
        return query.toString();
    }

    private SandboxCaller.Answer follow(String link) {
        var absolute = URI.create(running.sandbox.apiUrl() + "/").resolve(link);
        return im.send(HttpRequest.newBuilder(absolute).header("Authorization", "Bearer " + token));
    }

    private static String nextLink(SandboxCaller.Answer page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return page.json().path("@odata.nextLink").textValue();
    }

    private static List<String> ids(SandboxCaller.Answer page, String key) {
        return StreamSupport.stream(page.json().get("value").spliterator(), false)
                .map(row -> row.get(key).textValue())
                .toList();
    }

    /** All ids by following nextLink, at most {@code most} pages. */
    private List<List<String>> pages(String first, int most) {
        var pages = new ArrayList<List<String>>();
        var page = im.get(first, token);
        pages.add(ids(page, "resultId"));
        for (var link = nextLink(page); link != null && pages.size() < most; link = nextLink(page)) {
            page = follow(link);
            pages.add(ids(page, "resultId"));
        }
        return pages;
    }

    private List<String> all(String first) {
        return pages(first, 100).stream().flatMap(List::stream).toList();
    }

    private static List<String> resultIds(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(row -> Long.toString(20_000_000_000_000_001L + row))
                .toList();
    }

    @Test
    void sortedPagesHoldEachRowOnceAndTheLastHasNoLink() {
        assertThat(pages(SORTED, 100)).extracting(List::size).containsExactly(100, 100, 100, 100, 50);
        assertThat(all(SORTED)).isEqualTo(resultIds(0, 450));
    }

    @Test
    void unsortedPagesDoubleSomeRowsAndLackOthers() {
        var rows = all("/results");

        assertThat(rows).hasSize(450);
        assertThat(new HashSet<>(rows)).hasSizeLessThan(450);
    }

    @Test
    void rowsThatTheKeyLeavesEqualAreUnstableToo() {
        var rows = all(query("results", "$orderby", "status"));

        assertThat(rows).hasSize(450);
        assertThat(new HashSet<>(rows)).hasSizeLessThan(450);
    }

    @Test
    void rowsThatTheKeyTellsApartAreSortedAllTheSame() {
        var statuses = new ArrayList<String>();
        var page = im.get(query("results", "$orderby", "status desc"), token);
        statuses.addAll(ids(page, "status"));
        for (var link = nextLink(page); link != null; link = nextLink(page)) {
            page = follow(link);
            statuses.addAll(ids(page, "status"));
        }

        assertThat(statuses).hasSize(450).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(new HashSet<>(statuses)).hasSize(3);
    }

    @Test
    void aSortThatIsTotalIsStableWhateverItsKeys() {
        var sorted = all(query("results", "$orderby", "status desc, payoutAmount, resultId"));

        assertThat(sorted).hasSize(450).doesNotHaveDuplicates();
        assertThat(all(query("results", "$orderby", "periodId,participantId")))
                .hasSize(450)
                .doesNotHaveDuplicates()
                .isNotEqualTo(resultIds(0, 450));
        assertThat(all(query("results", "$orderby", "participantId,periodId"))).isEqualTo(resultIds(0, 450));
    }

    @Test
    void descendingIsTheOtherWayRound() {
        var descending = new ArrayList<>(resultIds(0, 450));
        Collections.reverse(descending);

        assertThat(all(query("results", "$orderby", "resultId desc"))).isEqualTo(descending);
    }

    @Test
    void aStableOrderMayBeAskedFor() {
        running.with(ReadSwitches.ROW_ORDER, ReadSwitches.RowOrder.STABLE);

        assertThat(all("/results")).isEqualTo(resultIds(0, 450));
    }

    @Test
    void aFilterHoldsOnEveryPage() {
        var approved = all(query("results", "$filter", "status eq 'APPROVED'", "$orderby", "resultId", "$top", "7"));

        assertThat(approved).hasSizeBetween(300, 449).doesNotHaveDuplicates().isSorted();
        for (var id : approved.subList(0, 20)) {
            assertThat(im.get("/results/" + id, token).json().get("status").textValue())
                    .isEqualTo("APPROVED");
        }
    }

    @Test
    void skipAndTopCutARange() {
        var page = im.get(query("results", "$orderby", "resultId", "$skip", "440", "$top", "5"), token);

        assertThat(ids(page, "resultId")).isEqualTo(resultIds(440, 445));
        assertThat(nextLink(page)).doesNotContain("skip=");
        assertThat(ids(follow(nextLink(page)), "resultId")).isEqualTo(resultIds(445, 450));
        assertThat(ids(im.get(query("results", "$skip", "450"), token), "resultId"))
                .isEmpty();
    }

    @Test
    void topMayLimitAllPagesTogether() {
        running.with(ReadSwitches.TOP_MEANING, ReadSwitches.TopMeaning.TOTAL);

        assertThat(all(query("results", "$orderby", "resultId", "$top", "250"))).isEqualTo(resultIds(0, 250));
    }

    @Test
    void aTopOfZeroGivesNothingAndLeadsNowhere() {
        var page = im.get(query("results", "$orderby", "resultId", "$top", "0"), token);

        assertThat(ids(page, "resultId")).isEmpty();
        assertThat(nextLink(page)).isNull();
    }

    @Test
    void aPageThatComesTwiceDoesNotUseUpTheTotal() {
        running.with(ReadSwitches.TOP_MEANING, ReadSwitches.TopMeaning.TOTAL).with(ReadSwitches.REPEAT_PAGE, 1);

        assertThat(pages(query("results", "$orderby", "resultId", "$top", "250"), 100))
                .extracting(List::size)
                .containsExactly(100, 100, 100, 50);
    }

    @Test
    void aTopBeyondTheLargestPageIsClampedOrRefused() {
        var beyond = query("results", "$orderby", "resultId", "$top", "101");
        assertThat(ids(im.get(beyond, token), "resultId")).hasSize(100);
        running.with(ReadSwitches.TOP_ABOVE_MAX, ReadSwitches.TopAboveMax.REFUSE);
        assertThat(im.get(beyond, token).status()).isEqualTo(400);
        running.with(ReadSwitches.MAX_TOP, 200);
        assertThat(ids(im.get(beyond, token), "resultId")).hasSize(101);
    }

    @Test
    void thePageSizeWithoutTopIsASwitch() {
        running.with(ReadSwitches.PAGE_SIZE, 30);

        assertThat(ids(im.get("/results", token), "resultId")).hasSize(30);
    }

    @Test
    void selectShowsOnlyThoseFields() {
        var row = im.get(query("results", "$select", "resultId, payoutAmount", "$top", "1"), token)
                .json()
                .at("/value/0");

        assertThat(row.properties()).extracting(Map.Entry::getKey).containsExactly("resultId", "payoutAmount");
        assertThat(im.get(query("participants/P0000001", "$select", "status"), token)
                        .json()
                        .toString())
                .isEqualTo("{\"status\":\"ACTIVE\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "$filter, nonsense",
        "$orderby, nothing",
        "$orderby, resultId up",
        "$orderby, 'resultId,'",
        "$select, nothing",
        "$top, -1",
        "$top, many",
        "$skip, 1.5",
        "$count, true",
        "top, 10",
        "$skiptoken, abc",
        "$skiptoken, MC4xLi0xLjAuMA",
    })
    void anOptionThatCannotBeUnderstoodIsRefused(String name, String value) {
        var expected = value.startsWith("MC4") ? 200 : 400;

        assertThat(im.get(query("results", name, value), token).status()).isEqualTo(expected);
    }

    @Test
    void anOptionThatIsThereTwiceIsRefused() {
        assertThat(im.get(query("results", "$top", "1", "$top", "2"), token).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "absolute, true,  http://127.0.0.1:PORT/successfactors/im/results?%24filter=status%20eq%20%27A%27&%24orderby",
        "path,     true,  /successfactors/im/results?%24filter=status%20eq%20%27A%27&%24orderby",
        "relative, true,  results?%24filter=status%20eq%20%27A%27&%24orderby",
        "absolute, false, http://127.0.0.1:PORT/successfactors/im/results?$filter=status eq 'A'&$orderby",
        "relative, false, results?$filter=status eq 'A'&$orderby",
    })
    void nextLinkHasTheFormTheSwitchesSay(String form, boolean encoded, String start) {
        running.set("nextlink-form", form);
        running.with(ReadSwitches.NEXTLINK_ENCODED, encoded).with(ReadSwitches.RESULTS, 10);

        var link = nextLink(im.get(
                query("results", "$filter", "status eq 'A' or status ne 'A'", "$orderby", "resultId", "$top", "3"),
                token));

        var expected = start.replace("PORT", "" + running.sandbox.apiUrl().getPort());
        var cut = expected.indexOf('A', expected.indexOf("results"));
        assertThat(link).startsWith(expected.substring(0, cut + 1));
        assertThat(link).contains(encoded ? "%24orderby=resultId" : "$orderby=resultId");
    }

    @Test
    void aLinkThatIsNotEncodedStillHidesWhatWouldCutIt() {
        running.with(ReadSwitches.NEXTLINK_ENCODED, false);

        var link = nextLink(im.get(query("results", "$filter", "status ne 'A%41&#+'"), token));

        assertThat(link).contains("?$filter=status ne 'A%2541%26%23%2B'&$skiptoken=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absolute", "path", "relative"})
    void everyFormLeadsToTheNextPage(String form) {
        running.set("nextlink-form", form);

        assertThat(all(SORTED)).isEqualTo(resultIds(0, 450));
    }

    @Test
    void nextLinkMayLeadToAnotherHost() {
        running.set("nextlink-origin", "http://evil.example:81");

        assertThat(nextLink(im.get(SORTED, token))).startsWith("http://evil.example:81/successfactors/im/results?");
    }

    @Test
    void nextLinkMayBeAnything() {
        running.set("nextlink-literal", "/successfactors/im/../../steal");

        assertThat(nextLink(im.get(SORTED, token))).isEqualTo("/successfactors/im/../../steal");
    }

    @Test
    void aNextLinkMayExpireWithTime() {
        running.with(ReadSwitches.NEXTLINK_LIFE_SECONDS, 60).with(ReadSwitches.EXPIRED_LINK_STATUS, 400);
        var link = nextLink(im.get(SORTED, token));
        assertThat(follow(link).status()).isEqualTo(200);
        running.clock.advance(Duration.ofSeconds(60));

        assertThat(follow(link).status()).isEqualTo(400);
    }

    @Test
    void theLinkToOnePageMayAlwaysHaveExpired() {
        running.with(ReadSwitches.EXPIRE_LINK_OF_PAGE, 3);
        var second = nextLink(im.get(SORTED, token));
        var third = nextLink(follow(second));

        assertThat(follow(third).status()).isEqualTo(410);
    }

    @Test
    void emptyPagesWithALinkAreNotTheLast() {
        running.with(ReadSwitches.EMPTY_PAGE_EVERY, 2);

        assertThat(pages(SORTED, 100)).extracting(List::size).containsExactly(100, 0, 100, 0, 100, 0, 100, 0, 50);
        assertThat(all(SORTED)).isEqualTo(resultIds(0, 450));
    }

    @Test
    void aPageMayComeTwiceUnderAnotherLink() {
        running.with(ReadSwitches.REPEAT_PAGE, 2);

        var pages = pages(SORTED, 100);

        assertThat(pages).hasSize(6);
        assertThat(pages.get(2)).isEqualTo(pages.get(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aNextLinkMayLeadBackToItsOwnPage(int number) {
        running.with(ReadSwitches.LOOP_AT_PAGE, number);
        var link = number == 1 ? SORTED : null;
        var page = im.get(SORTED, token);
        for (int i = 1; i < number; i++) {
            link = nextLink(page);
            page = follow(link);
        }

        assertThat(nextLink(page)).endsWith(link.substring(link.indexOf('?')));
        assertThat(ids(follow(nextLink(page)), "resultId")).isEqualTo(ids(page, "resultId"));
    }

    @Test
    void whatIsNotThereIs404() {
        assertThat(im.get("/participants/P9999999", token).status()).isEqualTo(404);
        assertThat(im.get("/results/20000000000000451", token).status()).isEqualTo(404);
        assertThat(im.get("/results/x", token).status()).isEqualTo(404);
        assertThat(im.get("/nothing", token).status()).isEqualTo(404);
        assertThat(im.get("/results/", token).status()).isEqualTo(404);
        assertThat(im.get("/participants/a%2Fb", token).status()).isEqualTo(404);
        assertThat(im.get("/quotas/../participants/P0000001", token).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"participants", "comp-plans", "results", "quotas"})
    void everyEntityIsListedAndReadByItsId(String entity) {
        var row = im.get("/" + entity + "?%24top=1", token).json().at("/value/0");
        var id = row.properties().iterator().next().getValue().textValue();

        assertThat(im.get("/" + entity + "/" + id, token).json()).isEqualTo(row);
    }

    @Test
    void theDumpIsWhatACompletePullGives() throws Exception {
        var lines = new ByteArrayOutputStream();
        running.sandbox.writeRows("results", "$filter=status%20eq%20%27APPROVED%27&$orderby=resultId", lines);

        var pulled = all(query("results", "$filter", "status eq 'APPROVED'", "$orderby", "resultId"));

        assertThat(lines.toString(StandardCharsets.UTF_8).lines().map(PagingTest::resultId))
                .isEqualTo(pulled);
        assertThat(im.admin("GET", "rows/results?%24orderby=resultId", "")
                        .body()
                        .lines())
                .hasSize(450);
    }

    private static String resultId(String line) {
        return line.substring(line.indexOf(":\"") + 2, line.indexOf("\","));
    }
}
