package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.http.ConnectionLostException;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.http.HttpCall;
import dev.imconnector.store.Location;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes over the network, what goes wrong with it, and whether it was in order to send it. */
final class Traffic {

    private static final String JSON = "application/json";
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(12);
    private static final int[] ODD = {301, 302, 304, 402, 405, 406, 410, 415, 418, 425, 451, 501, 505, 507, 520, 599};
    private static final int[] SUCCESSES = {200, 201, 202, 203, 206, 207, 208, 226};

    private final World world;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private String status = "NONE";

    private record Arrival(Instant at, Machine machine, Machine.Invocation invocation) {}

    /** What comes back, and when; or what is thrown then. */
    private record Reaction(
            Duration after, int status, Map<String, List<String>> headers, byte[] body, IOException fault) {

        static Reaction answer(Duration after, Tenant.Answer answer, String type) {
            return new Reaction(
                    after, answer.status(), Map.of("Content-Type", List.of(type)), Tenant.utf8(answer.body()), null);
        }

        static Reaction fault(Duration after, IOException fault) {
            return new Reaction(after, 0, Map.of(), null, fault);
        }

        Reaction with(String header, String value) {
            var all = new HashMap<>(headers);
            all.put(header, List.of(value));
            return new Reaction(after, status, all, body, fault);
        }
    }

    Traffic(World world) {
        this.world = world;
    }

    /** An object was written: whether the run has ended is seen from its record. */
    void written(Location object, Machine machine) {
        if (object.toString().equals(world.history.kind().record())) {
            var record = world.record();
            status = record.path("status").asText();
            Records.check(world, record);
            world.note(machine + " writes " + Records.summary(record));
        }
    }

    HttpAnswer send(Machine machine, HttpCall call, Duration requestTimeout) throws IOException, InterruptedException {
        var left = Duration.between(machine.clock().instant(), call.deadline().at());
        var limit = left.compareTo(requestTimeout) < 0 ? left : requestTimeout;
        if (limit.isNegative() || limit.isZero()) {
            throw new HttpTimeoutException("The deadline had passed");
        }
        var later = machine.step(true);
        machine.hasSent();
        var sentAt = machine.clock().instant();
        var begin = world.kernel.now();
        var way = half(latency());
        if (way.compareTo(limit) > 0) {
            // Given up on its way; IM never sees it whole.
            world.kernel.sleep(limit);
            throw new HttpTimeoutException("simulated");
        }
        world.kernel.sleep(way);
        arrivals.add(new Arrival(world.kernel.now(), machine, machine.invocation()));
        var reaction = call.uri().getPath().endsWith(Machine.TOKEN_PATH)
                ? token(machine, call)
                : request(machine, call, begin);
        machine.tookEffect(later, "the request");
        var spent = Duration.between(begin, world.kernel.now());
        if (spent.plus(reaction.after()).compareTo(limit) > 0) {
            reaction = Reaction.fault(limit.minus(spent), new HttpTimeoutException("simulated"));
            if (call.uri().getPath().endsWith(Machine.TOKEN_PATH)) {
                world.tokens.lost(machine);
            }
        }
        waitFor(reaction, machine, call);
        if (reaction.fault() != null) {
            world.note(machine + " gets " + reaction.fault().getClass().getSimpleName());
            throw reaction.fault();
        }
        return new HttpAnswer(reaction.status(), reaction.headers(), reaction.body(), sentAt);
    }

    private void waitFor(Reaction reaction, Machine machine, HttpCall call) throws InterruptedException {
        var refs = refs(machine, call);
        var naturalEnd = world.kernel.now().plus(reaction.after());
        refs.forEach(ref -> underWay.merge(ref, 1, Integer::sum));
        try {
            world.kernel.sleep(reaction.after());
        } finally {
            if (machine.process.isKilled() && world.kernel.now().isBefore(naturalEnd)) {
                world.kernel.at(naturalEnd, () -> answered(refs));
            } else {
                answered(refs);
            }
        }
    }

    private void answered(List<String> refs) {
        refs.forEach(ref -> underWay.merge(ref, -1, (a, b) -> a + b == 0 ? null : a + b));
    }

