package dev.imconnector.cli.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.cli.probe.ProbeClient.Answer;
import dev.imconnector.settings.SettingsReader;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The questions about writing credits. */
final class WriteProbe {

    /** The default of already-exists-pattern. */
    private static final Pattern DEFAULT_PATTERN = new SettingsReader(Map.of(), path -> Map.of(), Clock.systemUTC())
            .read()
            .alreadyExistsPattern();

    /** What stands for the credit's own sourceRef where the pattern looks. */
    private static final String OWN_REF = "{sourceRef}";

    private static final Set<String> THERE = Set.of("DUPLICATE", "EXISTS", "ALREADY_EXISTS", "CONFLICT");
    private static final int RECOMMENDED = 100;

    private final Probe.Plan plan;
    private final ProbeClient client;
    private final String token;
    private final List<Finding> findings;

    private int number;

    WriteProbe(Probe.Plan plan, ProbeClient client, String token, List<Finding> findings) {
        this.plan = plan;
        this.client = client;
        this.token = token;
        this.findings = findings;
    }

    void ask() throws InterruptedException {
        var first = credit();
        var created = send(first);
        findings.add(Finding.of("one credit", created.status() + ", " + item(created, first)));
        if (!"CREATED".equals(itemStatus(created, first))) {
            findings.add(Finding.of(
                    "other writes",
                    "skipped: the tenant does not take a good credit (" + client.shown(created)
                            + "); are --participant, --period and --currency ones that it knows?"));
            return;
        }
        again(first);
        var badRefused = bad();
        mixed(first);
        findings.add(unknown("unknown participant", credit().put("participantId", plan.prefix() + "-nobody")));
        findings.add(unknown("unknown period", credit().put("periodId", plan.prefix() + "-never")));
        if (plan.maxBatch() > 0) {
            batchSize(badRefused);
        }
    }

    private void again(ObjectNode first) throws InterruptedException {
        var answer = send(first);
        var status = itemStatus(answer, first);
        if (status.isEmpty()) {
            findings.add(
                    answer.status() == 409
                            ? Finding.asByDefault(
                                    "the same again",
                                    "409 for the whole batch; the push halves it until each record has its own outcome",
                                    "already-exists-pattern")
                            : Finding.of("the same again", "no outcome: " + client.shown(answer)));
        } else if (status.equals("CREATED")) {
            findings.add(Finding.of(
                    "the same again", "CREATED once more: this tenant DOUBLES credits. Do not push into it twice"));
        } else if (THERE.contains(status)) {
            findings.add(Finding.asByDefault("the same again", item(answer, first), "already-exists-pattern"));
        } else {
            words(answer, first);
        }
    }

    private void words(Answer answer, ObjectNode first) {
        var message = result(answer, first).path("errorMessage").asText("");
        if (DEFAULT_PATTERN.matcher(message.replace(ref(first), OWN_REF)).find()) {
            findings.add(Finding.asByDefault("the same again", item(answer, first), "already-exists-pattern"));
            return;
        }
        findings.add(new Finding(
                "the same again",
                item(answer, first),
                "already-exists-pattern",
                DEFAULT_PATTERN.pattern() + "|" + literal(message.replace(ref(first), OWN_REF))));
    }

    private static String literal(String text) {
        return text.replaceAll("([\\\\.\\[\\]{}()*+?^$|])", "\\\\$1");
    }

    /** @return whether a batch with a bad record is refused as a whole */
    private boolean bad() throws InterruptedException {
        var bad = bad(credit());
        var answer = send(bad);
        var whole = itemStatus(answer, bad).isEmpty();
        findings.add(Finding.of(
                "one bad credit",
                whole ? "refused as a whole: " + client.shown(answer) : answer.status() + ", " + item(answer, bad)));
        return whole;
    }

    private static ObjectNode bad(ObjectNode credit) {
        return credit.put("currencyCode", "???");
    }

