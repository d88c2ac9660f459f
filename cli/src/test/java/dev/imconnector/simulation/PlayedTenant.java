package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpCall;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.settings.ClientRole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tenant that the sandbox plays: a witness that knows nothing of the connector. */
final class PlayedTenant {

    static final String API = "https://im.test/mtsvc/tcmp/rest/v2";

    private static final String[] KEYS = {"enforced", "doubled"};

    private final World world;
    private final ImSandbox sandbox;
    private final boolean looksFirst;
    private final Map<SandboxClient, String> tokens = new HashMap<>();
    private final Map<String, String> refs = new HashMap<>();

    /**
     * @param mayDouble whether it may take a second transaction of an order, where it is looked for one first
     * @param results how many rows pipelines have calculated
     */
    PlayedTenant(World world, boolean mayDouble, int results) {
        this.world = world;
        this.sandbox = ImSandbox.unconnected(
                SandboxOptions.defaults()
                        .withDialect(ImDialect.TENANT)
                        .withParticipants(30)
                        .with(RateSwitches.RATE_LIMIT, 0)
                        .with(ReadSwitches.RESULTS, results),
                new TrueClock(world));
        var manner = world.history.manner();
        this.looksFirst = !manner.refusal();
        if (looksFirst && mayDouble) {
            sandbox.set("order-key", KEYS[manner.latency() % 2]);
            sandbox.set("transaction-key", KEYS[manner.latency() / 2 % 2]);
        }
        if (manner.crlf()) {
            sandbox.set("element-answer", "shuffled");
        }
    }

    /** The clock of the simulation. */
    private static final class TrueClock extends Clock {

        private final World world;

        TrueClock(World world) {
            this.world = world;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return world.kernel.now();
        }
    }

    Map<String, String> settings() {
        return Map.of(
                "IM_DIALECT", "tenant",
                "IM_TOKEN_AUTH_STYLE", "body",
                "IM_API_URL", API,
                "IM_EVENT_TYPE", "Order",
                "IM_CALENDAR", "Main Monthly Calendar",
                "IM_SETTLE_SECONDS", "60",
                "IM_READ_BEFORE_WRITE", looksFirst ? "always" : "never",
                "IM_RESULTS_PERIOD", "all",
                "IM_RESULTS_STATUS", "all");
    }

    Errand.Deed deed(HttpCall call) {
        return new TenantDeed(call);
    }

    private final class TenantDeed implements Errand.Deed {

        private final HttpCall call;
        private final List<String> keys;

        TenantDeed(HttpCall call) {
            this.call = call;
            this.keys = call.method().equals("POST") ? keys(call.body()) : List.of();
        }

        @Override
        public Tenant.Answer take() {
            var answer = send(call);
            learn(answer);
            return answer;
        }

        @Override
        public void takeLate() {
            if (keys.stream().map(PlayedTenant.this::ref).noneMatch(world.tenant.refused()::contains)) {
                take();
            }
        }

        @Override
        public Tenant.Answer refuse(int status) {
            if (keys.size() == 1 && (status == 400 || status == 422 || status == 413)) {
                world.tenant.refused().add(ref(keys.get(0)));
            }
            return new Tenant.Answer(status, "{\"error\":\"The request is refused\"}");
        }

        @Override
        public boolean wouldBeALie(Trouble trouble) {
            return switch (trouble) {
                case IM_400, IM_404, IM_422, IM_413, IM_QUOTES_THE_TOKEN ->
                    keys.size() == 1 && sandbox.credit(ref(keys.get(0))).isPresent();
                default -> false;
            };
        }

        /** A page has its first row twice. */
        @Override
        public Tenant.Answer takeNamingTwice() {
            var answer = take();
            if (answer.status() != 200) {
                return answer;
            }
            var page = json(answer.body());
            for (var member : page) {
                if (member.isArray() && !member.isEmpty()) {
                    ((com.fasterxml.jackson.databind.node.ArrayNode) member).add(member.get(0));
                }
            }
            return new Tenant.Answer(200, page.toString());
        }

        @Override
        public List<String> sourceRefs() {
            return keys;
        }
    }

