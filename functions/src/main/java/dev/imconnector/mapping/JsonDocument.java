package dev.imconnector.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.problem.LibraryWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Reads a mapping document written in JSON. For one use. */
final class JsonDocument {

    private static final JsonFactory JSON = new JsonFactory();

    private final MappingErrors errors;

    JsonDocument(MappingErrors errors) {
        this.errors = errors;
    }

    DocumentNode read(String text) {
        try (var json = JSON.createParser(text)) {
            if (json.nextToken() == null) {
                throw errors.unreadable(1, "it is empty");
            }
            var result = node(json, 0);
            if (json.nextToken() != null) {
                throw errors.unreadable(line(json), "it continues after its JSON object");
            }
            return result;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw errors.unreadable(
                    at == null ? 1 : at.getLineNr(),
                    "it is not valid JSON: " + LibraryWords.of(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("Text in memory can be read", e);
        }
    }

    private DocumentNode node(JsonParser json, int depth) throws IOException {
        var line = line(json);
        if (depth > MappingDocument.MAX_DEPTH) {
            throw errors.unreadable(line, "it is nested more than " + MappingDocument.MAX_DEPTH + " deep");
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> members(json, line, depth);
            case START_ARRAY -> items(json, line, depth);
            case VALUE_STRING -> new DocumentNode.Text(json.getText(), line);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new DocumentNode.Numeral(json.getText(), line);
            case VALUE_TRUE -> new DocumentNode.Flag(true, line);
            case VALUE_FALSE -> new DocumentNode.Flag(false, line);
            default -> new DocumentNode.Nothing(line);
        };
    }

    private DocumentNode members(JsonParser json, int line, int depth) throws IOException {
        var all = new LinkedHashMap<String, DocumentNode>();
        String name;
        while ((name = json.nextFieldName()) != null) {
            var at = line(json);
            json.nextToken();
            if (all.put(name, node(json, depth + 1)) != null) {
                throw errors.unreadable(at, "'" + name + "' is there twice");
            }
        }
        return new DocumentNode.Members(all, line);
    }

    private DocumentNode items(JsonParser json, int line, int depth) throws IOException {
        var all = new ArrayList<DocumentNode>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            all.add(node(json, depth + 1));
        }
        return new DocumentNode.Items(all, line);
    }

    private static int line(JsonParser json) {
        return json.currentTokenLocation().getLineNr();
    }
}
