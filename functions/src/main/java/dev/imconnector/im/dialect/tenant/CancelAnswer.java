package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.dialect.JsonAnswers;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What is answered to the cancel of a pipeline run: {@code {"seq":"message"}}, with status 500 for a cancel that was taken,
 * too.
 *
 * @param words what the tenant says of the run; empty when it says nothing of any
 */
record CancelAnswer(String words) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern SEQ = Pattern.compile("[0-9]{1,19}");
    private static final Pattern CODE = Pattern.compile("TCMP_([0-9]+)");

    /** Reads an answer, whatever its status; what is cut off or something else says nothing. */
    static CancelAnswer read(HttpAnswer answer) {
        try (var json = JSON.createParser(answer.body())) {
            if (json.nextToken() == JsonToken.START_OBJECT
                    && json.nextToken() == JsonToken.FIELD_NAME
                    && SEQ.matcher(json.currentName()).matches()
                    && json.nextToken() == JsonToken.VALUE_STRING) {
                var words = JsonAnswers.cleaned(json.getText());
                return json.nextToken() == JsonToken.END_OBJECT ? new CancelAnswer(words) : new CancelAnswer("");
            }
        } catch (IOException e) {
            // Nothing in it can be relied on: it says nothing, and the caller looks at the run.
        }
        return new CancelAnswer("");
    }

    /** Whether an answer says what became of a cancel, whatever its status is. */
    static boolean saysSomething(HttpAnswer answer) {
        return !read(answer).words().isEmpty();
    }

    /**
     * Whether the tenant has taken it: it says so by this very code, or by a success that has no code.
     *
     * @param status the answer's
     */
    boolean isTaken(int status) {
        var code = CODE.matcher(words);
        return code.find() ? code.group(1).equals("60255") : status / 100 == 2;
    }
}
