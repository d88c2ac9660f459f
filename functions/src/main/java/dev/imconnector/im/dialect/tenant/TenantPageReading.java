package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads one page's envelope, {@code {"payments":[row…],"next":"/v2/payments?…"}}. The rows stay as they are, with fields
 * added behind their own. For use by one thread, once.
 */
final class TenantPageReading {

    private static final JsonFactory JSON = new JsonFactory();

    private final String resource;
    private final Supplier<RowFacts> newFacts;
    private final boolean isCopied;
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream(64 * 1024);
    private final List<String> amounts = new ArrayList<>();
    private final List<String> currencies = new ArrayList<>();
    private int[] bounds = new int[256];
    private boolean hasRows;
    private boolean hasLineBreaks;
    private String next;
    private String fault;

    /**
     * @param resource under whose name the rows are listed
     * @param newFacts what is gathered of a row
     */
    TenantPageReading(String resource, Supplier<RowFacts> newFacts) {
        this.resource = resource;
        this.newFacts = newFacts;
        this.isCopied = newFacts.get() != RowFacts.NONE;
    }

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
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            member(json, body);
        }
        hasLineBreaks = json.currentLocation().getLineNr() > 1;
        return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
    }

    private PageAnswer whole(byte[] body) {
        if (fault != null || !hasRows) {
            return new PageAnswer.NoPage(fault == null ? "it has no list of " + resource : fault);
        }
        var rows = new Page(
                isCopied ? copy.toByteArray() : body,
                Arrays.copyOf(bounds, 2 * amounts.size()),
                hasLineBreaks,
                amounts.toArray(String[]::new),
                currencies.toArray(String[]::new),
                Optional.empty());
        return new PageAnswer.Rows(rows, Optional.ofNullable(next));
    }

    private void member(JsonParser json, byte[] body) throws IOException {
        var name = json.currentName();
        var value = json.nextToken();
        if (name.equals(resource)) {
            rows(json, value, body);
        } else if (isNext(name)) {
            next(json, value);
        } else {
            json.skipChildren();
        }
    }

    /** However it is spelt: a link that is overlooked makes a short result look whole. */
    private static boolean isNext(String name) {
        var plain = name.toLowerCase(Locale.ROOT);
        return plain.equals("next") || plain.endsWith("nextlink");
    }

    private void next(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            next = json.getText().isBlank() ? next : json.getText().strip();
        } else if (value != JsonToken.VALUE_NULL) {
            fault = "its link to the next page is not a string";
            json.skipChildren();
        }
    }

    private void rows(JsonParser json, JsonToken value, byte[] body) throws IOException {
        if (value != JsonToken.START_ARRAY || hasRows) {
            fault = "it has not exactly one list of " + resource;
            json.skipChildren();
            return;
        }
        hasRows = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                row(json, body);
            } else if (json.currentToken() == null) {
                throw new IOException("The list of rows is cut off");
            } else {
                fault = "one of its rows is not an object";
                json.skipChildren();
            }
        }
    }

    private void row(JsonParser json, byte[] body) throws IOException {
        var from = place(json) - 1;
        var facts = newFacts.get();
        var names = new HashSet<String>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            names.add(name);
            json.nextToken();
            facts.see(name, json);
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("A row is cut off");
        }
        if (facts.isKept()) {
            keep(body, from, place(json), facts, names);
        }
    }

    private static int place(JsonParser json) throws IOException {
        var place = json.currentLocation().getByteOffset();
        if (place < 0) {
            throw new IOException("RFC 8259 wants JSON in UTF-8");
        }
        return (int) place;
    }

    private void keep(byte[] body, int from, int to, RowFacts facts, Set<String> names) throws IOException {
        if (isCopied) {
            var start = copy.size();
            var added = new AddedFields(names);
            facts.addTo(added);
            added.write(body, from, to, copy);
            bound(start, copy.size());
        } else {
            bound(from, to);
        }
        amounts.add(facts.amount());
        currencies.add(facts.currency());
    }

    private void bound(int from, int to) {
        var place = 2 * amounts.size();
        if (place == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * place);
        }
        bounds[place] = from;
        bounds[place + 1] = to;
    }
}
