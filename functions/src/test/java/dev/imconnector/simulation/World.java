package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** What all processes of a history share: time, IM, its token endpoint, the store, and what is planned to go wrong. */
final class World {

    static final Instant START = Instant.parse("2026-03-02T04:15:00Z");
    static final String CANARY = "CANARY";

    final History history;
    final Kernel kernel;
    final Tenant tenant;
    final Disk disk;
    final Errand errand;
    final Tokens tokens;
    final Traffic traffic;
    final Deployment deployment;
    final Coverage coverage;
    final SplittableRandom chance;
    private final Map<Moment, List<Fault>> planned = new HashMap<>();
    private final Map<Moment, Integer> counts = new HashMap<>();
    private final Set<String> violations = new HashSet<>();
    private final List<String> inOrder = new ArrayList<>();
    private final List<String> diary = new ArrayList<>();
    private boolean faultsAreOver;
    private boolean clocksJumped;
    private boolean hasFrozen;

    /** The n-th call of a kind, in a state or, when that is null, in any. */
    private record Moment(Trouble.Where where, Coverage.State state, int number) {}

    World(History history, Coverage coverage, Function<World, Errand> errands) {
        this.history = history;
        this.coverage = coverage;
        this.kernel = new Kernel(history.seed(), START);
        this.tenant = new Tenant(history.manner(), history.seed());
        this.disk = new Disk(this);
        this.tokens = new Tokens(this);
        this.traffic = new Traffic(this);
        this.deployment = new Deployment(this);
        this.errand = errands.apply(this);
        this.chance = new SplittableRandom(history.seed() ^ 0x9e3779b97f4a7c15L);
        for (var fault : history.faults()) {
            var moment = new Moment(fault.trouble().where, fault.state().orElse(null), fault.number());
            planned.computeIfAbsent(moment, each -> new ArrayList<>()).add(fault);
        }
    }

    /** The next call of that kind: what is planned for it, if the process meets faults at all. */
    List<Fault> next(Trouble.Where where, Machine machine) {
        if (faultsAreOver || !machine.meetsFaults()) {
            return List.of();
        }
        var faults = new ArrayList<Fault>();
        for (var state : Arrays.asList(null, machine.state())) {
            var number = counts.merge(new Moment(where, state, 0), 1, Integer::sum) - 1;
            faults.addAll(planned.getOrDefault(new Moment(where, state, number), List.of()));
        }
        return faults;
    }

    Optional<Fault> nextOne(Trouble.Where where, Machine machine) {
        var faults = next(where, machine);
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults.get(0));
    }

    /** A fault has been met. */
    void met(Fault fault, Machine machine) {
        coverage.met(fault.trouble(), machine.state());
        note(machine + " meets " + fault);
        if (fault.trouble() == Trouble.CLOCK_BACK || fault.trouble() == Trouble.CLOCK_FORWARD) {
            clocksJumped = true;
        }
        hasFrozen |= fault.trouble() == Trouble.FROZEN || fault.trouble() == Trouble.STORE_SLOW;
    }

    void faultsAreOver() {
        faultsAreOver = true;
        tenant.heal();
        tokens.heal();
        disk.heal();
        note("From now on nothing goes wrong");
    }

    boolean areFaultsOver() {
        return faultsAreOver;
    }

    boolean haveClocksJumped() {
        return clocksJumped;
    }

    /** Whether a process has been held up in a call for long. */
    boolean hasFrozen() {
        return hasFrozen;
    }

    void note(String what) {
        if (diary.size() < 2_000) {
            diary.add(Duration.between(START, kernel.now()).toMillis() / 1_000.0 + " s: " + what);
        }
    }

    List<String> diary() {
        return diary;
    }

    /** Something is not as it must be. */
    void violated(String rule, String how) {
        if (violations.add(rule)) {
            inOrder.add(rule + ": " + how);
            note("VIOLATED " + rule + ": " + how);
        }
    }

    List<String> violations() {
        return inOrder;
    }

    /** Whatever can be seen from outside must hold no secret. */
    void seen(String where, String text) {
        if (text != null && text.contains(CANARY)) {
            violated("No secret in any output", where);
        }
    }

    void seen(String where, byte[] content) {
        // The canary is ASCII, and a byte each is what is quickest to search.
        seen(where, new String(unpacked(content), StandardCharsets.ISO_8859_1));
    }

    static String text(byte[] content) {
        return new String(unpacked(content), StandardCharsets.UTF_8);
    }

    private static byte[] unpacked(byte[] content) {
        if (content.length < 2 || (content[0] & 0xff) != 0x1f || (content[1] & 0xff) != 0x8b) {
            return content;
        }
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return unpacked.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The run's record as it is stored, or null. */
    JsonNode record() {
        return disk.json(history.kind().record()).orElse(null);
    }
}
