package dev.imconnector.cli.probe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.imconnector.cli.probe.ProbeClient.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a tenant turns requests away: with which status and type, and whether it says when to come again. */
final class TenantRefusalQuestions {

    private static final String SMALLEST = "/calendars?top=1";
    private static final int MOST_FOR_LIMIT = 400;
    private static final String NO_ACCESS = "TCMP_09012";
    private static final Set<Integer> REFUSALS = Set.of(401, 402, 403);

    private final ProbeClient client;
    private final TenantProbe.Plan plan;
    private final List<Finding> findings;

    TenantRefusalQuestions(ProbeClient client, TenantProbe.Plan plan, List<Finding> findings) {
        this.client = client;
        this.plan = plan;
        this.findings = findings;
    }

    /** @param reader the header of the client that may only read, if there is one */
    void ask(Optional<String> reader) throws InterruptedException {
        var nobody = plan.tokenUrl().isEmpty() ? "Basic bm9ib2R5Om5vdGhpbmc=" : "Bearer nobody";
        findings.add(Finding.of("wrong credentials", told(client.send("GET", SMALLEST, null, nobody))));
        if (reader.isEmpty()) {
            findings.add(Finding.of(
                    "a right that is missing",
                    "was not asked: set ICM_READER_CLIENT_ID and its secret to a client that may only read"));
            return;
        }
        // Of an empty array nothing is made, whoever sends it.
        var answer = client.send("POST", "/salesOrders", JsonNodeFactory.instance.arrayNode(), reader.get());
        findings.add(Finding.of(
                "a right that is missing",
                REFUSALS.contains(answer.status()) || answer.text().contains(NO_ACCESS)
                        ? told(answer)
                        : "NOT seen, the reading client may write, or the tenant reads the body first: "
                                + told(answer)));
    }

    /** Reads until the tenant says that this is too much, if that is wanted. */
    void limit(String authorization) throws InterruptedException {
        if (!plan.findLimit()) {
            findings.add(Finding.of("too many requests", "was not asked: --find-limit reads until IM says so"));
            return;
        }
        for (int sent = 1; sent <= MOST_FOR_LIMIT; sent++) {
            var answer = client.sendOnce("GET", SMALLEST, authorization);
            if (answer.status() == 429) {
                findings.add(Finding.of("too many requests", "after " + sent + ": " + told(answer)));
                return;
            }
        }
        findings.add(Finding.of("too many requests", MOST_FOR_LIMIT + " in a row were all answered"));
    }

    /** Nobody can ask for it: it is told if it was met. */
    void maintenance() {
        findings.add(Finding.of(
                "maintenance",
                client.page()
                        .map(page -> "SEEN: a page in the place of JSON, " + told(page))
                        .orElse("not seen: every answer was JSON or empty")));
    }

    private String told(Answer answer) {
        return "status " + answer.status() + ", type "
                + client.clean(answer.type().isEmpty() ? "(none)" : answer.type())
                + ", Retry-After " + client.clean(answer.retryAfter().orElse("(none)")) + ": "
                + client.clean(answer.text());
    }
}
