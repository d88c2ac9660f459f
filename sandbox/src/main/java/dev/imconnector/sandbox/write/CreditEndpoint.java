package dev.imconnector.sandbox.write;

import dev.imconnector.sandbox.http.DeliveryMode;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.state.CreditBook;
import dev.imconnector.sandbox.state.CreditItem;
import dev.imconnector.sandbox.state.CreditReader;
import dev.imconnector.sandbox.state.Verdict;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.WriteSwitches;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** {@code POST /credits/batch} and {@code POST /credits}. */
public final class CreditEndpoint {

    private final LiveSwitches switches;
    private final CreditBook book;
    private final AcceptanceRules rules;
    private final BatchResults answers;
    private final AtomicLong records = new AtomicLong();

    public CreditEndpoint(LiveSwitches switches, CreditBook book, AcceptanceRules rules, BatchResults answers) {
        this.switches = switches;
        this.book = book;
        this.rules = rules;
        this.answers = answers;
    }

    public SandboxAnswer batch(byte[] body) {
        var settings = switches.now();
        var most = settings.get(WriteSwitches.MAX_BATCH);
        var items = CreditReader.batch(body, most == 0 ? Integer.MAX_VALUE : most + 1);
        if (most > 0 && items.size() > most) {
            throw new RequestRefusedException(
                    settings.get(WriteSwitches.MAX_BATCH_STATUS),
                    "The batch is too large: at most " + most + " credits");
        }
        var held = book.receive(items);
        return (isPoisoned(items, settings) ? poisoned(settings) : stored(items, held, settings))
                .releasing(() -> book.release(held));
    }

    public SandboxAnswer single(byte[] body) {
        var settings = switches.now();
        var items = List.of(CreditReader.single(body));
        var held = book.receive(items);
        return (isPoisoned(items, settings) ? poisoned(settings) : storedSingle(items, held))
                .releasing(() -> book.release(held));
    }

    private static boolean isPoisoned(List<CreditItem> items, SandboxSwitches settings) {
        var poison = settings.get(WriteSwitches.POISON_REF);
        return poison.isPresent()
                && items.stream()
                        .anyMatch(item -> item.sourceRef() != null
                                && poison.get().matcher(item.sourceRef()).matches());
    }

    private static SandboxAnswer poisoned(SandboxSwitches settings) {
        return settings.get(WriteSwitches.POISON_ACTION) == WriteSwitches.PoisonAction.STALL
                ? SandboxAnswer.empty(500).delivered(DeliveryMode.STALLED)
                : SandboxAnswer.error(500, "Internal server error");
    }

    private SandboxAnswer stored(List<CreditItem> items, CreditBook.Held held, SandboxSwitches settings) {
        var problems = items.stream().map(rules::problemOf).toArray(String[]::new);
        var omitted = omitted(items, settings);
        var lost = settings.get(WriteSwitches.OMITTED_APPLIED) ? new boolean[omitted.length] : omitted;
        var verdicts = book.store(items, held, bad(problems), lost, storesAny(settings));
        if (refusesBad(settings, verdicts)) {
            return SandboxAnswer.error(400, "The batch holds invalid credits");
        }
        if (refusesDuplicates(settings, verdicts)) {
            return SandboxAnswer.error(409, "Conflict: the batch holds credits that exist already");
        }
        return answers.of(items, verdicts, problems, omitted, settings);
    }

    private static Predicate<Verdict[]> storesAny(SandboxSwitches settings) {
        return verdicts ->
                settings.get(WriteSwitches.WHOLE_BATCH_APPLIES) == WriteSwitches.WholeBatchApplies.GOOD_RECORDS
                        || !refusesBad(settings, verdicts) && !refusesDuplicates(settings, verdicts);
    }

    private static boolean refusesBad(SandboxSwitches settings, Verdict[] verdicts) {
        return settings.get(WriteSwitches.BAD_BATCH) == WriteSwitches.BadBatchStyle.WHOLE_400
                && List.of(verdicts).contains(Verdict.BAD);
    }

    private static boolean refusesDuplicates(SandboxSwitches settings, Verdict[] verdicts) {
        return settings.get(WriteSwitches.DUPLICATE).isWholeBatch()
                && List.of(verdicts).contains(Verdict.DUPLICATE);
    }

    private boolean[] omitted(List<CreditItem> items, SandboxSwitches settings) {
        var every = settings.get(WriteSwitches.OMIT_EVERY);
        var pattern = settings.get(WriteSwitches.OMIT_REF);
        var omitted = new boolean[items.size()];
        for (int i = 0; i < omitted.length; i++) {
            var sourceRef = items.get(i).sourceRef();
            omitted[i] = every > 0 && records.incrementAndGet() % every == 0
                    || pattern.isPresent()
                            && sourceRef != null
                            && pattern.get().matcher(sourceRef).matches();
        }
        return omitted;
    }

    private static boolean[] bad(String[] problems) {
        var bad = new boolean[problems.length];
        for (int i = 0; i < bad.length; i++) {
            bad[i] = problems[i] != null;
        }
        return bad;
    }

    private SandboxAnswer storedSingle(List<CreditItem> items, CreditBook.Held held) {
        var item = items.get(0);
        var problem = rules.problemOf(item);
        return switch (book.store(items, held, new boolean[] {problem != null}, new boolean[1], verdicts -> true)[0]) {
            case CREATED ->
                SandboxAnswer.json(201, out -> {
                    out.writeStartObject();
                    out.writeStringField("sourceRef", item.sourceRef());
                    out.writeStringField("status", "CREATED");
                    out.writeEndObject();
                });
            case DUPLICATE -> SandboxAnswer.error(409, "Credit already exists for sourceRef " + item.sourceRef());
            case BAD -> SandboxAnswer.error(400, problem);
        };
    }
}
