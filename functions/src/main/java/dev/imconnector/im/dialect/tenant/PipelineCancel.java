package dev.imconnector.im.dialect.tenant;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.CallTimes;
import dev.imconnector.im.Entity;
import dev.imconnector.im.ImException;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImTransport;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.dialect.Cancelled;
import dev.imconnector.im.dialect.PipelineCancelLostException;
import dev.imconnector.im.dialect.PipelineRefusedException;
import dev.imconnector.im.dialect.PipelineState;
import dev.imconnector.im.dialect.RowAnswer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Cancels pipelines of tenants that list them among their resources. What became of a cancel the run itself says: it is read
 * before one is sent, and after each that was, whatever was answered.
 */
final class PipelineCancel {

    /** How often it is sent while answers are lost and the run continues. */
    private static final int MOST_SENT = 3;

    private final Supplier<TenantReads> reads;

    /** @param reads how runs are read; asked for by whoever cancels one */
    PipelineCancel(Supplier<TenantReads> reads) {
        this.reads = reads;
    }

    /**
     * Cancels a run, unless it has ended.
     *
     * @return empty when the tenant knows no such run
     * @throws PipelineRefusedException when it is refused, and the run goes on
     * @throws PipelineCancelLostException when it was sent and no answer says more, and the run goes on or cannot be read
     * @throws ImException when there is no usable answer, and nothing was sent
     * @throws dev.imconnector.im.QueryException when no run can have that id
     */
    Optional<Cancelled> cancel(String id, CallTimes times, ImTransport transport) throws InterruptedException {
        return new Cancel(id, reads.get(), times, transport).done();
    }

    /** Of one run. */
    private record Cancel(String id, TenantReads reads, CallTimes times, ImTransport transport) {

        Optional<Cancelled> done() throws InterruptedException {
            var before = run();
            if (before.isEmpty() || before.get().hasEnded()) {
                return before.map(Cancel::ended);
            }
            ImUnavailableException lost = null;
            for (int sent = 0; sent < MOST_SENT; sent++) {
                try {
                    return Optional.of(judged(transport.call(request(), times, CancelAnswer::saysSomething)));
                } catch (ImUnavailableException e) {
                    lost = lostBy(e, lost);
                }
                var after = runAfter(lost);
                if (after.isEmpty() || after.get().hasEnded()) {
                    return Optional.of(after.map(Cancel::ended).orElseGet(Cancel::gone));
                }
            }
            throw new PipelineCancelLostException(id, lost.kind(), lost);
        }

        private ImRequest request() {
            return ImRequest.delete("/pipelines(" + id + ")").neverTwice();
        }

        /** Where there was no connection at all, not even once, it is certain that nothing was sent. */
        private static ImUnavailableException lostBy(ImUnavailableException now, ImUnavailableException before) {
            if (before != null) {
                now.addSuppressed(before);
            } else if (now.kind() == ImUnavailableException.Kind.UNREACHABLE) {
                throw now;
            }
            return now;
        }

        /** An error that the tenant tells may be of a run that has ended meanwhile, so the run is read after it, too. */
        private Cancelled judged(HttpAnswer answer) throws InterruptedException {
            var said = CancelAnswer.read(answer);
            var isTaken = said.isTaken(answer.status());
            var after = isTaken ? runIfItCanBeRead() : run();
            if (after.isEmpty()) {
                return gone();
            }
            if (after.get().hasEnded()) {
                return ended(after.get());
            }
            if (!isTaken) {
                throw PipelineRefusedException.cancel(
                        id, said.words().isEmpty() ? transport.words(answer) : said.words());
            }
            return new Cancelled(Cancelled.Outcome.CANCELLING, after.get().meaning());
        }

        private Optional<PipelineWords> run() throws InterruptedException {
            var request = reads.row(Entity.PIPELINE_RUNS, id);
            var answer = transport.call(
                    request, times, each -> !(reads.row(Entity.PIPELINE_RUNS, each) instanceof RowAnswer.CutOff));
            var row = reads.row(Entity.PIPELINE_RUNS, answer);
            if (row instanceof RowAnswer.Row found) {
                return Optional.of(PipelineWords.of(found.json()));
            }
            if (row instanceof RowAnswer.NoRow) {
                return Optional.empty();
            }
            throw transport.refusal(request, answer);
        }

        private Optional<PipelineWords> runAfter(ImUnavailableException lost) throws InterruptedException {
            try {
                return run();
            } catch (ImException e) {
                lost.addSuppressed(e);
                throw new PipelineCancelLostException(id, lost.kind(), lost);
            }
        }

        /** That a cancel was taken is known already; how the run stands by now is not, when it cannot be read. */
        private Optional<PipelineWords> runIfItCanBeRead() throws InterruptedException {
            try {
                return run();
            } catch (ImException e) {
                return Optional.of(new PipelineWords("", ""));
            }
        }

        private static Cancelled ended(PipelineWords run) {
            return new Cancelled(
                    run.isCancelled() ? Cancelled.Outcome.CANCELLED : Cancelled.Outcome.ENDED, run.meaning());
        }

        /** It was there when the cancel was sent, and is no longer. */
        private static Cancelled gone() {
            return new Cancelled(Cancelled.Outcome.CANCELLED, PipelineState.FAILED);
        }
    }
}
