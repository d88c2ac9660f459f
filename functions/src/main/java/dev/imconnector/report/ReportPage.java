package dev.imconnector.report;

import dev.imconnector.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What {@code report.html} shows, by the names that it has there; each value is a text for people already. Immutable.
 *
 * @param warnings none when there is nothing to look at
 * @param invocations none for a run that was refused before it began
 */
record ReportPage(
        Header header,
        Optional<Warnings> warnings,
        Records records,
        List<Reasons> reasons,
        Requests requests,
        Optional<Invocations> invocations,
        List<Fact> about) {

    record Header(String kind, String id, String status, Verdict verdict, Optional<Problem> error) {}

    record Warnings(List<Warning> rows) {}

    record Warning(String code, String message, String count) {}

    /**
     * @param rowsIn where the rows of a pull are
     * @param differencesIn where the differences of a reconciliation are
     * @param totals of a push, by currency
     */
    record Records(
            String title,
            List<Card> cards,
            Optional<String> rowsIn,
            Optional<String> differencesIn,
            Optional<Totals> totals) {}

    /** @param share of the whole, in percent */
    record Card(String name, String count, Optional<String> share) {

        static Card of(String name, long count) {
            return new Card(name, Figures.count(count), Optional.empty());
        }

        static Card of(String name, long count, long whole) {
            return new Card(name, Figures.count(count), Optional.of(Figures.share(count, whole)));
        }
    }

    record Totals(List<Total> rows) {}

    record Total(String currency, String outcome, String count, String amount) {}

    /**
     * @param id of the section in the page
     * @param found how many records there are in all
     * @param rejects the name of the file beside the page that holds them
     */
    record Reasons(String id, String title, String found, List<Reason> rows, Optional<String> rejects) {}

    record Reason(String code, String text, String count, List<Example> examples) {}

    record Example(String name, String place) {}

    /** @param none whether IM was asked nothing */
    record Requests(List<Card> cards, boolean none, Optional<Chart> chart) {}

    /** Requests minute by minute: a drawing of that width and height, and the same as a table. */
    record Chart(
            String summary,
            int width,
            int height,
            List<Bar> bars,
            List<Line> lines,
            List<Label> labels,
            List<Span> spans) {}

    record Bar(String x, String y, String width, String height) {}

    /** Across the drawing; the kind is the class of its colour. */
    record Line(String kind, String y) {}

    record Label(String anchor, String x, String y, String minute) {}

    record Span(String from, String perMinute) {}

    record Invocations(String sentence, List<Invocation> rows) {}

    /** @param othersFollow whether those after it are left out up to the next row */
    record Invocation(String number, String started, String took, String ended, boolean othersFollow) {}

    /** One of text, file and list. */
    record Fact(String name, Optional<String> text, Optional<String> file, Optional<FileList> list) {

        static Fact text(String name, String text) {
            return new Fact(name, Optional.of(text), Optional.empty(), Optional.empty());
        }

        static Fact file(String name, String file) {
            return new Fact(name, Optional.empty(), Optional.of(file), Optional.empty());
        }

        static Fact list(String name, FileList list) {
            return new Fact(name, Optional.empty(), Optional.empty(), Optional.of(list));
        }
    }

    /** @param more how many there are beyond those shown */
    record FileList(List<String> files, Optional<String> more) {}
}
