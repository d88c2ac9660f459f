package dev.imconnector.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An object of a mapping document, read strictly: what is not known, or of another type, is an error that says where. */
final class DocumentObject {

    private final DocumentNode.Members members;
    private final String path;
    private final MappingErrors errors;

    private DocumentObject(DocumentNode.Members members, String path, MappingErrors errors) {
        this.members = members;
        this.path = path;
        this.errors = errors;
    }

    static DocumentObject of(DocumentNode node, String path, MappingErrors errors) {
        if (node instanceof DocumentNode.Members members) {
            return new DocumentObject(members, path, errors);
        }
        throw errors.invalid(path, node.line(), "an object is needed, not " + node.kind(), "Write { … }");
    }

    /** Refuses all members but these. */
    DocumentObject only(String... allowed) {
        var known = Set.of(allowed);
        members.all().forEach((name, node) -> {
            if (!known.contains(name)) {
                throw errors.invalid(
                        path,
                        node.line(),
                        "'" + name + "' is not known here",
                        "Use one of " + String.join(", ", new TreeSet<>(known)));
            }
        });
        return this;
    }

    Set<String> names() {
        return members.all().keySet();
    }

    boolean has(String name) {
        return members.all().containsKey(name);
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    MappingException invalid(String why, String fix) {
        return errors.invalid(path, members.line(), why, fix);
    }

    /** What is wrong with a member that is there. */
    MappingException invalid(String name, String why, String fix) {
        return errors.invalid(path(name), members.all().get(name).line(), why, fix);
    }

    private DocumentNode needed(String name) {
        var node = members.all().get(name);
        if (node == null) {
            throw invalid("'" + name + "' is missing", "Add it; docs/mapping.md shows how");
        }
        if (node instanceof DocumentNode.Nothing) {
            throw errors.invalid(
                    path(name),
                    node.line(),
                    "it is empty, not filled in yet",
                    "Decide: write a value, as the comment beside it asks, or leave the line out");
        }
        return node;
    }

    /** A text of at least one character. */
    String text(String name) {
        return text(needed(name), path(name));
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    private String text(DocumentNode node, String at) {
        if (!(node instanceof DocumentNode.Text text)) {
            var fix = node instanceof DocumentNode.Numeral || node instanceof DocumentNode.Flag
                    ? "Write it in quotes"
                    : "Write \"…\"";
            throw errors.invalid(at, node.line(), "a string is needed, not " + node.kind(), fix);
        }
        if (text.value().isEmpty()) {
            throw errors.invalid(at, node.line(), "the text is empty", "Write at least one character, or leave it out");
        }
        return text.value();
    }

    /** A text that may be empty. */
    String textOrEmpty(String name) {
        return needed(name) instanceof DocumentNode.Text text ? text.value() : text(name);
    }

    /** The only character of a text, or the default. */
    char character(String name, char otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        var text = text(name);
        if (text.length() != 1 || Character.isSurrogate(text.charAt(0))) {
            throw invalid(name, "'" + text + "' is not one character", "Write a single one, as in \";\" or \"\\t\"");
        }
        return text.charAt(0);
    }

    int wholeNumber(String name, int min, int max, int otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        var node = needed(name);
        if (node instanceof DocumentNode.Numeral number && number.digits().matches("[0-9]{1,9}")) {
            var value = Integer.parseInt(number.digits());
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw invalid(
                name,
                "a whole number from " + min + " to " + max + " is needed, not " + node.kind(),
                "Write one, without quotes");
    }

    /** Whether the member is there and is that text. */
    boolean isText(String name, String wanted) {
        return has(name)
                && members.all().get(name) instanceof DocumentNode.Text text
                && text.value().equals(wanted);
    }

    /** Whether the member is an object. */
    boolean isObject(String name) {
        return needed(name) instanceof DocumentNode.Members;
    }

    /** A number above zero, of at most 20 digits. */
    BigDecimal positive(String name) {
        if (needed(name) instanceof DocumentNode.Numeral number
                && number.digits().matches("[0-9]{1,10}(\\.[0-9]{1,10})?")
                && new BigDecimal(number.digits()).signum() > 0) {
            return new BigDecimal(number.digits());
        }
        throw invalid(
                name,
                "a number above zero is needed, not " + needed(name).kind(),
                "Write one, without quotes, as in 100 or 0.01");
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (needed(name) instanceof DocumentNode.Flag flag) {
            return flag.value();
        }
        throw invalid(
                name, "true or false is needed, not " + needed(name).kind(), "Write true or false without quotes");
    }

    /** One of the words, or the default. */
    String word(String name, String otherwise, String... allowed) {
        if (!has(name)) {
            return otherwise;
        }
        var found = text(name);
        if (!Set.of(allowed).contains(found)) {
            throw invalid(name, "'" + found + "' is not known here", "Use one of " + String.join(", ", allowed));
        }
        return found;
    }

    /** The texts of a list of at least that many. */
    List<String> texts(String name, int atLeast) {
        var result = new ArrayList<String>();
        var items = items(name, atLeast);
        for (int i = 0; i < items.size(); i++) {
            result.add(text(items.get(i), path(name) + "[" + i + "]"));
        }
        return result;
    }

    /** A text, or the texts of a list of at least one. */
    List<String> oneOrMore(String name) {
        return needed(name) instanceof DocumentNode.Text ? List.of(text(name)) : texts(name, 1);
    }

    /** The texts of a list of at least one; an empty one stands for a blank value. */
    List<String> textsOrEmpty(String name) {
        var result = new ArrayList<String>();
        var items = items(name, 1);
        for (int i = 0; i < items.size(); i++) {
            result.add(
                    items.get(i) instanceof DocumentNode.Text text
                            ? text.value()
                            : text(items.get(i), path(name) + "[" + i + "]"));
        }
        return result;
    }

    private List<DocumentNode> items(String name, int atLeast) {
        var node = needed(name);
        if (!(node instanceof DocumentNode.Items items)) {
            throw invalid(name, "a list is needed, not " + node.kind(), "Write [ … ]");
        }
        if (items.all().size() < atLeast) {
            throw invalid(name, "the list needs at least " + atLeast, "Add what is missing");
        }
        return items.all();
    }

    List<DocumentObject> objects(String name) {
        var result = new ArrayList<DocumentObject>();
        var items = items(name, 1);
        for (int i = 0; i < items.size(); i++) {
            result.add(of(items.get(i), path(name) + "[" + i + "]", errors));
        }
        return result;
    }

    DocumentObject object(String name) {
        return of(needed(name), path(name), errors);
    }

    Optional<DocumentObject> optionalObject(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** All members as texts, none of them empty. */
    Map<String, String> allTexts() {
        var result = new LinkedHashMap<String, String>();
        members.all().forEach((name, node) -> result.put(name, text(node, path(name))));
        return result;
    }

    MappingErrors errors() {
        return errors;
    }
}
