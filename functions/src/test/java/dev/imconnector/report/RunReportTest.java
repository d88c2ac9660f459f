package dev.imconnector.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.credit.Outcome;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RequestCounts;
import dev.imconnector.run.RunId;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a run's page says, and that nothing from outside can become part of its markup. */
class RunReportTest {

    private static final Instant BEGIN = Instant.parse("2026-03-02T04:15:00Z");
    private static final String HARMLESS = "harmless";

    /** The page is well-formed XML too, so that a strict parser can tell its structure. */
    private static Document parse(String page) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("The page is not well-formed: " + page, e);
        }
    }

    private static List<String> structure(Document page) {
        var structure = new ArrayList<String>();
        NodeList elements = page.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            var element = (Element) elements.item(i);
            var attributes = new ArrayList<String>();
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                attributes.add(element.getAttributes().item(j).getNodeName());
            }
            structure.add(element.getTagName() + attributes);
        }
        return structure;
    }

    private static String text(String page) {
        return parse(page).getElementsByTagName("body").item(0).getTextContent();
    }

    private static RunRecord push(String fromOutside) {
        var run = RunRecord.begin(new RunId("push-2026-03-01"), RunKind.CREDIT_PUSH, fromOutside, "1.2.3", BEGIN);
        run.pin(List.of(new StoredObject(Location.parse("s3://bucket/exports/a.csv"), 10, "v")));
        run.count(Outcome.CREATED, "EUR", new BigDecimal("1234567.50"));
        run.count(Outcome.REJECTED, null, null);
        run.addRequests(new RequestCounts(101, 1, 2, 3));
        run.lateInput(List.of(fromOutside));
        run.rejects(Location.parse("s3://bucket/runs/push-2026-03-01/rejects.csv"));
        return run;
    }

    private static ReportFacts facts(String fromOutside) {
        var reasons = new RejectReasons();
        reasons.add("IM_REJECTED", fromOutside, "s3://bucket/" + fromOutside, 7, fromOutside);
        var failed = new RejectReasons();
        failed.add("NO_OUTCOME", fromOutside, fromOutside, 8, fromOutside);
        var timeline = new RequestTimeline();
        timeline.add(BEGIN, 70);
        timeline.add(BEGIN.plusSeconds(60), 31);
        return new ReportFacts(false, reasons, failed, timeline, 70);
    }

    private static String failedPage(String fromOutside) {
        var run = push(fromOutside);
        run.fail(new Problem("CODE", fromOutside, fromOutside), BEGIN.plusSeconds(75));
        return RunReport.of(run, facts(fromOutside));
    }

    @Property(tries = 500)
    void no_text_from_outside_becomes_markup(@ForAll("texts") String fromOutside) {
        var page = failedPage(fromOutside);

        assertThat(structure(parse(page))).isEqualTo(structure(parse(failedPage(HARMLESS))));
        assertThat(page).doesNotContain("<script", "javascript:");
        assertThat(CleanText.of(text(page), 100_000)).contains(CleanText.of("CODE " + fromOutside, 4_000));
    }

    @Provide
    Arbitrary<String> texts() {
        var pieces = Arbitraries.of(
                "<script>alert(1)</script>",
                "</style><script>",
                "\"",
                "'",
                "' onmouseover='x",
                "\" href=\"javascript&#58;x",
                "<!--",
                "-->",
                "]]>",
                "&",
                "&lt;",
                "&#x3C;",
                "</td></tr></table>",
                "<img src=x onerror=x>",
                "\u202E",
                "\u0000",
                "\r\n",
                "`",
                "=1+1",
                " ",
                "S-1",
                "\uD83D\uDE00",
                "\uD83D");
        // Without a blank text, which leaves another page, and what XML cannot hold though HTML can.
        var others = Arbitraries.strings().excludeChars('\uFFFE', '\uFFFF').ofMaxLength(20);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, pieces), net.jqwik.api.Tuple.of(1, others))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> "x" + String.join("", parts) + "x");
    }

    @Test
    void says_first_how_the_run_ended_what_went_wrong_and_what_to_do() {
        var text = text(failedPage("a reason"));

        assertThat(text.indexOf("push-2026-03-01")).isLessThan(text.indexOf("FAILED"));
        assertThat(text.indexOf("FAILED")).isLessThan(text.indexOf("CODE a reason"));
        assertThat(text.indexOf("CODE a reason")).isLessThan(text.indexOf("What to do"));
        assertThat(text.indexOf("What to do")).isLessThan(text.indexOf("Records"));
    }

    @Test
    void gives_counts_totals_and_the_requests_against_the_limit() {
        var text = text(failedPage("a reason"));

        assertThat(text)
                .contains("1,234,567.50", "At most 70 requests a minute, with a limit of 70 in any 60 seconds")
                .contains("1 min 15 s");
    }

    @Test
    void a_completed_run_with_rejects_does_not_look_like_one_without() {
        var run = push("somebody");
        run.complete(BEGIN.plusSeconds(75));

        var text = text(RunReport.of(run, facts("a reason")));

        assertThat(text).contains("COMPLETED 1 of 2 records rejected, and not in IM");
    }

    @Test
    void a_page_says_its_language_its_headings_and_what_its_columns_are() {
        var page = parse(failedPage("a reason"));

        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        assertThat(page.getElementsByTagName("h1").getLength()).isEqualTo(1);
        var headers = page.getElementsByTagName("th");
        for (int i = 0; i < headers.getLength(); i++) {
            assertThat(((Element) headers.item(i)).getAttribute("scope")).isIn("col", "row");
        }
        assertThat(page.getElementsByTagName("table").getLength())
                .isEqualTo(page.getElementsByTagName("caption").getLength());
        var drawing = (Element) page.getElementsByTagName("svg").item(0);
        assertThat(drawing.getAttribute("aria-label")).startsWith("At most");
    }

    @Test
    void no_template_has_a_tag_that_fills_in_markup_but_the_style_which_has_no_tag() throws IOException {
        for (var name : List.of("report.html", "history.html")) {
            assertThat(resource(name).replace("{{>style.css}}", ""))
                    .contains("{{id}}")
                    .doesNotContain("{{{", "{{&", "{{>");
        }
        assertThat(resource("style.css")).contains("--paper").doesNotContain("{{", "</style");
    }

    private static String resource(String name) throws IOException {
        try (var template = RunReport.class.getResourceAsStream(name)) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_page_lets_nothing_be_loaded_or_run() {
        assertThat(failedPage("a reason")).contains("""
                content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'\"""");
    }

    @Test
    void of_many_files_it_says_how_many_more_there_are() {
        var run = push("somebody");
        run.lateInput(
                IntStream.range(0, 45).mapToObj(i -> "s3://bucket/late-" + i).toList());
        run.complete(BEGIN.plusSeconds(75));

        var text = text(RunReport.of(run, facts("a reason")));

        assertThat(text).contains("s3://bucket/late-19", "and 25 more").doesNotContain("s3://bucket/late-20");
    }

    @Test
    void a_page_loads_nothing() {
        var page = failedPage("a reason");

        assertThat(page).doesNotContain("http://", "https://", "url(", "@import", " src=");
    }

    @Test
    void a_pull_has_rows_and_pages() {
        var run = RunRecord.begin(new RunId("pull-1"), RunKind.RESULTS_PULL, null, "1.2.3", BEGIN);
        run.pulled(12_345, 124, List.of("part"));
        run.output(Location.parse("s3://bucket/results/results/pull-1/"));
        run.complete(BEGIN.plus(Duration.ofHours(2)));

        var text = text(RunReport.of(run, ReportFacts.of(new RequestTimeline(), 0)));

        assertThat(text)
                .contains("12,345", "124", "all rows are here", "2 h 0 min", "s3://bucket/results/results/pull-1/");
    }

    @Test
    void a_page_stays_small_whatever_the_run_was_like() {
        var run = push("somebody");
        var reasons = new RejectReasons();
        for (int i = 0; i < 10_000; i++) {
            reasons.add("IM_REJECTED", "word" + "w".repeat(i % 400), "f", i, "R-" + "x".repeat(255));
        }
        var timeline = new RequestTimeline();
        for (int i = 0; i < 24 * 60; i++) {
            timeline.add(BEGIN.plus(Duration.ofMinutes(i)), 70);
        }
        run.fail(new Problem("CODE", "message", "fix"), BEGIN.plusSeconds(1));

        var page = RunReport.of(run, new ReportFacts(false, reasons, new RejectReasons(), timeline, 70));

        assertThat(page.length()).isLessThan(100_000);
        assertThat(text(page)).contains("At most 70 requests a minute");
    }
}
