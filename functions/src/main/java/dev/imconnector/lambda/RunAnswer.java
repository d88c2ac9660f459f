package dev.imconnector.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunRecords;
import java.util.List;

/**
 * A run's record as the answer of a function. Step Functions takes at most 256 KiB from a task, and a state machine dies
 * of more ({@code States.DataLimitExceeded}); a record with 500 long input URIs, or with the words of a thousand records
 * without an outcome, has more. Such an answer lacks what a caller needs least, and says so in {@code omitted}; the
 * stored record keeps everything.
 */
final class RunAnswer {

    /** What leaves room for what the Lambda task wraps around an answer, and escapes in it. */
    static final int MOST_BYTES = 160 * 1024;

    /** Least needed first; a list is cut to its first elements before it is left out. */
    private static final List<String> LONG_ONES =
            List.of("checkpoint", "parts", "lateInput", "ignoredInput", "attempts", "input");

    private static final int FIRST_ELEMENTS = 10;

    private RunAnswer() {}

    /** The record in JSON, of at most {@value #MOST_BYTES} bytes. */
    static byte[] of(RunRecord run) {
        ObjectNode answer = RunRecords.json().valueToTree(run);
        var json = bytes(answer);
        if (json.length <= MOST_BYTES) {
            return json;
        }
        var omitted = answer.putArray("omitted");
        for (int round = 0; round < 2; round++) {
            for (var name : LONG_ONES) {
                if (shorten(answer, name, round == 0 ? FIRST_ELEMENTS : 0) && round == 0) {
                    omitted.add(name);
                }
                json = bytes(answer);
                if (json.length <= MOST_BYTES) {
                    return json;
                }
            }
        }
        return json;
    }

    private static boolean shorten(ObjectNode answer, String name, int elements) {
        if (answer.get(name) instanceof ArrayNode list) {
            if (list.size() <= elements) {
                return false;
            }
            while (list.size() > elements) {
                list.remove(list.size() - 1);
            }
            return true;
        }
        return answer.hasNonNull(name) && answer.putNull(name) != null;
    }

    private static byte[] bytes(ObjectNode answer) {
        try {
            return RunRecords.json().writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A run record can always be written as JSON", e);
        }
    }
}