    private void mixed(ObjectNode there) throws InterruptedException {
        var fresh = credit();
        var bad = bad(credit());
        var answer = send(fresh, bad, there);
        var results = answer.json().path("results");
        if (results.isEmpty()) {
            findings.add(Finding.of(
                    "new, bad and known in one batch",
                    "refused as a whole: " + client.shown(answer) + "; " + leftBehind(fresh)));
            return;
        }
        var order = new ArrayList<String>();
        results.forEach(result -> order.add(result.path("sourceRef").asText()));
        var sent = List.of(ref(fresh), ref(bad), ref(there));
        findings.add(Finding.of(
                "new, bad and known in one batch",
                answer.status() + ", an outcome each for " + results.size() + " of 3, "
                        + (order.equals(sent) ? "in the order of the request" : "in another order than the request")));
    }

    private String leftBehind(ObjectNode fresh) throws InterruptedException {
        var answer = send(fresh);
        return "CREATED".equals(itemStatus(answer, fresh))
                ? "nothing of it was stored"
                : "its good record was stored all the same (" + item(answer, fresh) + ")";
    }

    private Finding unknown(String question, ObjectNode credit) throws InterruptedException {
        var answer = send(credit);
        var status = itemStatus(answer, credit);
        return Finding.of(
                question,
                status.isEmpty()
                        ? "refused as a whole: " + client.shown(answer)
                        : status.equals("CREATED") ? "not checked: CREATED" : item(answer, credit));
    }

    private void batchSize(boolean badRefused) throws InterruptedException {
        var good = 0;
        var refused = Integer.MAX_VALUE;
        for (var size : new int[] {RECOMMENDED, 200, 500, 1_000}) {
            if (size <= plan.maxBatch() && refused == Integer.MAX_VALUE) {
                if (takes(size, badRefused)) {
                    good = size;
                } else {
                    refused = size;
                }
            }
        }
        while (good < RECOMMENDED && refused != Integer.MAX_VALUE && refused - good > 1) {
            var middle = (good + refused) / 2;
            if (takes(middle, badRefused)) {
                good = middle;
            } else {
                refused = middle;
            }
        }
        var answer = refused == Integer.MAX_VALUE
                ? "as many as were tried (" + good + ") are taken"
                : good + " are taken, " + refused + " are not";
        findings.add(
                good == 0 || good >= RECOMMENDED
                        ? Finding.asByDefault("credits in a batch", answer, "batch-size")
                        : new Finding("credits in a batch", answer, "batch-size", Integer.toString(good)));
    }

    /** Of bad credits, so that nothing stays; where those are refused as such, of good ones. */
    private boolean takes(int size, boolean badRefused) throws InterruptedException {
        var all = new ObjectNode[size];
        for (int i = 0; i < size; i++) {
            all[i] = badRefused ? credit() : bad(credit());
        }
        return !send(all).json().path("results").isEmpty();
    }

    private ObjectNode credit() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("sourceRef", plan.prefix() + "-" + ++number)
                .put("participantId", plan.participantId())
                .put("transactionDate", plan.date())
                .put("amount", new BigDecimal("0.01"))
                .put("currencyCode", plan.currencyCode())
                .put("periodId", plan.periodId());
    }

    private Answer send(ObjectNode... credits) throws InterruptedException {
        var body = JsonNodeFactory.instance.objectNode();
        var value = body.putArray("value");
        for (var credit : credits) {
            value.add(credit);
        }
        return client.post("/credits/batch", body, token);
    }

    private static String ref(ObjectNode credit) {
        return credit.path("sourceRef").asText();
    }

    private static JsonNode result(Answer answer, ObjectNode credit) {
        for (var result : answer.json().path("results")) {
            if (result.path("sourceRef").asText().equals(ref(credit))) {
                return result;
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    private static String itemStatus(Answer answer, ObjectNode credit) {
        return result(answer, credit).path("status").asText("");
    }

    private String item(Answer answer, ObjectNode credit) {
        var result = result(answer, credit);
        if (result.isMissingNode()) {
            return "no outcome";
        }
        var message = result.path("errorMessage").asText("");
        return client.clean(result.path("status").asText("") + (message.isEmpty() ? "" : " '" + message + "'"));
    }
}
