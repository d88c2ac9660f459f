package dev.imconnector.report;

import java.time.Instant;
import java.util.Locale;

/** Requests minute by minute, against the limit: a drawing, and the same as a table. */
final class RequestChart {

    private static final int HEIGHT = 120;
    private static final int WIDTH = 600;
    private static final int FOOT = 24;

    private final Html html;
    private final RequestTimeline timeline;
    private final int limit;

    RequestChart(Html html, ReportFacts facts) {
        this.html = html;
        this.timeline = facts.timeline();
        this.limit = facts.requestsPerMinute();
    }

    void show() {
        if (timeline.spans() == 0) {
            return;
        }
        var summary = "At most " + Figures.perMinute(timeline.mostPerMinute()) + " requests a minute"
                + (limit == 0
                        ? "; the connector kept no limit"
                        : ", with a limit of " + Figures.count(limit) + " in any 60 seconds");
        html.open("figure").element("figcaption", summary);
        draw(summary);
        html.close();
        html.open("details").element("summary", "The same as a table");
        table();
        html.close();
    }

    private void draw(String summary) {
        var top = Math.max(1, Math.max(limit, timeline.mostPerMinute())) * 1.1;
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + (HEIGHT + FOOT), "role", "img", "aria-label", summary);
        var slot = (double) WIDTH / Math.max(20, timeline.spans());
        for (int i = 0; i < timeline.spans(); i++) {
            var height = timeline.perMinute(i) / top * HEIGHT;
            html.open(
                            "rect",
                            "class",
                            "bar",
                            "x",
                            number(i * slot),
                            "y",
                            number(HEIGHT - height),
                            "width",
                            number(Math.max(1, slot * 0.8)),
                            "height",
                            number(height))
                    .close();
        }
        line("axis", HEIGHT);
        if (limit > 0) {
            line("limit", HEIGHT - limit / top * HEIGHT);
        }
        label("start", 0, timeline.beginOf(0));
        if (timeline.spans() > 1) {
            label("end", timeline.spans() * slot, timeline.beginOf(timeline.spans()));
        }
        html.close();
    }

    private void line(String kind, double y) {
        html.open("line", "class", kind, "x1", "0", "x2", "" + WIDTH, "y1", number(y), "y2", number(y))
                .close();
    }

    private void label(String anchor, double x, Instant moment) {
        html.element(
                "text", Figures.minute(moment), "x", number(x), "y", number(HEIGHT + FOOT - 4), "text-anchor", anchor);
    }

    private void table() {
        Tables.begin(html, "Requests a minute, times in UTC", "From", "#Requests a minute");
        for (int i = 0; i < timeline.spans(); i++) {
            html.open("tr").element("th", Figures.moment(timeline.beginOf(i)), "scope", "row");
            Tables.number(html, Figures.perMinute(timeline.perMinute(i)));
            html.close();
        }
        Tables.end(html);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
