package dev.imconnector.im.dialect.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.credit.Credit;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.dialect.CreditVerdict;
import dev.imconnector.im.dialect.JsonAnswers;
import dev.imconnector.problem.BudgetedPattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A batch of credits as a request's body, and what the answer says of each of them. */
final class CreditItems {

    private static final JsonFactory JSON = new JsonFactory();

    /** More than most credits take, so that a body is not copied while it grows. */
    private static final int BODY_PER_CREDIT = 192;

    private static final Set<String> THERE = Set.of("DUPLICATE", "EXISTS", "ALREADY_EXISTS", "CONFLICT");

    private final BudgetedPattern alreadyExists;

    /** @param alreadyExists which {@link CreditWords} of an error mean that IM has the credit already */
    CreditItems(Pattern alreadyExists) {
        this.alreadyExists = new BudgetedPattern(alreadyExists);
    }

    /** {@code {"value":[credit…]}}, each credit as in our own files, its amount with exactly its digits. */
    static byte[] body(List<Credit> credits) {
        var body = new ByteArrayOutputStream(64 + credits.size() * BODY_PER_CREDIT);
        try (var json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("value");
            for (var credit : credits) {
                credit.writeTo(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes what is written to it", e);
        }
        return body.toByteArray();
    }

    /**
     * Reads {@code {"results":[{"sourceRef","status","errorMessage"}]}}, whatever the status code was.
     *
     * @param sent the credits of the request
     * @return empty when the body is no such thing, and so says nothing of any item
     */
    Optional<List<CreditVerdict>> verdicts(HttpAnswer answer, List<Credit> sent) {
        try (var json = JSON.createParser(answer.body())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            List<CreditVerdict> verdicts = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var results = json.currentName().equals("results");
                if (json.nextToken() == JsonToken.START_ARRAY && results) {
                    verdicts = all(json, sent);
                } else {
                    json.skipChildren();
                }
            }
            return json.currentToken() == JsonToken.END_OBJECT ? Optional.ofNullable(verdicts) : Optional.empty();
        } catch (IOException e) {
            // Cut off or no JSON: nothing in it can be relied on, so it says nothing; the caller asks again.
            return Optional.empty();
        }
    }

    private List<CreditVerdict> all(JsonParser json, List<Credit> sent) throws IOException {
        var verdicts = new ArrayList<CreditVerdict>(sent.size());
        var byRef = new ByRef(sent);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                verdict(json, byRef).ifPresent(verdicts::add);
            } else {
                json.skipChildren();
            }
        }
        return verdicts;
    }

    private Optional<CreditVerdict> verdict(JsonParser json, ByRef sent) throws IOException {
        String sourceRef = null;
        String status = "";
        String message = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            if (!value.isScalarValue()) {
                json.skipChildren();
                continue;
            }
            switch (name) {
                case "sourceRef" -> sourceRef = value == JsonToken.VALUE_NULL ? null : json.getText();
                case "status" -> status = json.getText();
                case "errorMessage" -> message = value == JsonToken.VALUE_NULL ? "" : json.getText();
                default -> {}
            }
        }
        if (sourceRef == null) {
            return Optional.empty();
        }
        var kind = kind(sourceRef, status, message, sent);
        return Optional.of(new CreditVerdict(sourceRef, kind, kind.isInIm() ? "" : said(status, message)));
    }

    private static String said(String status, String message) {
        var cleaned = JsonAnswers.cleaned(message);
        return cleaned.isBlank() ? JsonAnswers.cleaned("IM answered status " + status) : cleaned;
    }

    private CreditVerdict.Kind kind(String sourceRef, String status, String message, ByRef sent) {
        var word = status.strip().toUpperCase(Locale.ROOT);
        if (word.equals("CREATED")) {
            return CreditVerdict.Kind.CREATED;
        }
        if (THERE.contains(word)) {
            return CreditVerdict.Kind.ALREADY_PRESENT;
        }
        if (word.equals("ERROR")) {
            // What cannot be told is a reject, which somebody reads, and not a success.
            return sent.find(sourceRef)
                            .filter(credit -> sayThatItIsThere(CreditWords.about(credit, message)))
                            .isPresent()
                    ? CreditVerdict.Kind.ALREADY_PRESENT
                    : CreditVerdict.Kind.REJECTED;
        }
        return CreditVerdict.Kind.UNKNOWN;
    }

    /** Whether words about a credit mean that IM has it. */
    boolean sayThatItIsThere(CreditWords words) {
        return words.say(alreadyExists);
    }

    /** The credits of a request by their sourceRefs; made when one is looked for, which a good night never does. */
    private static final class ByRef {

        private final List<Credit> sent;
        private Map<String, Credit> credits;

        ByRef(List<Credit> sent) {
            this.sent = sent;
        }

        Optional<Credit> find(String sourceRef) {
            if (credits == null) {
                credits = new HashMap<>(sent.size() * 2);
                sent.forEach(credit -> credits.put(credit.sourceRef(), credit));
            }
            return Optional.ofNullable(credits.get(sourceRef));
        }
    }
}
