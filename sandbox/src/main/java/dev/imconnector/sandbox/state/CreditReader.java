package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.RequestRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads credits from a request's body as a stream of tokens. One object reads one body. */
public final class CreditReader {

    private final JsonParser in;
    private String sourceRef;
    private String participantId;
    private String transactionDate;
    private String amount;
    private String currencyCode;
    private String periodId;
    private String malformed;
    private ByteArrayBuilder extras;
    private JsonGenerator extrasOut;

    private CreditReader(JsonParser in) {
        this.in = in;
    }

    /**
     * Reads {@code {"value":[credit…]}}.
     *
     * @param most how many are read at most; one more than that is enough to see that there are too many
     * @throws RequestRefusedException when the body is no JSON or not of that shape
     */
    public static List<CreditItem> batch(byte[] body, int most) {
        try (var in = Json.parser(body)) {
            return new CreditReader(in).batch(most);
        } catch (IOException e) {
            throw new RequestRefusedException(400, "The body is not valid JSON");
        }
    }

    /** Reads one credit object. */
    public static CreditItem single(byte[] body) {
        try (var in = Json.parser(body)) {
            require(in.nextToken() == JsonToken.START_OBJECT, "The body must be one credit object");
            var item = new CreditReader(in).item();
            require(in.nextToken() == null, "Something follows the credit");
            return item;
        } catch (IOException e) {
            throw new RequestRefusedException(400, "The body is not valid JSON");
        }
    }

    /** Reads the credit object that the parser is at. */
    static CreditItem at(JsonParser in) throws IOException {
        return new CreditReader(in).item();
    }

    private List<CreditItem> batch(int most) throws IOException {
        require(in.nextToken() == JsonToken.START_OBJECT, "The body must be an object with the array 'value'");
        require("value".equals(in.nextFieldName()), "The body must have 'value' as its only property");
        require(in.nextToken() == JsonToken.START_ARRAY, "'value' must be an array of credits");
        var items = new ArrayList<CreditItem>(100);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(item());
            if (items.size() >= most) {
                return items;
            }
        }
        require(in.nextToken() == JsonToken.END_OBJECT, "The body must have 'value' as its only property");
        require(in.nextToken() == null, "Something follows the body");
        require(!items.isEmpty(), "'value' is empty");
        return items;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new RequestRefusedException(400, otherwise);
        }
    }

    private CreditItem item() throws IOException {
        clear();
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            malformed = "a credit must be an object";
        } else {
            for (var name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                member(name);
            }
        }
        return new CreditItem(
                sourceRef, participantId, transactionDate, amount, currencyCode, periodId, extraBytes(), malformed);
    }

    private void clear() {
        sourceRef = participantId = transactionDate = amount = currencyCode = periodId = malformed = null;
        extras = null;
        extrasOut = null;
    }

    private void member(String name) throws IOException {
        switch (name) {
            case "sourceRef" -> sourceRef = text(name, sourceRef);
            case "participantId" -> participantId = text(name, participantId);
            case "transactionDate" -> transactionDate = text(name, transactionDate);
            case "amount" -> amount = number(name, amount);
            case "currencyCode" -> currencyCode = text(name, currencyCode);
            case "periodId" -> periodId = text(name, periodId);
            default -> extra(name);
        }
    }

    private String text(String name, String before) throws IOException {
        return value(name, before, in.currentToken() == JsonToken.VALUE_STRING, "a string");
    }

    private String number(String name, String before) throws IOException {
        return value(name, before, in.currentToken().isNumeric(), "a JSON number");
    }

    private String value(String name, String before, boolean rightType, String type) throws IOException {
        if (before != null) {
            malformed = name + " is there twice";
        }
        if (rightType) {
            return in.getText();
        }
        in.skipChildren();
        malformed = name + " must be " + type;
        return before;
    }

    private void extra(String name) throws IOException {
        if (extras == null) {
            extras = new ByteArrayBuilder();
            extrasOut = Json.FACTORY.createGenerator(extras);
            extrasOut.writeStartObject();
        }
        extrasOut.writeFieldName(name);
        if (in.currentToken().isNumeric()) {
            extrasOut.writeNumber(in.getText()); // its own digits
        } else {
            extrasOut.copyCurrentStructureExact(in);
        }
    }

    private byte[] extraBytes() throws IOException {
        if (extras == null) {
            return null;
        }
        extrasOut.writeEndObject();
        extrasOut.close();
        return extras.toByteArray();
    }
}
