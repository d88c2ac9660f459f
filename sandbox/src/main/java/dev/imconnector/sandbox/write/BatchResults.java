package dev.imconnector.sandbox.write;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.state.CreditItem;
import dev.imconnector.sandbox.state.Dice;
import dev.imconnector.sandbox.state.Verdict;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.WriteSwitches;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The answer to a batch with one result for each credit. */
public final class BatchResults {

    private final Dice dice;

    public BatchResults(Dice dice) {
        this.dice = dice;
    }

    /**
     * Makes the answer.
     *
     * @param problems why a credit is bad, null for the others
     * @param omitted which results are left out
     */
    SandboxAnswer of(
            List<CreditItem> items,
            Verdict[] verdicts,
            String[] problems,
            boolean[] omitted,
            SandboxSwitches settings) {
        var allCreated = Arrays.stream(verdicts).allMatch(verdict -> verdict == Verdict.CREATED);
        var order = order(verdicts.length, settings.get(WriteSwitches.ANSWER_ORDER));
        return SandboxAnswer.json(
                settings.get(allCreated ? WriteSwitches.CREATED_STATUS : WriteSwitches.MIXED_STATUS), out -> {
                    out.writeStartObject();
                    out.writeArrayFieldStart("results");
                    for (var i : order) {
                        if (!omitted[i]) {
                            writeResult(out, items.get(i).sourceRef(), verdicts[i], problems[i], settings);
                        }
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                });
    }

    private int[] order(int size, WriteSwitches.AnswerOrder wanted) {
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = wanted == WriteSwitches.AnswerOrder.REVERSED ? size - 1 - i : i;
        }
        if (wanted == WriteSwitches.AnswerOrder.SHUFFLED) {
            for (int i = size - 1; i > 0; i--) {
                var other = dice.below(i + 1);
                var swapped = order[i];
                order[i] = order[other];
                order[other] = swapped;
            }
        }
        return order;
    }

    private static void writeResult(
            JsonGenerator out, String sourceRef, Verdict verdict, String problem, SandboxSwitches settings)
            throws IOException {
        var duplicate = settings.get(WriteSwitches.DUPLICATE);
        var status = switch (verdict) {
            case CREATED -> "CREATED";
            case DUPLICATE -> duplicate.itemStatus();
            case BAD -> "ERROR";
        };
        var message = verdict == Verdict.DUPLICATE
                ? duplicate.messageFor(sourceRef, settings.get(WriteSwitches.DUPLICATE_MESSAGE))
                : problem;
        out.writeStartObject();
        out.writeStringField("sourceRef", sourceRef);
        out.writeStringField("status", status);
        if (message != null) {
            out.writeStringField("errorMessage", message);
        }
        out.writeEndObject();
    }
}
