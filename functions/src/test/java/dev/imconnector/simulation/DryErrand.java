package dev.imconnector.simulation;

import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.time.Deadline;

/** A push that only looks, called until it has seen all; and then the same one in earnest. */
final class DryErrand extends PushErrand {

    private boolean inEarnest;

    DryErrand(World world) {
        super(world);
    }

    @Override
    public RunRecord run(Machine machine, boolean retry, Deadline deadline) {
        var onlyLooks = !inEarnest;
        var answer = push(machine, retry, onlyLooks, deadline);
        if (onlyLooks && (answer.status() == RunStatus.COMPLETED || super.isRightlyFailed(answer))) {
            if (!answer.isDryRun()) {
                world.violated("A run that only looks says so", Records.summary(world.record()));
            }
            new Account(world, export, answer).takeOfALook();
            world.note("From now on it is in earnest");
            inEarnest = true;
        }
        return answer;
    }

    @Override
    public boolean onlyLooks() {
        return !inEarnest;
    }

    @Override
    public boolean isRightlyFailed(RunRecord last) {
        return !last.isDryRun() && super.isRightlyFailed(last);
    }
}
