package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.im.dialect.tenant.wire.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The runs of one stage and period that a tenant shows at a moment: what another look shows besides has been started since.
 * So no clock is compared with another.
 *
 * @param all their ids
 * @param going the ids of those that have not ended
 */
record StartedPipelines(Set<String> all, Set<String> going) {

    private static final JsonFactory JSON = new JsonFactory();

    /** @param rows runs of the period, each one JSON object */
    static StartedPipelines of(List<String> rows, PipelineStage stage) {
        var all = new HashSet<String>();
        var going = new TreeSet<String>();
        for (var row : rows) {
            var run = read(row);
            if (stage.seq().equals(run.stageType) && run.seq != null) {
                all.add(run.seq);
                if (!"Done".equalsIgnoreCase(run.state)) {
                    going.add(run.seq);
                }
            }
        }
        return new StartedPipelines(all, going);
    }

    /** The only one that was not there before; empty when there is none, or more than one. */
    Optional<String> onlyOneSince(StartedPipelines before) {
        var since = new HashSet<>(all);
        since.removeAll(before.all);
        return since.size() == 1 ? Optional.of(since.iterator().next()) : Optional.empty();
    }

    private record Run(String seq, String stageType, String state) {}

    private static Run read(String row) {
        String seq = null;
        String stageType = null;
        String state = null;
        try (var json = JSON.createParser(row)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "pipelineRunSeq" -> seq = json.getValueAsString();
                    case "stageType" ->
                        stageType = Reference.read(json)
                                .flatMap(each -> each.seq("stageTypeSeq"))
                                .orElse(null);
                    case "state" -> state = json.getValueAsString();
                    default -> {}
                }
                json.skipChildren();
            }
            return new Run(seq, stageType, state);
        } catch (IOException e) {
            throw new UncheckedIOException("A row that was read once can be read again", e);
        }
    }
}
