package dev.imconnector.report;

import dev.imconnector.problem.CleanText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Writes HTML. Every text and every value of an attribute is escaped here and nowhere else, so whatever comes from outside
 * stays text: there is no method that takes markup, but for the page's own style sheet. For use by one thread.
 */
final class Html {

    private static final int LONGEST_TEXT = 4_096;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");

    private final StringBuilder out = new StringBuilder(16 * 1024);
    private final Deque<String> open = new ArrayDeque<>();

    Html() {
        out.append("<!DOCTYPE html>\n");
    }

    /**
     * Opens an element.
     *
     * @param attributes name, value, name, value, …
     */
    Html open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(name(tag));
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(name(attributes[i])).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("No name of an element or attribute: " + name);
        }
        return name;
    }

    /** An element without content, such as {@code meta}. */
    Html empty(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>\n");
        return this;
    }

    /** Closes the element that was opened last. */
    Html close() {
        var tag = open.pop();
        out.append("</").append(tag).append('>');
        if (!tag.equals("span") && !tag.equals("strong") && !tag.equals("code")) {
            out.append('\n');
        }
        return this;
    }

    /** Text, wherever it comes from. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** An element with nothing but text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** The page's own style sheet. */
    Html style(String css) {
        out.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    private void escape(String text) {
        var clean = CleanText.of(text, LONGEST_TEXT);
        if (text != null && !text.isEmpty() && Character.isWhitespace(text.charAt(0))) {
            out.append(' ');
        }
        for (int i = 0; i < clean.length(); i++) {
            var character = clean.charAt(i);
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '`' -> out.append("&#96;");
                default -> out.append(character);
            }
        }
        if (clean.length() > 0 && Character.isWhitespace(text.charAt(text.length() - 1))) {
            out.append(' ');
        }
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("An element is still open: " + open.peek());
        }
        return out.toString();
    }
}
