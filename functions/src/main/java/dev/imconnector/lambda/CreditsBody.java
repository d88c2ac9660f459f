package dev.imconnector.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.credit.CreditJson;
import dev.imconnector.credit.RawCredit;
import dev.imconnector.lambda.http.ApiException;
import dev.imconnector.lambda.http.ApiJson;
import dev.imconnector.lambda.http.ApiRequest;
import dev.imconnector.push.inline.InlineBatch;
import java.io.IOException;

/** The body of {@code POST /credits}: {@code {"value":[credit…]}}, 1 to 500 of them. */
final class CreditsBody {

    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private CreditsBody() {}

    /** @throws ApiException when it is none */
    static InlineBatch read(ApiRequest request) {
        var batch = ApiJson.read(request, MAX_BYTES, CreditsBody::object);
        if (batch.size() == 0) {
            throw ApiException.badRequest("CREDITS_MISSING", "value is empty", "Send 1 to 500 credits in value");
        }
        return batch;
    }

    private static InlineBatch object(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw ApiJson.invalid("it is not an object", json);
        }
        var batch = new InlineBatch();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            if (!json.currentName().equals("value")) {
                throw ApiJson.invalid("it has a field other than value", json);
            }
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw ApiJson.invalid("value is not an array", json);
            }
            credits(json, batch);
        }
        return batch;
    }

    private static void credits(JsonParser json, InlineBatch batch) throws IOException {
        var raw = new RawCredit();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw ApiJson.invalid("value[" + batch.size() + "] is not an object", json);
            }
            if (batch.size() == InlineBatch.MAX_CREDITS) {
                throw ApiException.badRequest(
                        "TOO_MANY_CREDITS",
                        "value has more than " + InlineBatch.MAX_CREDITS + " credits",
                        "Send at most " + InlineBatch.MAX_CREDITS + " at a time, or push a file: POST /credit-pushes");
            }
            CreditJson.read(json, raw);
            batch.add(raw);
        }
    }
}
