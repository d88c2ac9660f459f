package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What IM has, and what it makes of a batch of credits: written from what is known of IM, with nothing of the connector. It
 * knows a credit by its sourceRef and never takes it twice.
 */
final class Tenant {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Manner manner;
    private final SplittableRandom chance;
    private final Map<String, JsonNode> credits = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> poison = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    private final Set<String> ignored = new HashSet<>();
    private boolean healed;

    Tenant(Manner manner, long seed) {
        this.manner = manner;
        this.chance = new SplittableRandom(seed ^ 0x7E4A47);
    }

    /** A status with its body. */
    record Answer(int status, String body) {}

    /** Has the rows' credits, and knows which of them it will not take as it should. */
    void meet(List<Row> rows) {
        for (var row : rows) {
            switch (row.kind()) {
                case THERE ->
                    credits.put(row.sourceRef(), JSON.createObjectNode().put("by", "somebody else"));
                case POISON -> poison.add(row.sourceRef());
                case SILENT -> silent.add(row.sourceRef());
                case IGNORED -> ignored.add(row.sourceRef());
                default -> {}
            }
        }
    }

    /** From now on it does as it should. */
    void heal() {
        healed = true;
    }

    Map<String, JsonNode> credits() {
        return credits;
    }

    /** The sourceRefs of credits that were refused at some time, each by an answer about itself. */
    Set<String> refused() {
        return refused;
    }

    static List<JsonNode> batch(byte[] body) {
        try {
            var batch = new ArrayList<JsonNode>();
            JSON.readTree(body).get("value").forEach(batch::add);
            return batch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String ref(JsonNode credit) {
        return credit.get("sourceRef").textValue();
    }

    /** Takes what it can of a batch, and answers. */
    Answer post(List<JsonNode> batch) {
        if (batch.size() > manner.maxBatch()) {
            return refusal(batch, 413);
        }
        if (!healed && batch.stream().anyMatch(credit -> poison.contains(ref(credit)))) {
            return new Answer(500, "{\"error\":\"internal\"}");
        }
        if (manner.refusal() && batch.stream().anyMatch(Tenant::isUnwanted)) {
            return refusal(batch, 400);
        }
        if (manner.conflict() == Manner.Conflict.WHOLE_BATCH
                && batch.stream().anyMatch(credit -> credits.containsKey(ref(credit)))) {
            return conflict();
        }
        var items = new ArrayList<ObjectNode>();
        for (var credit : batch) {
            take(credit, items);
        }
        Collections.shuffle(items, new java.util.Random(chance.nextLong()));
        return new Answer(manner.status(), results(items));
    }

    /** A batch as a deed. */
    Errand.Deed deed(byte[] body, List<Row> beside) {
        var batch = batch(body);
        return new Errand.Deed() {
            @Override
            public Answer take() {
                return post(batch);
            }

            @Override
            public void takeLate() {
                postLate(batch);
            }

            @Override
            public Answer refuse(int status) {
                return refusal(batch, status);
            }

            @Override
            public boolean wouldBeALie(Trouble trouble) {
                if (batch.size() > 1) {
                    return false;
                }
                // Of a single credit: that it is there, or that it is refused although it is there, or comes by the
                // API.
                var ref = ref(batch.get(0));
                var comes = credits.containsKey(ref)
                        || beside.stream().anyMatch(row -> row.sourceRef().equals(ref));
                return switch (trouble) {
                    case IM_409 -> true;
                    case IM_400, IM_404, IM_422, IM_413, IM_QUOTES_THE_TOKEN -> comes;
                    default -> false;
                };
            }

            /** Once more, and as something else. */
            @Override
            public Answer takeNamingTwice() {
                var answer = take();
                if (answer.status() / 100 != 2) {
                    return answer;
                }
                var items = items(answer.body());
                items.stream()
                        .findFirst()
                        .ifPresent(item ->
                                items.add(item.deepCopy().put("status", "ERROR").put("errorMessage", "Not sure")));
                return new Answer(answer.status(), results(items));
            }

            @Override
            public List<String> sourceRefs() {
                return batch.stream().map(Tenant::ref).toList();
            }
        };
    }

    /** Takes what was on its way for long, but for what it has refused meanwhile. */
    private void postLate(List<JsonNode> batch) {
        post(batch.stream().filter(credit -> !refused.contains(ref(credit))).toList());
    }

    private void take(JsonNode credit, List<ObjectNode> items) {
        var ref = ref(credit);
        if (!healed && ignored.contains(ref)) {
            return;
        }
        var item = JSON.createObjectNode().put("sourceRef", ref);
        if (credits.containsKey(ref)) {
            item.put("status", manner.conflict().status);
            if (!manner.conflict().message.isEmpty()) {
                item.put("errorMessage", manner.conflict().message.formatted(ref));
            }
        } else if (isUnwanted(credit)) {
            refused.add(ref);
            item.put("status", "ERROR").put("errorMessage", "Participant is not known");
        } else {
            credits.put(ref, credit);
            item.put("status", "CREATED").putNull("errorMessage");
        }
        if (healed || !silent.contains(ref)) {
            items.add(item);
        }
    }

    static List<ObjectNode> items(String body) {
        try {
            var items = new ArrayList<ObjectNode>();
            JSON.readTree(body).get("results").forEach(item -> items.add((ObjectNode) item));
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String results(List<ObjectNode> items) {
        var answer = JSON.createObjectNode();
        answer.putArray("results").addAll(items);
        return answer.toString();
    }

    private static boolean isUnwanted(JsonNode credit) {
        return credit.get("participantId").textValue().startsWith("NOBODY");
    }

    /** As a whole; said of a single credit, it is an answer about that one. */
    private Answer refusal(List<JsonNode> batch, int status) {
        if (batch.size() == 1) {
            refused.add(ref(batch.get(0)));
        }
        return new Answer(status, "{\"error\":\"The request is refused\"}");
    }

    static Answer conflict() {
        return new Answer(409, "{\"error\":\"Conflict\"}");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
