package dev.imconnector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.credit.CreditJson;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A preview as {@code --json} prints it; its shape is described in docs/cli.md. */
final class PreviewJson {

    private PreviewJson() {}

    /** What is known before the file is read. */
    record Begun(ObjectNode answer) {

        JsonNode with(Problem problem) {
            return answer.set("error", RunRecords.json().valueToTree(problem));
        }

        JsonNode with(Preview preview) throws IOException {
            var result = preview.result();
            answer.put("records", result.records())
                    .put("toSend", result.toSend())
                    .put("repeated", result.sameContent())
                    .put("rejected", result.rejected())
                    .put("leftOut", result.leftOut());
            var first = answer.putArray("first");
            for (var credit : preview.first()) {
                first.add(RunRecords.json().readTree(CreditJson.of(credit)));
            }
            var totals = answer.putArray("totals");
            preview.totals()
                    .forEach((group, total) -> totals.addObject()
                            .put("currencyCode", group.currencyCode())
                            .put("periodId", group.periodId())
                            .put("count", total.count())
                            .put("amount", total.amount()));
            answer.put("allTotals", preview.allTotals());
            preview.unknown().forEach(answer.putArray("notChecked")::add);
            preview.refusal().ifPresent(why -> with(why));
            var reasons = answer.putArray("reasons");
            preview.reasons()
                    .forEach((code, reason) -> reasons.addObject()
                            .put("code", code)
                            .put("count", reason.count())
                            .put("example", reason.example()));
            return answer.set("warnings", RunRecords.json().valueToTree(result.warnings()));
        }
    }

    static Begun of(Path file, Optional<String> looksLike, List<String> columns, String mapping) {
        var answer = RunRecords.json().createObjectNode();
        answer.put("file", file.toString()).put("looksLike", looksLike.orElse(null));
        columns.forEach(answer.putArray("columns")::add);
        return new Begun(answer.put("mapping", mapping));
    }
}
