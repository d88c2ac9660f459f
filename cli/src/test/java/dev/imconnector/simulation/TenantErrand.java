package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpCall;
import dev.imconnector.run.RunRecord;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.token.SandboxClient;
import dev.imconnector.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The push of a night's export to a tenant, which the sandbox plays: a witness that knows nothing of the connector. */
final class TenantErrand implements Errand {

    private static final String API = "https://im.test/mtsvc/tcmp/rest/v2";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String[] KEYS = {"enforced", "doubled"};

    private final World world;
    private final ImSandbox sandbox;
    private final Export export;
    private final Map<String, String> refs = new HashMap<>();
    private final boolean looksFirst;
    private String token;

    TenantErrand(World world) {
        this.world = world;
        this.sandbox = ImSandbox.start(
                SandboxOptions.defaults()
                        .withDialect(ImDialect.TENANT)
                        .withParticipants(30)
                        .with(RateSwitches.RATE_LIMIT, 0),
                new TrueClock(world.kernel));
        var manner = world.history.manner();
        this.looksFirst = !manner.refusal();
        if (looksFirst) {
            sandbox.set("order-key", KEYS[manner.latency() % 2]);
            sandbox.set("transaction-key", KEYS[manner.latency() / 2 % 2]);
        }
        if (manner.crlf()) {
            sandbox.set("element-answer", "shuffled");
        }
        this.export = new Export(
                world.history.rows().stream().map(TenantErrand::ofATenant).toList(), manner);
    }

    /** The clock of the simulation, which the sandbox's threads look at while the simulation waits for them. */
    private static final class TrueClock extends Clock {

        private final Kernel kernel;

        TrueClock(Kernel kernel) {
            this.kernel = kernel;
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
            return kernel.now();
        }
    }

    private static Row ofATenant(Row row) {
        var kind = switch (row.kind()) {
            case THERE, POISON, SILENT, IGNORED -> Row.Kind.GOOD;
            default -> row.kind();
        };
        return new Row(
                row.number(),
                kind,
                row.sourceRef(),
                row.participantId(),
                "2026-03-01",
                row.amount(),
                row.currencyCode().equals("GBP") ? "EUR" : row.currencyCode(),
                "2026-03");
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "IM_DIALECT", "tenant",
                "IM_TOKEN_AUTH_STYLE", "body",
                "IM_API_URL", API,
                "IM_EVENT_TYPE", "Order",
                "IM_CALENDAR", "Main Monthly Calendar",
                "IM_SETTLE_SECONDS", "60",
                "IM_READ_BEFORE_WRITE", looksFirst ? "always" : "never");
    }

    @Override
    public void prepare() {
        export.files().forEach(world.disk::put);
        world.disk.put(Export.MAPPING_AT, Tenant.utf8(Export.MAPPING));
        export.placed().stream()
                .map(Export.Placed::row)
                .filter(row -> row.participantId().startsWith("NOBODY"))
                .forEach(row -> world.tenant.refused().add(row.sourceRef()));
    }

    @Override
    public RunRecord run(Machine machine, boolean retry, Deadline deadline) {
        return PushErrand.push(machine, retry, deadline);
    }

    @Override
    public boolean isRightlyFailed(RunRecord last) {
        return PushErrand.hasTooManyRejects(last);
    }

    @Override
    public boolean mayBeAnswered(RunRecord again) {
        return again.error().filter(error -> error.code().equals("LATE_INPUT")).isPresent()
                && world.record().path("input").size() < export.files().size();
    }

    @Override
    public void check(JsonNode record) {
        PushErrand.check(world, record);
    }

    @Override
    public Deed deed(HttpCall call) {
        return new TenantDeed(call);
    }

    private final class TenantDeed implements Deed {

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
            if (keys.stream().map(TenantErrand.this::ref).noneMatch(world.tenant.refused()::contains)) {
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

        @Override
        public List<String> sourceRefs() {
            return keys;
        }
    }

    /** Of the elements of a write: an order's id, or a transaction's order. */
    private static List<String> keys(byte[] body) {
        try {
            var keys = new ArrayList<String>();
            for (var element : Tenant.JSON.readTree(body)) {
                keys.add(
                        element.has("orderId")
                                ? element.path("orderId").asText()
                                : "seq:"
                                        + element.path("salesOrder")
                                                .path("salesOrderSeq")
                                                .asText());
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ref(String key) {
        return key.startsWith("seq:") ? refs.getOrDefault(key, key) : key;
    }

    private void learn(Tenant.Answer answer) {
        try {
            var orders = Tenant.JSON.readTree(answer.body()).path("salesOrders");
            for (var order : orders) {
                if (order.has("orderId")) {
                    refs.put(
                            "seq:" + order.path("salesOrderSeq").asText(),
                            order.path("orderId").asText());
                }
            }
        } catch (IOException e) {
            // No JSON, so it names no order.
            return;
        }
    }

    private Tenant.Answer send(HttpCall call) {
        for (int attempt = 1; ; attempt++) {
            var path = call.uri().toString().substring(API.length());
            var request = HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path))
                    .method(
                            call.method(),
                            call.body() == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(call.body()));
            call.headers().forEach((name, value) -> {
                if (!name.equals("Authorization")) {
                    request.header(name, value);
                }
            });
            var answer = exchange(
                    request.header("Authorization", "Bearer " + token()).build());
            if (answer.statusCode() != 401 || attempt == 2) {
                return new Tenant.Answer(
                        answer.statusCode(),
                        answer.body().replace(sandbox.apiUrl().toString(), API));
            }
            token = null;
        }
    }

    private String token() {
        if (token == null) {
            var form = "grant_type=client_credentials&client_id=" + SandboxClient.WRITER.id() + "&client_secret="
                    + SandboxClient.WRITER.secret();
            var answer = exchange(HttpRequest.newBuilder(sandbox.tokenUrl())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build());
            token = json(answer.body()).path("access_token").asText();
        }
        return token;
    }

    private static JsonNode json(String text) {
        try {
            return Tenant.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void takeAccount(RunRecord last) {
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
        held.forEach((ref, count) -> {
            if (count > 1) {
                world.violated("No credit is in IM twice", ref + " is there " + count + " times");
            }
        });
        new Account(world, export, last).take();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