    /** Of the night's requests only: the API's know nothing of them, and IM tells both apart. */
    private List<String> refs(Machine machine, HttpCall call) {
        return machine.isNight() && !call.uri().getPath().endsWith(Machine.TOKEN_PATH)
                ? world.errand.deed(call).sourceRefs()
                : List.of();
    }

    private Duration latency() {
        var most = world.history.manner().latency();
        return Duration.ofMillis(most / 2 + world.chance.nextInt(most / 2 + 1));
    }

    private static Duration half(Duration duration) {
        return duration.dividedBy(2);
    }

    private boolean isOverTheLimit(Machine machine) {
        var limit = world.history.manner().limit();
        return limit > 0
                && arrivals.stream()
                                .filter(each -> each.machine().isNight() == machine.isNight())
                                .filter(each ->
                                        each.at().isAfter(world.kernel.now().minusSeconds(60)))
                                .count()
                        > limit;
    }

    private Reaction throttled(long detail) {
        var answer =
                Reaction.answer(half(latency()), new Tenant.Answer(429, "{\"error\":\"Rate limit exceeded.\"}"), JSON);
        var seconds = 1 + detail / 8 % 100;
        return switch ((int) (detail % 8)) {
            case 0 -> answer;
            case 1 -> answer.with("Retry-After", "soon");
            case 2 -> answer.with("Retry-After", "-5");
            case 3 -> answer.with("Retry-After", "1000000000000");
            case 4 ->
                answer.with(
                        "Retry-After",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                world.kernel.now().plusSeconds(seconds).atOffset(ZoneOffset.UTC)));
            case 5 -> answer.with("Retry-After", Long.toString(10 * seconds));
            default -> answer.with("Retry-After", Long.toString(seconds));
        };
    }

    private Reaction token(Machine machine, HttpCall call) {
        if (isOverTheLimit(machine)) {
            return throttled(30 * 8 + 6);
        }
        var planned = world.nextOne(Trouble.Where.TOKEN, machine);
        if (planned.isEmpty()) {
            return plainToken(machine, call);
        }
        var fault = planned.get();
        world.met(fault, machine);
        var life = Duration.ofSeconds(world.history.manner().tokenLife());
        return switch (fault.trouble()) {
            case TOKEN_500 -> error(500);
            case TOKEN_503 -> error(503);
            case TOKEN_429 -> throttled(fault.detail());
            case TOKEN_STALL -> Reaction.fault(Duration.ofHours(1), new IOException());
            case TOKEN_RESET -> {
                world.tokens.answer(machine, call.body(), life, true);
                world.tokens.lost(machine);
                yield Reaction.fault(half(latency()), new ConnectionLostException());
            }
            case TOKEN_PAGE ->
                Reaction.answer(half(latency()), new Tenant.Answer(200, "<html>Maintenance</html>"), "text/html");
            case TOKEN_HALF_ANSWER -> {
                var whole = world.tokens.answer(machine, call.body(), life, true);
                world.tokens.lost(machine);
                yield Reaction.answer(
                        half(latency()),
                        new Tenant.Answer(
                                200, whole.body().substring(0, whole.body().length() / 2)),
                        JSON);
            }
            case TOKEN_NO_SCOPE ->
                Reaction.answer(half(latency()), new Tenant.Answer(400, "{\"error\":\"invalid_scope\"}"), JSON);
            case TOKEN_SHORT_LIVED ->
                Reaction.answer(
                        half(latency()),
                        world.tokens.answer(machine, call.body(), world.tokens.shortLife(), true),
                        JSON);
            case TOKEN_WITHOUT_EXPIRY -> {
                var answer = world.tokens.answer(machine, call.body(), life, false);
                // For how long it is taken as good is the connector's to say.
                world.tokens.lost(machine);
                yield Reaction.answer(half(latency()), answer, JSON);
            }
            case TOKEN_SLOW ->
                Reaction.answer(
                        Duration.ofSeconds(1 + fault.detail() % 25),
                        world.tokens.answer(machine, call.body(), life.plusSeconds(30), true),
                        JSON);
            case SECRET_ROTATED -> {
                world.tokens.rotate(false);
                yield plainToken(machine, call);
            }
            case SECRET_ROTATED_LATE -> {
                world.tokens.rotate(true);
                world.kernel.at(world.kernel.now().plusSeconds(1 + fault.detail() % 200), world.tokens::heal);
                yield plainToken(machine, call);
            }
            default -> throw new IllegalArgumentException(fault.toString());
        };
    }

    private Reaction plainToken(Machine machine, HttpCall call) {
        var life = Duration.ofSeconds(world.history.manner().tokenLife());
        return Reaction.answer(half(latency()), world.tokens.answer(machine, call.body(), life, true), JSON);
    }

    private Reaction error(int status) {
        return Reaction.answer(
                half(latency()), new Tenant.Answer(status, "{\"error\":\"status " + status + "\"}"), JSON);
    }

    private Reaction request(Machine machine, HttpCall call, Instant leftAt) {
        var authorization = call.headers().get("Authorization");
        var deed = world.errand.deed(call);
        mayBeSent(machine, deed, leftAt);
        if (isOverTheLimit(machine)) {
            return throttled(30 * 8 + 6);
        }
        if (!world.tokens.isGood(authorization)) {
            world.tokens.refused(authorization);
            return error(401);
        }
        var planned = world.nextOne(Trouble.Where.IM, machine);
        return planned.isEmpty() ? plain(deed) : troubled(planned.get(), machine, deed, authorization);
    }

    private void mayBeSent(Machine machine, Errand.Deed deed, Instant leftAt) {
        if (!machine.isNight()) {
            return;
        }
        if (!status.equals("RUNNING") && !world.haveClocksJumped()) {
            world.violated(
                    "Nothing is sent for a run that is not under way", machine + " sends, and the run is " + status);
        }
        if (world.errand.onlyLooks() && !deed.sourceRefs().isEmpty()) {
            world.violated("A run that only looks sends nothing", machine + " sends " + deed.sourceRefs());
        }
        if (machine.invocation().isToStop && !deed.sourceRefs().isEmpty()) {
            world.violated("A run that was stopped sends nothing", machine + " sends");
        }
        if (machine.invocation().stoppedAt.plus(UNTIL_STOPPED).isBefore(leftAt)
                // A retry withdraws it, also when it is made while the run is taken up again.
                && world.disk.content(world.history.kind().stop()).isPresent()
                && !deed.sourceRefs().isEmpty()) {
            world.violated("A run that is stopped sends nothing more", machine + " sends");
        }
        var twice = deed.sourceRefs().stream().filter(underWay::containsKey).findFirst();
        if (twice.isPresent() && !world.haveClocksJumped()) {
            world.violated("No credit is under way twice", machine + " sends " + twice.get());
        }
    }

    private Reaction plain(Errand.Deed deed) {
        return Reaction.answer(half(latency()), deed.take(), JSON);
    }

    private Reaction troubled(Fault fault, Machine machine, Errand.Deed deed, String authorization) {
        var trouble = fault.trouble();
        if (deed.wouldBeALie(trouble)) {
            return plain(deed);
        }
        world.met(fault, machine);
        var soon = half(latency());
        return switch (trouble) {
            case IM_500, IM_502, IM_503, IM_504, IM_408 ->
                error(Integer.parseInt(trouble.name().substring(3)));
            case IM_400, IM_404, IM_422, IM_413 ->
                Reaction.answer(
                        soon, deed.refuse(Integer.parseInt(trouble.name().substring(3))), JSON);
            case IM_409 -> Reaction.answer(soon, Tenant.conflict(), JSON);
            case IM_401 -> {
                world.tokens.refused(authorization);
                yield error(401);
            }
            case IM_TOKEN_REVOKED -> {
                world.tokens.revoke(authorization);
                world.tokens.refused(authorization);
                yield error(401);
            }
            case IM_403 -> error(403);
            case IM_403_PAGE -> Reaction.answer(soon, new Tenant.Answer(403, "<html>Blocked</html>"), "text/html");
            case IM_429 -> throttled(fault.detail());
            case IM_RESET_BEFORE_IT_APPLIES -> Reaction.fault(soon, new ConnectionLostException());
            case IM_RESET_AFTER_IT_APPLIED -> {
                deed.take();
                yield Reaction.fault(soon, new ConnectionLostException());
            }
            case IM_BREAKS_OFF -> {
                deed.take();
                yield Reaction.fault(soon, new IOException("broken"));
            }
            case IM_NO_CONNECTION -> Reaction.fault(soon, new ConnectException("refused"));
            case IM_STALL_NOTHING_DONE -> Reaction.fault(Duration.ofHours(1), new IOException());
            case IM_STALL_DONE -> {
                deed.take();
                yield Reaction.fault(Duration.ofHours(1), new IOException());
            }
            case IM_STALL_DONE_LATE -> {
                world.kernel.at(world.kernel.now().plusSeconds(1 + fault.detail() % 55), deed::takeLate);
                yield Reaction.fault(Duration.ofHours(1), new IOException());
            }
            case IM_SLOW -> Reaction.answer(Duration.ofSeconds(1 + fault.detail() % 28), deed.take(), JSON);
            case IM_HALF_ANSWER -> {
                var whole = deed.take();
                yield Reaction.answer(
                        soon,
                        new Tenant.Answer(
                                200, whole.body().substring(0, whole.body().length() / 2)),
                        JSON);
            }
            case IM_OTHER_SUCCESS -> {
                var done = deed.take();
                yield Reaction.answer(
                        soon,
                        done.status() / 100 == 2 ? new Tenant.Answer(otherSuccess(fault), done.body()) : done,
                        JSON);
            }
            case IM_ODD_STATUS -> error(ODD[(int) (fault.detail() % ODD.length)]);
            case IM_NAMES_ONE_TWICE -> Reaction.answer(soon, deed.takeNamingTwice(), JSON);
            case IM_PAGE -> Reaction.answer(soon, new Tenant.Answer(200, "<html>Maintenance</html>"), "text/html");
            case IM_QUOTES_THE_TOKEN ->
                Reaction.answer(
                        soon,
                        fault.detail() % 2 == 0
                                ? new Tenant.Answer(500, quoting(authorization))
                                : new Tenant.Answer(deed.refuse(400).status(), quoting(authorization)),
                        JSON);
            case IM_NOTHING_IN_IT -> {
                deed.take();
                yield Reaction.answer(soon, new Tenant.Answer(200, "{}"), JSON);
            }
            default -> Reaction.answer(soon, twisted(trouble, deed.take()), JSON);
        };
    }

    private static int otherSuccess(Fault fault) {
        return SUCCESSES[(int) (fault.detail() % SUCCESSES.length)];
    }

    private static String quoting(String authorization) {
        return "{\"error\":\"Request with Authorization: " + authorization + " failed\"}";
    }

    /** An answer with items, some of which say something else. */
    private static Tenant.Answer twisted(Trouble trouble, Tenant.Answer answer) {
        if (answer.status() / 100 != 2 || !answer.body().contains("\"results\"")) {
            return answer;
        }
        var items = Tenant.items(answer.body());
        switch (trouble) {
            case IM_LEAVES_SOME_OUT -> items.subList(0, (items.size() + 1) / 2).clear();
            case IM_NO_ITEMS -> items.clear();
            case IM_UNKNOWN_STATUS -> first(items).ifPresent(item -> item.put("status", "QUEUED"));
            case IM_ITEMS_OF_OTHERS ->
                first(items).ifPresent(item -> items.add(0, item.deepCopy().put("sourceRef", "someone else's")));
            default -> throw new IllegalArgumentException(trouble.toString());
        }
        return new Tenant.Answer(answer.status(), Tenant.results(items));
    }

    private static Optional<ObjectNode> first(List<ObjectNode> items) {
        return items.stream().findFirst();
    }

    /** How many requests there have been for the night. */
    long requestsOfTheNight() {
        return arrivals.stream().filter(each -> each.machine().isNight()).count();
    }

    /** The most requests in any 60 s, of invocations that came to their answer and could write down what they had sent. */
    int mostInAMinute() {
        var counted = arrivals.stream()
                .filter(each -> each.machine().isNight())
                .filter(each ->
                        each.invocation().answered && !each.invocation().storeFailed && !each.invocation().disturbed)
                .map(Arrival::at)
                .sorted()
                .toList();
        var most = 0;
        for (int first = 0, last = 0; last < counted.size(); last++) {
            while (!counted.get(first).isAfter(counted.get(last).minusSeconds(60))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
