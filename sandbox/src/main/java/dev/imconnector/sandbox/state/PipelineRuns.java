package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.WriteSwitches;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Pipeline runs, whose status moves on with time: PENDING for the first tenth, RUNNING, then the end that
 * {@link WriteSwitches#PIPELINE_END} named at the start. One that ends well classifies the credits that were there when it
 * started. Safe for use by several threads.
 */
public final class PipelineRuns {

    private static final long FIRST_ID = 50_000_000_000_000_001L;
    private static final Set<String> GOOD_ENDS = Set.of("COMPLETED", "SUCCESSFUL", "DONE");

    private final LiveSwitches switches;
    private final CreditBook book;
    private final Journal journal;
    private final List<Run> runs = new ArrayList<>();

    /** @param credits how many there were when it started */
    private record Run(ObjectNode document, long startedMicros, long endsMicros, String end, int credits) {

        String statusAt(long nowMicros) {
            if (nowMicros >= endsMicros) {
                return end;
            }
            return nowMicros - startedMicros < (endsMicros - startedMicros) / 10 ? "PENDING" : "RUNNING";
        }
    }

    PipelineRuns(LiveSwitches switches, CreditBook book, Journal journal) {
        this.switches = switches;
        this.book = book;
        this.journal = journal;
    }

    /** @return the new run's id */
    public synchronized String start(ObjectNode request, long nowMicros) {
        var document = request.deepCopy();
        var runId = Long.toString(FIRST_ID + runs.size());
        document.put("runId", runId);
        document.put("createdDate", Micros.toInstant(nowMicros).toString());
        var ends = nowMicros + switches.get(WriteSwitches.PIPELINE_SECONDS) * 1_000_000L;
        var run = new Run(document, nowMicros, ends, switches.get(WriteSwitches.PIPELINE_END), book.size());
        runs.add(run);
        journal.put(Schema.PIPELINE_RUNS.entity(), journalled(run));
        return runId;
    }

    private static ObjectNode journalled(Run run) {
        var line = Json.MAPPER.createObjectNode();
        line.set("document", run.document());
        line.put("startedMicros", run.startedMicros());
        line.put("endsMicros", run.endsMicros());
        line.put("end", run.end());
        line.put("credits", run.credits());
        return line;
    }

    /** Takes a run over from the journal. */
    synchronized void replay(ObjectNode line) {
        runs.add(new Run(
                (ObjectNode) line.get("document"),
                line.get("startedMicros").longValue(),
                line.get("endsMicros").longValue(),
                line.get("end").textValue(),
                line.get("credits").intValue()));
    }

    /** Does what runs that have ended by now have done to the credits. */
    public synchronized void settle(long nowMicros) {
        var end = runs.stream()
                .filter(run -> nowMicros >= run.endsMicros() && GOOD_ENDS.contains(run.end()))
                .mapToInt(Run::credits)
                .max()
                .orElse(0);
        book.classify(end, switches.get(WriteSwitches.CLASSIFICATION_ERROR_REF));
    }

    /** The runs as they are now. */
    synchronized DocumentRows rows(long nowMicros) {
        var documents = runs.stream()
                .map(run -> run.document().deepCopy().put("status", run.statusAt(nowMicros)))
                .toList();
        return new Documents(Schema.PIPELINE_RUNS, documents).rows().withVersion(nowMicros);
    }
}
