package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.im.dialect.tenant.wire.Reference;
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

    /** @param rows runs of the period */
    static StartedPipelines of(List<JsonNode> rows, PipelineStage stage) {
        var all = new HashSet<String>();
        var going = new TreeSet<String>();
        for (var row : rows) {
            var seq = row.path("pipelineRunSeq").asText("");
            var itsStage = Reference.of(row.path("stageType")).flatMap(each -> each.seq("stageTypeSeq"));
            if (itsStage.filter(stage.seq()::equals).isPresent() && !seq.isEmpty()) {
                all.add(seq);
                if (!row.path("state").asText("").equalsIgnoreCase("Done")) {
                    going.add(seq);
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
}
