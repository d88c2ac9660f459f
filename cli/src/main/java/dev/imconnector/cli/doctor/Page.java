package dev.imconnector.cli.doctor;

import dev.imconnector.problem.CleanText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sections of names and texts, for people and as JSON. For use by one thread. */
public final class Page {

    private static final int LONGEST = 300;

    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

    /** One section: what it says has no control characters and is cut at 300 characters. */
    public record Section(Map<String, String> texts) {

        public Section add(String name, String text) {
            texts.put(CleanText.of(name, LONGEST), CleanText.of(text, LONGEST));
            return this;
        }
    }

    /** Begins a section, or continues it. */
    public Section section(String heading) {
        return new Section(sections.computeIfAbsent(heading, name -> new LinkedHashMap<>()));
    }

    /** Heading, name, text. */
    public Map<String, Map<String, String>> sections() {
        return sections;
    }

    /** For people: a heading, and below it a line for each name. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        sections.forEach((heading, texts) -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(heading);
            var width = texts.keySet().stream().mapToInt(String::length).max().orElse(0);
            texts.forEach((name, text) -> lines.add("  " + name + " ".repeat(width - name.length() + 2) + text));
        });
        return lines;
    }
}
