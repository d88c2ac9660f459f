package dev.imconnector.source.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.problem.LibraryWords;
import dev.imconnector.source.InputErrors;
import dev.imconnector.source.InputException;
import dev.imconnector.source.json.JsonLineRecords;
import dev.imconnector.store.Location;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the exporter says of a file, in {@code <file>.manifest.json} beside it.
 *
 * @param rows how many records it has, or null
 * @param amount the sum of the amounts of all records whose amount is a number, of whatever currency, or null
 * @param sha256 of the stored bytes (the gzipped ones, when it is gzipped), in lower case, or null
 */
record InputManifest(Long rows, BigDecimal amount, String sha256) {

    static final String SUFFIX = ".manifest.json";
    static final InputManifest NONE = new InputManifest(null, null, null);

    private static final int MAX_DIGITS = 100;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    static boolean isManifest(Location object) {
        return object.name().endsWith(SUFFIX);
    }

    static Location of(Location file) {
        return file.resolve(file.name() + SUFFIX);
    }

    /** @throws InputException {@code MANIFEST_INVALID} when it is not a JSON object, or a member has the wrong type */
    static InputManifest parse(Location manifest, byte[] content) {
        try (var json = JsonLineRecords.JSON.createParser(content)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(manifest, "it is not a JSON object");
            }
            var result = read(manifest, json);
            if (json.nextToken() != null) {
                throw invalid(manifest, "it continues after its JSON object");
            }
            return result;
        } catch (JsonProcessingException e) {
            throw invalid(manifest, LibraryWords.of(e.getOriginalMessage()));
        } catch (IOException e) {
            throw invalid(manifest, "it is not valid JSON");
        }
    }

    private static InputManifest read(Location manifest, JsonParser json) throws IOException {
        Long rows = null;
        BigDecimal amount = null;
        String sha256 = null;
        String name;
        while ((name = json.nextFieldName()) != null) {
            json.nextToken();
            switch (name) {
                case "rows" -> rows = rows(manifest, json);
                case "amount" -> amount = amount(manifest, json);
                case "sha256" -> sha256 = sha256(manifest, json);
                default -> json.skipChildren();
            }
        }
        return new InputManifest(rows, amount, sha256);
    }

    private static Long rows(Location manifest, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                || json.getLongValue() < 0) {
            throw invalid(manifest, "rows is not a whole number, 0 or more");
        }
        return json.getLongValue();
    }

    /** A sum of amounts has no exponent worth the name; adding one with a billion zeros would never end. */
    private static BigDecimal amount(Location manifest, JsonParser json) throws IOException {
        if (json.currentToken().isNumeric() && json.getTextLength() <= MAX_DIGITS) {
            var amount = json.getDecimalValue();
            if (Math.abs((long) amount.scale()) <= MAX_DIGITS) {
                return amount;
            }
        }
        throw invalid(manifest, "amount is not a number of at most " + MAX_DIGITS + " digits");
    }

    private static String sha256(Location manifest, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING
                || !SHA_256.matcher(json.getText()).matches()) {
            throw invalid(manifest, "sha256 is not a string of 64 hexadecimal digits");
        }
        return json.getText().toLowerCase(Locale.ROOT);
    }

    private static InputException invalid(Location manifest, String why) {
        return new InputErrors(manifest.toString())
                .manifest(
                        "MANIFEST_INVALID",
                        "The manifest " + manifest + " cannot be used: " + why,
                        "Write {\"rows\":1000,\"amount\":123456.78,\"sha256\":\"…\"}, or any part of it, or no manifest");
    }
}
