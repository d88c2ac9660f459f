package dev.imconnector.mapping;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads a mapping document written in YAML, of which only the plain part is taken: no anchors, no aliases, no tags, one
 * document. {@code true}, {@code false}, {@code null} and numbers mean themselves when not in quotes; {@code no},
 * {@code on} and dates are texts. For one use. Nothing of the YAML library is loaded before a YAML document is read.
 */
final class YamlDocument {

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9_]*(\\.[0-9]*)?([eE][-+]?[0-9]+)?");

    private final MappingErrors errors;
    private int reached = 1;

    YamlDocument(MappingErrors errors) {
        this.errors = errors;
    }

    DocumentNode read(String text) {
        try {
            var events =
                    new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
            expect(events, Event.ID.StreamStart);
            var first = events.next();
            if (!first.is(Event.ID.DocumentStart)) {
                throw errors.unreadable(1, "it is empty");
            }
            var result = node(events.next(), events, 0);
            expect(events, Event.ID.DocumentEnd);
            var next = events.next();
            if (!next.is(Event.ID.StreamEnd)) {
                throw errors.unreadable(line(next), "a second document begins");
            }
            return result;
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw errors.unreadable(mark == null ? 1 : mark.getLine() + 1, "it is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw errors.unreadable(1, "it is not YAML: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            // The library makes a number of what follows \\U, whatever that is.
            throw errors.unreadable(reached, "it is not YAML: from there on an escape (\\U) names no character");
        }
    }

    private static void expect(Iterator<Event> events, Event.ID id) {
        var found = events.next();
        if (!found.is(id)) {
            throw new IllegalStateException("The YAML library gave " + found + " where " + id + " was due");
        }
    }

    private DocumentNode node(Event event, Iterator<Event> events, int depth) {
        var line = line(event);
        reached = line;
        if (depth > MappingDocument.MAX_DEPTH) {
            throw errors.unreadable(line, "it is nested more than " + MappingDocument.MAX_DEPTH + " deep");
        }
        if (event.is(Event.ID.Alias) || (event instanceof NodeEvent named && named.getAnchor() != null)) {
            throw errors.unreadable(line, "it has an anchor or an alias (& or *); write the value out, or in quotes");
        }
        if (event instanceof MappingStartEvent start) {
            refuseTag(start.getTag(), line);
            return members(events, line, depth);
        }
        if (event instanceof SequenceStartEvent start) {
            refuseTag(start.getTag(), line);
            return items(events, line, depth);
        }
        var scalar = (ScalarEvent) event;
        refuseTag(scalar.getTag(), line);
        return scalar.getScalarStyle() == ScalarStyle.PLAIN
                ? plain(scalar.getValue(), line)
                : new DocumentNode.Text(scalar.getValue(), line);
    }

    private void refuseTag(String tag, int line) {
        if (tag != null && !tag.equals("!")) {
            throw errors.unreadable(line, "it has the tag " + tag + ", and none is allowed");
        }
    }

    private static DocumentNode plain(String value, int line) {
        return switch (value) {
            case "true" -> new DocumentNode.Flag(true, line);
            case "false" -> new DocumentNode.Flag(false, line);
            case "", "~", "null" -> new DocumentNode.Nothing(line);
            default ->
                NUMBER.matcher(value).matches()
                        ? new DocumentNode.Numeral(value, line)
                        : new DocumentNode.Text(value, line);
        };
    }

    private DocumentNode members(Iterator<Event> events, int line, int depth) {
        var all = new LinkedHashMap<String, DocumentNode>();
        for (var event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
            if (!(event instanceof ScalarEvent name)) {
                throw errors.unreadable(line(event), "a name must be a string");
            }
            if (all.put(name.getValue(), node(events.next(), events, depth + 1)) != null) {
                throw errors.unreadable(line(event), "'" + name.getValue() + "' is there twice");
            }
        }
        return new DocumentNode.Members(all, line);
    }

    private DocumentNode items(Iterator<Event> events, int line, int depth) {
        var all = new ArrayList<DocumentNode>();
        for (var event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
            all.add(node(event, events, depth + 1));
        }
        return new DocumentNode.Items(all, line);
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }
}