    /** Of the elements of a write: an order's id, or a transaction's order. */
    private static List<String> keys(byte[] body) {
        var keys = new ArrayList<String>();
        for (var element : json(new String(body, StandardCharsets.UTF_8))) {
            keys.add(
                    element.has("orderId")
                            ? element.path("orderId").asText()
                            : "seq:"
                                    + element.path("salesOrder")
                                            .path("salesOrderSeq")
                                            .asText());
        }
        return keys;
    }

    private String ref(String key) {
        return key.startsWith("seq:") ? refs.getOrDefault(key, key) : key;
    }

    private void learn(Tenant.Answer answer) {
        if (!answer.body().startsWith("{")) {
            // No JSON, so it names no order.
            return;
        }
        for (var order : json(answer.body()).path("salesOrders")) {
            if (order.has("orderId")) {
                refs.put(
                        "seq:" + order.path("salesOrderSeq").asText(),
                        order.path("orderId").asText());
            }
        }
    }

    private Tenant.Answer send(HttpCall call) {
        var client = world.history.kind().role == ClientRole.WRITER ? SandboxClient.WRITER : SandboxClient.READER;
        return send(client, call.method(), call.uri(), call.headers(), call.body());
    }

    private Tenant.Answer send(SandboxClient client, String method, URI uri, Map<String, String> headers, byte[] body) {
        for (int attempt = 1; ; attempt++) {
            var all = new TreeMap<String, List<String>>();
            headers.forEach((name, value) -> all.put(name, List.of(value)));
            all.put("Host", List.of("im.test"));
            all.put("Authorization", List.of("Bearer " + tokens.computeIfAbsent(client, this::token)));
            var answer = sandbox.answer(new SandboxRequest(
                    method, uri.getRawPath(), uri.getRawQuery(), all, body == null ? new byte[0] : body));
            if (answer.status() != 401 || attempt == 2) {
                return new Tenant.Answer(answer.status(), text(answer).replace("http://im.test", "https://im.test"));
            }
            tokens.remove(client);
        }
    }

    private static String text(SandboxAnswer answer) {
        if (answer.stream() == null) {
            return new String(answer.body(), StandardCharsets.UTF_8);
        }
        return text(answer.stream());
    }

    private static String text(SandboxAnswer.Stream stream) {
        var out = new ByteArrayOutputStream();
        try {
            stream.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private String token(SandboxClient client) {
        var form = "grant_type=client_credentials&client_id=" + client.id() + "&client_secret=" + client.secret();
        var answer = sandbox.answer(new SandboxRequest(
                "POST",
                "/oauth2/token",
                null,
                Map.of(
                        "Host",
                        List.of("im.test"),
                        "Content-Type",
                        List.of("application/x-www-form-urlencoded"),
                        "Accept",
                        List.of("application/json")),
                Tenant.utf8(form)));
        return json(text(answer)).path("access_token").asText();
    }

    static JsonNode json(String text) {
        try {
            return Tenant.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts transactions into it as another client would. */
    void sold(List<String> sales) {
        if (sales.isEmpty()) {
            return;
        }
        sandbox.set("implicit-order", "true");
        var answer = send(
                SandboxClient.WRITER,
                "POST",
                URI.create(API + "/salesTransactions"),
                Map.of("Content-Type", "application/json"),
                Tenant.utf8(sales.toString()));
        sandbox.set("implicit-order", "false");
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(answer.toString());
        }
    }

    /** All rows of a resource, as a complete pull must give them. */
    List<String> rows(String resource, String query) {
        return text(out -> sandbox.writeRows(resource, query, out)).lines().toList();
    }

    /** Has what is known of IM's credits be what this one holds. @return how often each is there */
    Map<String, Integer> look() {
        var held = new TreeMap<String, Integer>();
        sandbox.forEachCredit(credit -> {
            held.merge(credit.sourceRef(), 1, Integer::sum);
            world.tenant
                    .credits()
                    .put(
                            credit.sourceRef(),
                            Tenant.JSON
                                    .createObjectNode()
                                    .put("participantId", credit.participantId())
                                    .put("transactionDate", "2026-03-01")
                                    .put("amount", new BigDecimal(credit.amount()))
                                    .put("currencyCode", credit.currencyCode())
                                    .put("periodId", "2026-03"));
        });
        return held;
    }

    void close() {
        sandbox.close();
    }
}
