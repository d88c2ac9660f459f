package dev.imconnector.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a text that is JSON lines: its columns are the members of the objects, within objects too. */
final class JsonGuess {

    private static final int ROWS = 1_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> texts = new HashSet<>();
    private final List<Map<String, String>> objects = new ArrayList<>();

    private JsonGuess() {}

    /** Whether the text is a JSON object a line, as far as its first line says. */
    static boolean fits(String text) {
        return text.stripLeading().startsWith("{")
                && new JsonGuess()
                        .take(text.lines()
                                .filter(line -> !line.isBlank())
                                .findFirst()
                                .orElse(""));
    }

    static ExportGuess of(ExportText text) {
        var guess = new JsonGuess();
        text.begin()
                .lines()
                .filter(line -> !line.isBlank())
                .takeWhile(line -> guess.objects.size() < ROWS && guess.take(line))
                .forEach(line -> {});
        var header = List.copyOf(guess.names);
        var rows = guess.objects.stream()
                .map(object -> header.stream()
                        .map(name -> object.getOrDefault(name, ""))
                        .toList())
                .toList();
        var numbers = header.stream()
                .filter(name -> !guess.texts.contains(name))
                .map(header::indexOf)
                .collect(Collectors.toUnmodifiableSet());
        return new ExportGuess(text.kind(), text.charset(), Optional.empty(), header, rows, numbers);
    }

    /** Takes an object; false when the line does not hold one, as a last line that is cut off. */
    private boolean take(String line) {
        try (var json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            var object = new LinkedHashMap<String, String>();
            members(json, "", object);
            objects.add(object);
            return true;
        } catch (IOException e) {
            return false; // The preview says what is wrong with it, and where.
        }
    }

    private void members(JsonParser json, String prefix, Map<String, String> object) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = prefix + json.currentName();
            switch (json.nextToken()) {
                case START_OBJECT -> members(json, name + ".", object);
                case START_ARRAY -> json.skipChildren();
                case VALUE_NULL -> names.add(name);
                default -> {
                    names.add(name);
                    object.put(name, json.getText().strip());
                    if (!json.currentToken().isNumeric()) {
                        texts.add(name);
                    }
                }
            }
        }
    }
}
