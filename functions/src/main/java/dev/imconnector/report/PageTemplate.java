package dev.imconnector.report;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.imconnector.problem.CleanText;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;

/**
 * The HTML of a report ({@code report.html}) and of the history of runs ({@code history.html}), which a browser shows as it is. Whatever is filled in is cleaned and escaped
 * here and nowhere else, so it stays text; the template has no tag that fills in markup. A name that the template has and
 * the page has not is an error. Nothing of the template engine is loaded before a report is written. Safe for use by
 * several threads.
 */
final class PageTemplate {

    private static final int LONGEST_TEXT = 4_096;
    private static final Template REPORT = compiled("report.html");

    private PageTemplate() {}

    static String fill(ReportPage page) {
        return REPORT.execute(page);
    }

    static String fill(HistoryPage page) {
        return compiled("history.html").execute(page);
    }

    private static Template compiled(String name) {
        try (var in = resource(name)) {
            return Mustache.compiler()
                    .withCollector(new WithOptionals())
                    .withLoader(PageTemplate::resource)
                    .withEscaper(text -> Escapers.HTML.escape(CleanText.of(text, LONGEST_TEXT)))
                    .compile(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is part of the build", e);
        }
    }

    /** A page, or the style that the pages share. */
    private static Reader resource(String name) {
        return new InputStreamReader(PageTemplate.class.getResourceAsStream(name), StandardCharsets.UTF_8);
    }

    /** Takes an Optional for a list of one or none, which the engine does not by itself. */
    private static final class WithOptionals extends DefaultCollector {

        @Override
        public Iterator<?> toIterator(Object value) {
            return super.toIterator(
                    value instanceof Optional<?> optional ? optional.stream().iterator() : value);
        }
    }
}
