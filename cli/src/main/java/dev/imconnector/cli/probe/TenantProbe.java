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
     * @param prefix of the orders' ids, such as nobody else has
     * @param payeeId one that exists
     * @param date an ISO date in an open period
     * @param eventType the one of the transactions; empty for the first that the tenant shows
     * @param maxArray the most elements in one array, 0 not to ask for large ones
     */
    public record Plan(
            Optional<URI> tokenUrl,
            URI api,
            Probe.Client client,
            String prefix,
            String payeeId,
            String currencyCode,
            String date,
            Optional<String> eventType,
            int maxArray) {}

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
        var calls = new TenantCalls(client, authorization(), plan);
        refusal();
        var facts = TenantFacts.of(calls, plan, findings);
        try {
            if (new TenantKeyQuestions(calls, facts, findings).ask()) {
                new TenantFormQuestions(calls, facts, plan, findings).ask();
            }
            new TenantReadQuestions(calls, plan, findings).ask();
        } finally {
            findings.add(Finding.of("clean-up", calls.cleanUp()));
        }
        findings.add(Finding.of(
                "pipelines",
                "were not asked, because a question would start one; start one in IM and look at its states"));
        return findings;
    }

    private String authorization() throws InterruptedException {
        var who = plan.client();
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

    private void refusal() throws InterruptedException {
        var scheme = plan.tokenUrl().isEmpty() ? "Basic bm9ib2R5Om5vdGhpbmc=" : "Bearer nobody";
        findings.add(
                Finding.of("wrong credentials", client.shown(client.send("GET", "/calendars?top=1", null, scheme))));
    }
}
