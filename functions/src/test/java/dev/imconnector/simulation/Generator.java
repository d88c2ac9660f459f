package dev.imconnector.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes up a history from its seed. */
final class Generator {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final String[] CURRENCIES = {"EUR", "USD", "GBP"};
    private static final String[] ODD = {"", "", "", " ", "é", "\"", ",", "日", "/", "'", "=", "%"};

    private final Kind kind;
    private final long seed;
    private final SplittableRandom chance;

    private Generator(Kind kind, long seed) {
        this.kind = kind;
        this.seed = seed;
        this.chance = new SplittableRandom(seed);
    }

    static History history(Kind kind, long seed) {
        return new Generator(kind, seed).make();
    }

    private History make() {
        var manner = manner();
        var rows = rows(manner);
        var beside = beside(rows);
        var calls = chance.nextInt(1, 8);
        var requests = 2 + rows.size() * 2 / manner.batchSize();
        var troubles = List.copyOf(kind.troubles());
        var faults = new ArrayList<Fault>();
        earlyEnds(faults, requests);
        var wanted = chance.nextInt(10) == 0 ? 0 : 1 + chance.nextInt(chance.nextInt(1, 16));
        for (int i = 0; i < wanted; i++) {
            faults.add(fault(troubles.get(chance.nextInt(troubles.size())), requests, calls));
        }
        return new History(seed, kind, manner, rows, beside, calls, faults);
    }

    /** What ends the first invocations soon, so that the other troubles meet a run that goes on. */
    private void earlyEnds(List<Fault> faults, int requests) {
        var state = Coverage.State.BEGINS;
        while (chance.nextInt(4) > 0 && faults.size() < 4) {
            var number = chance.nextInt(chance.nextInt(1, requests + 2));
            var step = kind.isInline() ? chance.nextInt(12) : chance.nextInt(8, 60);
            var end = chance.nextInt(kind.isInline() ? 4 : 6);
            faults.add(
                    switch (end) {
                        case 0 -> in(state, Trouble.IM_NO_CONNECTION, number);
                        case 1 -> in(state, Trouble.IM_403, number);
                        case 2 -> in(state, Trouble.KILLED, step);
                        case 3 -> in(state, Trouble.KILLED_AFTER_IT_TOOK_EFFECT, step);
                        default -> in(state, Trouble.SHORT_OF_TIME, 0);
                    });
            if (end == 0) {
                // It is tried again, as often as it takes.
                for (int i = 1; i < 5; i++) {
                    faults.add(in(state, Trouble.IM_NO_CONNECTION, number + i));
                }
            }
            state = switch (end) {
                case 1 -> Coverage.State.RETRIES;
                case 2, 3 -> Coverage.State.TAKES_OVER;
                default -> Coverage.State.GOES_ON;
            };
            if (!kind.isInline() && chance.nextInt(3) == 0) {
                faults.add(in(state, Trouble.COLD, 0));
            }
        }
    }

    private Fault in(Coverage.State state, Trouble trouble, int number) {
        return new Fault(trouble, Optional.of(state), number, chance.nextInt(9_000));
    }

    /** Half of them in a state that is drawn first, for most invocations begin a run. */
    private Fault fault(Trouble trouble, int requests, int calls) {
        var states = Coverage.State.all();
        var state = chance.nextBoolean()
                ? Optional.of(states.get(chance.nextInt(states.size())))
                : Optional.<Coverage.State>empty();
        var number = number(trouble, requests, calls);
        return new Fault(
                trouble,
                state,
                state.isPresent() ? chance.nextInt(number + 1) : number,
                // As often short as long.
                chance.nextInt(1_000_000) >> chance.nextInt(12));
    }

    private int number(Trouble trouble, int requests, int calls) {
        return switch (trouble.where) {
            case IM -> chance.nextInt(requests + 6);
            case TOKEN -> chance.nextInt(chance.nextInt(1, 6));
            case SECRET -> chance.nextInt(4);
            case STORE -> chance.nextInt(chance.nextInt(1, 90));
            case READ -> chance.nextInt(12);
            case LIST -> chance.nextInt(4);
            case STEP -> chance.nextInt(chance.nextInt(1, 160));
            case CALL -> chance.nextInt(calls);
        };
    }

