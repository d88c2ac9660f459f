package dev.imconnector.report;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.imconnector.problem.CleanText;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;

/**
 * The HTML of a report, {@code report.html}, which a browser shows as it is. Whatever is filled in is cleaned and escaped
 * here and nowhere else, so it stays text; the template has no tag that fills in markup. A name that the template has and
 * the page has not is an error. Nothing of the template engine is loaded before a report is written. Safe for use by
 * several threads.
 */
final class PageTemplate {

    private static final int LONGEST_TEXT = 4_096;
    private static final Template TEMPLATE = compiled();

    private PageTemplate() {}

    static String fill(ReportPage page) {
        return TEMPLATE.execute(page);
    }

    private static Template compiled() {
        try (var in =
                new InputStreamReader(PageTemplate.class.getResourceAsStream("report.html"), StandardCharsets.UTF_8)) {
            return Mustache.compiler()
                    .withCollector(new WithOptionals())
                    .withEscaper(text -> Escapers.HTML.escape(CleanText.of(text, LONGEST_TEXT)))
                    .compile(in);
        } catch (IOException e) {
            throw new UncheckedIOException("report.html is part of the build", e);
        }
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
