package dev.imconnector.cli.probe;

import dev.imconnector.cli.probe.ProbeClient.Answer;
import dev.imconnector.cli.probe.ProbeClient.Style;
import dev.imconnector.time.Sleeper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests how a tenant behaves where IM's documentation is silent. It writes credits that stay: their sourceRefs begin
 * with a prefix of this probe's own. For one use, by one thread.
 */
public final class Probe {

    private final Plan plan;
    private final ProbeClient client;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What to ask with.
     *
     * @param writer client that may write
     * @param reader client that may read; may be the same
     * @param prefix of the sourceRefs, such as nobody else has
     * @param participantId one that exists
     * @param periodId one that exists
     * @param date an ISO date in it
     * @param maxBatch the most credits in one request, 0 not to ask for large batches
     * @param findLimit whether to read until the tenant answers 429
     */
    public record Plan(
            URI tokenUrl,
            URI api,
            Client writer,
            Client reader,
            String prefix,
            String participantId,
            String periodId,
            String currencyCode,
            String date,
            int maxBatch,
            boolean findLimit) {}

    /** An OAuth client; its text form has no secret. */
    public record Client(String id, String secret) {

        @Override
        public String toString() {
            return id;
        }
    }

    public Probe(Plan plan, Sleeper sleeper) {
        this.plan = plan;
        this.client = new ProbeClient(plan.tokenUrl(), plan.api(), sleeper);
    }

    /**
     * Asks.
     *
     * @throws ProbeException when there is no token, or the tenant does not answer
     */
    public List<Finding> ask() throws InterruptedException {
        var style = tokenStyle();
        var write = writeToken(style);
        if (write != null) {
            new WriteProbe(plan, client, write, findings).ask();
        }
        var read = client.token(style, plan.reader().id(), plan.reader().secret(), "im.read");
        if (read.isGood()) {
            new ReadProbe(plan, client, read.json().path("access_token").asText(), findings).ask();
        } else {
            findings.add(Finding.of("reading", "skipped: no token for im.read, " + client.shown(read)));
        }
        return findings;
    }

    private Style tokenStyle() throws InterruptedException {
        var writer = plan.writer();
        var body = client.token(Style.BODY, writer.id(), writer.secret(), "im.write");
        var basic = client.token(Style.BASIC, writer.id(), writer.secret(), "im.write");
        if (!body.isGood() && !basic.isGood()) {
            return withoutScope(body);
        }
        describe(body.isGood() ? body : basic);
        if (body.isGood()) {
            findings.add(Finding.asByDefault(
                    "client id and secret",
                    basic.isGood() ? "taken from the body and from Basic" : "taken from the body only",
                    "token-auth-style"));
            return Style.BODY;
        }
        findings.add(new Finding(
                "client id and secret",
                "taken from Basic only; in the body: " + client.shown(body),
                "token-auth-style",
                "basic"));
        return Style.BASIC;
    }

    private Style withoutScope(Answer refused) throws InterruptedException {
        for (var style : Style.values()) {
            var answer = client.token(style, plan.writer().id(), plan.writer().secret(), null);
            if (answer.isGood()) {
                findings.add(new Finding(
                        "scope", "im.write is refused: " + client.shown(refused), "scope (IM_SCOPE)", "none"));
                return style;
            }
        }
        throw new ProbeException(
                "The token endpoint refuses the client: " + client.shown(refused),
                "Check ICM_CLIENT_ID, ICM_CLIENT_SECRET and IM_TOKEN_URL; im check says more");
    }

    private void describe(Answer token) {
        findings.add(Finding.of(
                "token",
                "type " + client.clean(token.json().path("token_type").asText("(none)")) + ", expires_in "
                        + client.clean(token.json().path("expires_in").asText("(none)")) + ", scope '"
                        + client.clean(token.json().path("scope").asText("")) + "'"));
    }

    private String writeToken(Style style) throws InterruptedException {
        var writer = plan.writer();
        var without = client.token(style, writer.id(), writer.secret(), null);
        findings.add(Finding.of("token without a scope", withoutScopeAnswer(without)));
        var with = client.token(style, writer.id(), writer.secret(), "im.write");
        return with.isGood()
                ? with.json().path("access_token").asText()
                : without.json().path("access_token").asText(null);
    }

    private String withoutScopeAnswer(Answer without) {
        if (!without.isGood()) {
            return "refused: " + client.shown(without);
        }
        var scope = without.json().path("scope").asText("");
        return scope.isEmpty() ? "given, and may do nothing" : "given, with the scope '" + client.clean(scope) + "'";
    }
}
