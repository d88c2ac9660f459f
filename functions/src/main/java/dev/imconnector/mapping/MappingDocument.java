package dev.imconnector.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Turns the bytes of a mapping file into nodes; the file's name decides the form. */
final class MappingDocument {

    /** Largest mapping file, in bytes; larger tables belong into files of their own. */
    static final int MAX_SIZE = 1024 * 1024;

    static final int MAX_DEPTH = 12;

    private MappingDocument() {}

    static DocumentNode read(String name, byte[] content, MappingErrors errors) {
        if (content.length > MAX_SIZE) {
            throw errors.whole(
                    "it has " + content.length + " bytes; at most " + MAX_SIZE + " are allowed",
                    "Put large tables into files of their own: \"lookup\": {\"file\": …}");
        }
        var text = decode(content, errors);
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".json")) {
            return new JsonDocument(errors).read(text);
        }
        if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            return new YamlDocument(errors).read(text);
        }
        throw errors.whole("its name does not show its format", "Name it .json, .yaml or .yml");
    }

    private static String decode(byte[] content, MappingErrors errors) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw errors.whole("it is not UTF-8", "Save it in UTF-8");
        }
    }
}
