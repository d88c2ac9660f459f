package dev.imconnector.im.dialect.tenant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.imconnector.im.QueryException;
import dev.imconnector.problem.Problem;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which pipeline is to be started, in names that people know.
 *
 * @param stage what it does
 * @param period the period's name
 * @param calendar the name of the period's calendar, if it is said
 * @param processingUnit the name of the processing unit, if it is said
 * @param runMode {@code full} or {@code incremental}
 */
record PipelineOrder(
        PipelineStage stage,
        String period,
        Optional<String> calendar,
        Optional<String> processingUnit,
        String runMode) {

    /** The fields that it is written with. */
    static final Set<String> FIELDS = Set.of("stage", "period", "calendar", "processingUnit", "runMode");

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> RUN_MODES = Set.of("full", "incremental");
    private static final String EXAMPLE =
            "Write {\"stage\":\"CompensateAndPay\",\"period\":\"2026-03\"}, and calendar, processingUnit and runMode (full,"
                    + " incremental) if need be";

    /**
     * @param json one JSON object
     * @throws QueryException when it names no pipeline that can be started
     */
    static PipelineOrder read(byte[] json) {
        var texts = texts(json);
        var stage = texts.getOrDefault("stage", "");
        var period = texts.getOrDefault("period", "");
        if (period.isBlank()) {
            throw invalid("it names no period");
        }
        var runMode = texts.getOrDefault("runMode", "full");
        if (!RUN_MODES.contains(runMode)) {
            throw invalid("its runMode '" + runMode + "' does not exist");
        }
        return new PipelineOrder(
                PipelineStage.named(stage)
                        .orElseThrow(() -> new QueryException(new Problem(
                                "PIPELINE_UNKNOWN",
                                "There is no pipeline stage '" + stage + "' that can be started; nothing was sent",
                                "Use one of " + PipelineStage.names()))),
                period,
                Optional.ofNullable(texts.get("calendar")),
                Optional.ofNullable(texts.get("processingUnit")),
                runMode);
    }

    private static Map<String, String> texts(byte[] body) {
        var texts = new HashMap<String, String>();
        try (var json = JSON.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                if (!FIELDS.contains(name)) {
                    throw invalid("it has a field '" + name + "', which is not known here");
                }
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, json.getText().strip());
                } else {
                    throw invalid(name + " is not a string");
                }
            }
            return texts;
        } catch (IOException e) {
            throw invalid("it is not valid JSON");
        }
    }

    private static QueryException invalid(String what) {
        return new QueryException(new Problem(
                "PIPELINE_START_INVALID", "The pipeline cannot be started with this request:" + " " + what, EXAMPLE));
    }
}
