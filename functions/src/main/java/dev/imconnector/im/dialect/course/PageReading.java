package dev.imconnector.im.dialect.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads one page's envelope, {@code {"value":[row…],"@odata.nextLink":"…"}}, and finds where each row begins and ends.
 * The rows themselves stay as they are. For use by one thread.
 */
final class PageReading {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String ROWS = "value";
    private static final String AMOUNT = "payoutAmount";
    private static final String CURRENCY = "currencyCode";

    private final List<String> amounts = new ArrayList<>();
    private final List<String> currencies = new ArrayList<>();
    private int[] bounds = new int[256];
    private boolean hasRows;
    private boolean hasLineBreaks;
    private String nextLink;
    private String fault;

    /** Reads an answer; once. */
    PageAnswer read(HttpAnswer answer) {
        try (var json = JSON.createParser(answer.body())) {
            return isWhole(json, answer.body()) ? whole(answer.body()) : new PageAnswer.CutOff();
        } catch (IOException e) {
            // Cut off, or something that only looks like JSON: none of its rows counts, and the caller asks again.
            return new PageAnswer.CutOff();
        }
    }

    private boolean isWhole(JsonParser json, byte[] body) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            fault = "it is not a JSON object";
            json.skipChildren();
            return json.nextToken() == null && body.length > 0;
        }
        envelope(json);
        hasLineBreaks = json.currentLocation().getLineNr() > 1;
        return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
    }

    private PageAnswer whole(byte[] body) {
        if (fault != null || !hasRows) {
            return new PageAnswer.NoPage(fault == null ? "it has no list of rows" : fault);
        }
        var rows = new Page(
                body,
                Arrays.copyOf(bounds, 2 * amounts.size()),
                hasLineBreaks,
                amounts.toArray(String[]::new),
                currencies.toArray(String[]::new),
                Optional.empty());
        return new PageAnswer.Rows(rows, Optional.ofNullable(nextLink));
    }

    private void envelope(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            if (name.equals(ROWS)) {
                rows(json, value);
            } else if (isNextLink(name)) {
                nextLink(json, value);
            } else {
                json.skipChildren();
            }
        }
    }

    /** However it is spelt: a link that is overlooked makes a short result look whole. */
    private static boolean isNextLink(String name) {
        var plain = name.toLowerCase(Locale.ROOT);
        return plain.endsWith("nextlink") || plain.equals("next") || plain.equals("__next");
    }

    private void nextLink(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            nextLink = json.getText().isBlank() ? nextLink : json.getText().strip();
        } else if (value != JsonToken.VALUE_NULL) {
            fault = "its link to the next page is not a string";
            json.skipChildren();
        }
    }

    private void rows(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY || hasRows) {
            fault = "it has not exactly one list of rows";
            json.skipChildren();
            return;
        }
        hasRows = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                row(json);
            } else if (json.currentToken() == null) {
                throw new IOException("The list of rows is cut off");
            } else {
                fault = "one of its rows is not an object";
                json.skipChildren();
            }
        }
    }

    private void row(JsonParser json) throws IOException {
        var from = json.currentLocation().getByteOffset() - 1;
        String amount = null;
        String currency = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            if (!value.isScalarValue()) {
                json.skipChildren();
            } else if (name.equals(AMOUNT) && value != JsonToken.VALUE_NULL) {
                amount = json.getText();
            } else if (name.equals(CURRENCY) && value != JsonToken.VALUE_NULL) {
                currency = json.getText();
            }
        }
        add(from, json.currentLocation().getByteOffset());
        amounts.add(amount);
        currencies.add(currency);
    }

    private void add(long from, long to) throws IOException {
        if (from < 0) {
            throw new IOException("RFC 8259 wants JSON in UTF-8");
        }
        var place = 2 * amounts.size();
        if (place == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * place);
        }
        bounds[place] = (int) from;
        bounds[place + 1] = (int) to;
    }
}
