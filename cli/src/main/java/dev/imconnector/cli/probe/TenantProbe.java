package dev.imconnector.cli.probe;

import dev.imconnector.cli.probe.ProbeClient.Style;
import dev.imconnector.time.Sleeper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tests how a real test tenant behaves where public documentation is silent. It writes orders and transactions whose
 * ids begin with a prefix of its own, which no pipeline takes, and deletes them afterwards. For one use, by one
 * thread.
 */
public final class TenantProbe {

    private final Plan plan;
    private final ProbeClient client;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What to ask with.
     *
     * @param tokenUrl empty for a tenant without tokens, which takes user and password
     * @param client who may write, and read what it writes
     * @param reader who may only read, or empty
     * @param prefix of the orders' ids, such as nobody else has
     * @param payeeId one that exists
     * @param date an ISO date in an open period
     * @param closedDate one in a period that was posted, or empty
     * @param eventType the one of the transactions; empty for the first that the tenant shows
     * @param maxArray the most elements in one array, 0 not to ask for large ones
     * @param findLimit whether to read until the tenant answers 429
     */
    public record Plan(
            Optional<URI> tokenUrl,
            URI api,
            Probe.Client client,
            Optional<Probe.Client> reader,
            String prefix,
            String payeeId,
            String currencyCode,
            String date,
            Optional<String> closedDate,
            Optional<String> eventType,
            int maxArray,
            boolean findLimit) {}

    public TenantProbe(Plan plan, Sleeper sleeper) {
        this.plan = plan;
        this.client = new ProbeClient(plan.tokenUrl().orElse(plan.api()), plan.api(), sleeper);
    }

    /**
     * Asks, and deletes what it wrote, whatever happens.
     *
     * @throws ProbeException when the client gets no token, or the tenant does not answer
     */
    public List<Finding> ask() throws InterruptedException {
        var authorization = authorization(plan.client());
        var calls = new TenantCalls(client, authorization, plan);
        var refusals = new TenantRefusalQuestions(client, plan, findings);
        refusals.ask(
                plan.reader().isEmpty()
                        ? Optional.empty()
                        : Optional.of(authorization(plan.reader().get())));
        var facts = TenantFacts.of(calls, plan, findings);
        try {
            var form = new TenantKeyQuestions(calls, facts, findings).ask();
            if (form.isPresent()) {
                new TenantFormQuestions(calls, facts, plan, form.get(), findings).ask();
            }
            new TenantReadQuestions(calls, plan, findings).ask();
            new TenantPipelineQuestions(calls, plan, findings).ask();
        } finally {
            findings.add(Finding.of("clean-up", calls.cleanUp()));
        }
        refusals.limit(authorization);
        refusals.maintenance();
        return findings;
    }

    private String authorization(Probe.Client who) throws InterruptedException {
        if (plan.tokenUrl().isEmpty()) {
            return client.basic(who.id(), who.secret());
        }
        var basic = client.token(Style.BASIC, who.id(), who.secret(), null);
        var answer = basic.isGood() ? basic : client.token(Style.BODY, who.id(), who.secret(), null);
        if (!answer.isGood()) {
            throw new ProbeException(
                    "The token endpoint refuses the client: " + client.shown(basic),
                    "Check ICM_CLIENT_ID, ICM_CLIENT_SECRET and IM_TOKEN_URL; im check says more");
        }
        if (!who.equals(plan.client())) {
            return "Bearer " + answer.json().path("access_token").asText();
        }
        findings.add(
                basic.isGood()
                        ? Finding.asByDefault("client id and secret", "taken from the header", "token-auth-style")
                        : new Finding(
                                "client id and secret",
                                "taken from the body only; in the header: " + client.shown(basic),
                                "token-auth-style",
                                "body"));
        findings.add(Finding.of(
                "token",
                "type " + client.clean(answer.json().path("token_type").asText("(none)")) + ", expires_in "
                        + client.clean(answer.json().path("expires_in").toString())));
        return "Bearer " + answer.json().path("access_token").asText();
    }
}
