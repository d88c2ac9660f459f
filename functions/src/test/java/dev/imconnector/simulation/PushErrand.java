package dev.imconnector.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpCall;
import dev.imconnector.im.CallTimes;
import dev.imconnector.push.PushRequest;
import dev.imconnector.push.inline.InlineBatch;
import dev.imconnector.run.RunRecord;
import dev.imconnector.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/** The push of a night's export, and beside it credits by the API. */
class PushErrand implements Errand {

    private static final Duration API_TIME = Duration.ofSeconds(20);

    final World world;
    final Export export;

    PushErrand(World world) {
        this.world = world;
        this.export = new Export(world.history.rows(), world.history.manner());
    }

    @Override
    public void prepare() {
        export.putInto(world.disk);
        world.tenant.meet(world.history.rows());
    }

    @Override
    public RunRecord run(Machine machine, boolean retry, Deadline deadline) {
        return push(machine, retry, false, deadline);
    }

    static RunRecord push(Machine machine, boolean retry, boolean dryRun, Deadline deadline) {
        var request = new PushRequest(
                Optional.of(Kind.PUSH.runId),
                Optional.of(SCHEDULED),
                Optional.empty(),
                retry,
                dryRun,
                Optional.empty());
        return machine.connector().creditPush().push(request, deadline);
    }

    @Override
    public Deed deed(HttpCall call) {
        return world.tenant.deed(call.body(), world.history.beside());
    }

    @Override
    public boolean isRightlyFailed(RunRecord last) {
        return hasTooManyRejects(world, last);
    }

    /** More was rejected than may be: another try would end alike. */
    static boolean hasTooManyRejects(World world, RunRecord last) {
        return last.failed() == 0
                && !world.deployment.isOfAnother(world.record())
                && last.error()
                        .filter(error -> error.code().equals("TOO_MANY_REJECTED"))
                        .isPresent();
    }

    /** A listing was stale when the run began, so there is more by now than it knows of. */
    @Override
    public boolean mayBeAnswered(RunRecord again) {
        return again.error().filter(error -> error.code().equals("LATE_INPUT")).isPresent()
                && world.record().path("input").size() < export.files().size();
    }

    @Override
    public void check(JsonNode record) {
        check(world, record);
    }

    /** Of a push, whatever the dialect. */
    static void check(World world, JsonNode record) {
        Records.counts(world, record);
        if (Records.hasEnded(record)) {
            Records.named(world, record, "rejects");
            Records.named(world, record, "receipts");
            Records.named(world, record, "report");
            Records.named(world, record, "corrections");
            Records.unnamed(world, record, "rejects", "rejects.csv");
            Records.unnamed(world, record, "rejects", "rejects.jsonl");
            Records.unnamed(world, record, "receipts", "receipts.jsonl.gz");
        }
        world.disk.partsOf(record).stream()
                .filter(part -> !world.disk.hasEverHeld(part))
                .findFirst()
                .ifPresent(part -> world.violated("A part is written before a record names it", part.toString()));
    }

    @Override
    public void takeAccount(RunRecord last) {
        new Account(world, export, last).take();
    }

    @Override
    public void beside(Machine machine) {
        byTheApi(world, machine);
    }

    /** Somebody sends credits by the API. */
    static void byTheApi(World world, Machine machine) {
        machine.begins(Coverage.State.NONE);
        world.kernel.begin(machine.process, () -> {
            var batch = new InlineBatch();
            world.history.beside().forEach(row -> batch.add(InlineCalls.raw(row)));
            var deadline = Deadline.after(API_TIME, machine.clock());
            var times = new CallTimes(deadline, deadline.minus(Duration.ofSeconds(-5)));
            try {
                var result = machine.connector().writeDesk().credits().push(batch, times, () -> {});
                ByTheApi.check(world, world.history.beside(), result);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
