package dev.imconnector.sandbox.state;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.ReadSwitches;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** All that the simulated IM holds. Safe for use by several threads. */
public final class ImState implements AutoCloseable {

    private final Journal journal;
    private final CreditBook book;
    private final PipelineRuns pipelineRuns;
    private final Map<String, Documents> documents = new HashMap<>();
    private final Map<String, EntityRows> entities = new HashMap<>();
    private final RequestLog log;

    /** @param participants how many there are */
    public ImState(int participants, LiveSwitches switches, Journal journal, RequestLog log) {
        this.journal = journal;
        this.log = log;
        book = new CreditBook(journal);
        pipelineRuns = new PipelineRuns(switches, book, journal);
        documents(Schema.PARTICIPANTS, new Documents(Schema.PARTICIPANTS, SampleDocuments.participants(participants)));
        documents(Schema.COMP_PLANS, new Documents(Schema.COMP_PLANS, SampleDocuments.compPlans()));
        documents(Schema.QUOTAS, new Documents(Schema.QUOTAS, SampleDocuments.quotas(participants)));
        entity(new EntityRows(Schema.CREDITS, now -> book.rows()));
        entity(new EntityRows(Schema.PIPELINE_RUNS, pipelineRuns::rows));
        entity(new EntityRows(Schema.RESULTS, now -> new ResultRows(switches.get(ReadSwitches.RESULTS))));
    }

    private void documents(Schema schema, Documents held) {
        documents.put(schema.entity(), held);
        entity(new EntityRows(schema, now -> held.rows()));
    }

    private void entity(EntityRows entity) {
        entities.put(entity.schema().entity(), entity);
    }

    public CreditBook book() {
        return book;
    }

    public PipelineRuns pipelineRuns() {
        return pipelineRuns;
    }

    public Map<String, Documents> documents() {
        return documents;
    }

    public Map<String, EntityRows> entities() {
        return entities;
    }

    public SandboxReport report() {
        return new SandboxReport(log.report(), book.report());
    }

    /** Every sourceRef that arrived, one JSON object a line. */
    public void writeArrivals(OutputStream out) throws IOException {
        try (var json = Json.FACTORY.createGenerator(out).setRootValueSeparator(null)) {
            book.forEachArrival(arrival -> writeArrival(arrival, json));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void writeArrival(CreditBook.Arrival arrival, JsonGenerator json) {
        try {
            json.writeStartObject();
            json.writeStringField("sourceRef", arrival.sourceRef());
            json.writeBooleanField("stored", arrival.stored());
            json.writeNumberField("timesSent", arrival.timesSent());
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