    private Manner manner() {
        var conflicts = Manner.Conflict.values();
        var formats = Manner.Format.values();
        return new Manner(
                conflicts[chance.nextInt(conflicts.length)],
                chance.nextInt(3) == 0,
                chance.nextInt(3) == 0 ? chance.nextInt(1, 8) : 1_000,
                new int[] {200, 201, 207}[chance.nextInt(3)],
                chance.nextInt(3) == 0 ? chance.nextInt(500, 6_000) : chance.nextInt(10, 400),
                limit(),
                chance.nextInt(1, 9),
                chance.nextInt(1, 5),
                chance.nextInt(4) == 0 ? chance.nextInt(20, 60) : 100,
                formats[chance.nextInt(formats.length)],
                chance.nextInt(1, 4),
                chance.nextBoolean(),
                chance.nextBoolean(),
                chance.nextBoolean(),
                chance.nextInt(3) == 0 ? chance.nextInt(20, 400) : 1_800);
    }

    /** A caller of the API has no time to wait for a slot of a low one. */
    private int limit() {
        if (chance.nextInt(2) == 0) {
            return 0;
        }
        return 3 + chance.nextInt(chance.nextInt(1, 30)) + (kind.isInline() ? 30 : 0);
    }

    private List<Row> rows(Manner manner) {
        var rows = new ArrayList<Row>();
        var count = chance.nextInt(chance.nextInt(1, 60)) + 1;
        var kinds = Arrays.asList(Row.Kind.values());
        for (int i = 0; i < count; i++) {
            var kind = chance.nextInt(3) > 0 ? Row.Kind.GOOD : kinds.get(chance.nextInt(kinds.size()));
            rows.add(row(i, kind, rows));
        }
        return rows;
    }

    private Row row(int number, Row.Kind kind, List<Row> before) {
        if (kind == Row.Kind.EQUAL || kind == Row.Kind.CONFLICTING) {
            var sound = before.stream().filter(row -> row.kind().isSound()).toList();
            if (!sound.isEmpty()) {
                var other = sound.get(chance.nextInt(sound.size())).as(number, kind);
                return kind == Row.Kind.EQUAL
                        ? other
                        : other.withAmount(other.amount().add(BigDecimal.ONE));
            }
        }
        var row = new Row(
                number,
                kind == Row.Kind.EQUAL || kind == Row.Kind.CONFLICTING ? Row.Kind.GOOD : kind,
                "R" + ODD[chance.nextInt(ODD.length)] + "-" + number,
                (kind == Row.Kind.UNWANTED ? "NOBODY-" : "P-") + chance.nextInt(20),
                DAY.minusDays(chance.nextInt(20)).toString(),
                BigDecimal.valueOf(chance.nextLong(-50_000, 5_000_000), chance.nextInt(3)),
                CURRENCIES[chance.nextInt(CURRENCIES.length)],
                "2026-0" + chance.nextInt(1, 4));
        return this.kind.isOfATenant() ? row.ofATenant(DAY) : row;
    }

    /**
     * Some of the file's, and some others. Two who send the same credit to a tenant at once may both find that it is not
     * there yet, which is not promised to end well.
     */
    private List<Row> beside(List<Row> rows) {
        var beside = new ArrayList<Row>();
        for (var row : rows) {
            if (!kind.isOfATenant()
                    && row.kind() == Row.Kind.GOOD
                    && chance.nextInt(6) == 0
                    && rows.stream()
                            .noneMatch(
                                    other -> other != row && other.sourceRef().equals(row.sourceRef()))) {
                beside.add(row);
            }
        }
        var count = chance.nextInt(3) + 1;
        for (int i = 0; i < count; i++) {
            beside.add(row(1_000 + i, Row.Kind.GOOD, List.of()));
        }
        return beside;
    }
}
