package dev.imconnector.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.source.files.GunzipStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** Reads a gzipped object of receipts, one after the other. For use by one thread. */
final class ReceiptsReader implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;
    private final Map<String, String> fields = new HashMap<>();

    /** @param gzipped closed with this */
    ReceiptsReader(InputStream gzipped) throws IOException {
        json = JSON.createParser(new GunzipStream(gzipped));
    }

    /**
     * The next receipt, or null after the last one.
     *
     * @throws IOException when it cannot be read, or is none
     */
    SentReceipt next() throws IOException {
        var start = json.nextToken();
        if (start == null) {
            return null;
        }
        if (start != JsonToken.START_OBJECT) {
            throw new IOException("This is not a receipt");
        }
        fields.clear();
        var line = 0L;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && name.equals("line")) {
                line = json.getLongValue();
            } else if (json.currentToken().isScalarValue()) {
                fields.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return new SentReceipt(
                text("file"),
                line,
                text("sourceRef"),
                text("amount"),
                text("currencyCode"),
                text("periodId"),
                text("sha256"),
                text("outcome"),
                text("sentAt"));
    }

    private String text(String name) throws IOException {
        var text = fields.get(name);
        if (text == null) {
            throw new IOException("A receipt has no " + name);
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
