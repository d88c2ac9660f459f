package dev.imconnector.sandbox.switches;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One switch of the sandbox: a name, a default, and the form of its values. What is unknown about IM has a switch, so that a client can be tried against each reading. Immutable.
 *
 * @param <T> the type of its values
 */
public final class Switch<T> {

    private final String name;
    private final T defaultValue;
    private final String allowed;
    private final String description;
    private final Function<String, T> parser;
    private final Function<T, String> formatter;

    private Switch(
            String name,
            T defaultValue,
            String allowed,
            String description,
            Function<String, T> parser,
            Function<T, String> formatter) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.allowed = allowed;
        this.description = description;
        this.parser = parser;
        this.formatter = formatter;
    }

    public String name() {
        return name;
    }

    public T defaultValue() {
        return defaultValue;
    }

    /** Which values it takes, for people. */
    public String allowed() {
        return allowed;
    }

    public String description() {
        return description;
    }

    /** @throws SandboxSettingException when the text is not one of its values */
    public T parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new SandboxSettingException(
                    "switch " + name + ": '" + text + "' is not allowed", "Use " + allowed, e);
        }
    }

    /** The value in the form that {@link #parse} reads. */
    public String format(T value) {
        return formatter.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }

    static <T> Switch<T> of(
            String name,
            T defaultValue,
            String allowed,
            String description,
            Function<String, T> parser,
            Function<T, String> formatter) {
        return new Switch<>(name, defaultValue, allowed, description, parser, formatter);
    }

    static Switch<Integer> number(String name, int defaultValue, int least, int most, String description) {
        return of(
                name,
                defaultValue,
                least + " to " + most,
                description,
                text -> within(text, least, most),
                String::valueOf);
    }

    static Switch<Integer> oneOf(String name, int defaultValue, String description, Integer... allowed) {
        return of(
                name,
                defaultValue,
                "one of " + List.of(allowed),
                description,
                text -> among(text, allowed),
                String::valueOf);
    }

    private static int among(String text, Integer... allowed) {
        var number = Integer.parseInt(text);
        if (!List.of(allowed).contains(number)) {
            throw new IllegalArgumentException("not among them");
        }
        return number;
    }

    private static int within(String text, int least, int most) {
        var number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    static Switch<Boolean> flag(String name, boolean defaultValue, String description) {
        return of(name, defaultValue, "true or false", description, Switch::trueOrFalse, String::valueOf);
    }

    private static boolean trueOrFalse(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return text.equals("true");
    }

    static Switch<String> text(String name, String defaultValue, String description) {
        return of(name, defaultValue, "any text", description, Function.identity(), Function.identity());
    }

    static Switch<List<String>> words(String name, String description) {
        return of(
                name,
                List.of(),
                "words separated by blanks",
                description,
                text -> text.isEmpty() ? List.of() : List.of(text.split("\\s+")),
                words -> String.join(" ", words));
    }

    static Switch<Optional<Pattern>> pattern(String name, String description) {
        return of(
                name,
                Optional.empty(),
                "a regular expression over the whole sourceRef, empty: none",
                description,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(text)),
                value -> value.map(Pattern::pattern).orElse(""));
    }

    static Switch<Optional<URI>> origin(String name, String description) {
        return of(
                name,
                Optional.empty(),
                "scheme://host[:port], or empty",
                description,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(URI.create(text)),
                value -> value.map(URI::toString).orElse(""));
    }

    static <E extends Enum<E>> Switch<E> choice(String name, E defaultValue, String description) {
        var words = Arrays.stream(defaultValue.getDeclaringClass().getEnumConstants())
                .map(Switch::word)
                .collect(Collectors.joining(", "));
        return of(
                name,
                defaultValue,
                "one of " + words,
                description,
                text -> constant(defaultValue.getDeclaringClass(), text),
                Switch::word);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such value"));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
