package dev.imconnector.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Requests minute by minute, against the limit: where the bars and lines of the drawing stand. For one use. */
final class RequestChart {

    private static final int HEIGHT = 120;
    private static final int WIDTH = 600;
    private static final int FOOT = 24;

    /** With fewer, a bar is as wide as with so many. */
    private static final int FEWEST_SLOTS = 20;

    private final RequestTimeline timeline;
    private final int limit;
    private final double slot;

    /** The rate at the upper edge. */
    private final double top;

    private RequestChart(RequestTimeline timeline, int limit) {
        this.timeline = timeline;
        this.limit = limit;
        this.slot = (double) WIDTH / Math.max(FEWEST_SLOTS, timeline.spans());
        this.top = Math.max(1, Math.max(limit, timeline.mostPerMinute())) * 1.1;
    }

    /** The drawing, or nothing when no minute was counted. */
    static Optional<ReportPage.Chart> of(ReportFacts facts) {
        return facts.timeline().spans() == 0
                ? Optional.empty()
                : Optional.of(new RequestChart(facts.timeline(), facts.requestsPerMinute()).chart());
    }

    private ReportPage.Chart chart() {
        var spans = IntStream.range(0, timeline.spans()).boxed().toList();
        return new ReportPage.Chart(
                summary(),
                WIDTH,
                HEIGHT + FOOT,
                spans.stream().map(this::bar).toList(),
                lines(),
                labels(),
                spans.stream().map(this::span).toList());
    }

    private String summary() {
        return "At most " + Figures.perMinute(timeline.mostPerMinute()) + " requests a minute"
                + (limit == 0
                        ? "; the connector kept no limit"
                        : ", with a limit of " + Figures.count(limit) + " in any 60 seconds");
    }

    private double height(double perMinute) {
        return perMinute / top * HEIGHT;
    }

    private ReportPage.Bar bar(int span) {
        var height = height(timeline.perMinute(span));
        return new ReportPage.Bar(
                number(span * slot), number(HEIGHT - height), number(Math.max(1, slot * 0.8)), number(height));
    }

    private List<ReportPage.Line> lines() {
        var axis = new ReportPage.Line("axis", number(HEIGHT));
        return limit == 0 ? List.of(axis) : List.of(axis, new ReportPage.Line("limit", number(HEIGHT - height(limit))));
    }

    private List<ReportPage.Label> labels() {
        var result = new ArrayList<ReportPage.Label>();
        result.add(label("start", 0, timeline.beginOf(0)));
        if (timeline.spans() > 1) {
            result.add(label("end", timeline.spans() * slot, timeline.beginOf(timeline.spans())));
        }
        return result;
    }

    private static ReportPage.Label label(String anchor, double x, Instant moment) {
        return new ReportPage.Label(anchor, number(x), number(HEIGHT + FOOT - 4), Figures.minute(moment));
    }

    private ReportPage.Span span(int span) {
        return new ReportPage.Span(Figures.moment(timeline.beginOf(span)), Figures.perMinute(timeline.perMinute(span)));
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
