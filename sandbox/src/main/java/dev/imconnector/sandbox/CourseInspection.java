package dev.imconnector.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.read.CompleteRead;
import dev.imconnector.sandbox.state.ImState;
import dev.imconnector.sandbox.state.SandboxReport;
import dev.imconnector.sandbox.state.StoredCredit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** What there is to know of the course's IM. */
final class CourseInspection implements Inspection {

    private final ImState state;
    private final CompleteRead reads;

    CourseInspection(ImState state, CompleteRead reads) {
        this.state = state;
        this.reads = reads;
    }

    @Override
    public SandboxReport report() {
        return state.report();
    }

    @Override
    public Optional<StoredCredit> find(String sourceRef) {
        return state.book().find(sourceRef);
    }

    @Override
    public int timesSent(String sourceRef) {
        return state.book().timesSent(sourceRef);
    }

    @Override
    public void forEachCredit(Consumer<StoredCredit> consumer) {
        var count = state.book().size();
        for (int number = 0; number < count; number++) {
            consumer.accept(state.book().credit(number));
        }
    }

    @Override
    public boolean changeStatus(String sourceRef, String status) {
        return state.book().changeStatus(sourceRef, status);
    }

    @Override
    public void writeCredit(String sourceRef, JsonGenerator out) throws IOException {
        var credit = find(sourceRef);
        if (credit.isPresent()) {
            state.book().rows().write(credit.get().number(), null, out);
        } else {
            out.writeNull();
        }
    }

    @Override
    public void writeArrivals(OutputStream out) throws IOException {
        state.writeArrivals(out);
    }

    @Override
    public SandboxAnswer.Stream rows(String entity, String rawQuery) {
        return reads.of(entity, rawQuery)::writeTo;
    }

    @Override
    public void close() {
        state.close();
    }
}
