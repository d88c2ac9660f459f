package dev.imconnector.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** All that the simulated IM holds. Safe for use by several threads. */
final class ImState implements AutoCloseable {

    private final Clock clock;
    private final Journal journal;
    private final CreditBook book;
    private final PipelineRuns pipelineRuns;
    private final Map<String, Documents> documents = new HashMap<>();
    private final Map<String, ReadEndpoint.Entity> entities = new HashMap<>();
    private final ClientRegistry clients;
    private final TokenRegistry tokens;
    private final RequestLog log;

    ImState(
            SandboxOptions options,
            LiveSwitches switches,
            Clock clock,
            Journal journal,
            ClientRegistry clients,
            TokenRegistry tokens,
            RequestLog log) {
        this.clock = clock;
        this.journal = journal;
        this.clients = clients;
        this.tokens = tokens;
        this.log = log;
        book = new CreditBook(journal);
        pipelineRuns = new PipelineRuns(switches, book, journal);
        documents(
                Schema.PARTICIPANTS,
                new Documents(Schema.PARTICIPANTS, SampleDocuments.participants(options.participants())));
        documents(Schema.COMP_PLANS, new Documents(Schema.COMP_PLANS, SampleDocuments.compPlans()));
        documents(Schema.QUOTAS, new Documents(Schema.QUOTAS, SampleDocuments.quotas(options.participants())));
        entity(new ReadEndpoint.Entity(Schema.CREDITS, now -> book.rows()));
        entity(new ReadEndpoint.Entity(Schema.PIPELINE_RUNS, pipelineRuns::rows));
        entity(new ReadEndpoint.Entity(Schema.RESULTS, now -> new ResultRows(switches.get(Switch.RESULTS))));
    }

    private void documents(Schema schema, Documents held) {
        documents.put(schema.entity(), held);
        entity(new ReadEndpoint.Entity(schema, now -> held.rows()));
    }

    private void entity(ReadEndpoint.Entity entity) {
        entities.put(entity.schema().entity(), entity);
    }

    CreditBook book() {
        return book;
    }

    PipelineRuns pipelineRuns() {
        return pipelineRuns;
    }

    Map<String, Documents> documents() {
        return documents;
    }

    Map<String, ReadEndpoint.Entity> entities() {
        return entities;
    }

    ClientRegistry clients() {
        return clients;
    }

    TokenRegistry tokens() {
        return tokens;
    }

    SandboxReport report() {
        return new SandboxReport(log.report(), book.report());
    }

    /** Every sourceRef that arrived, one JSON object a line. */
    void writeArrivals(OutputStream out) throws IOException {
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

    /** The truth about what a complete read gives: all rows that match, in a stable order. */
    RowDump query(String entityName, String rawQuery) {
        var entity = entities.get(entityName);
        if (entity == null) {
            throw new RequestRefusedException(404, "There is no entity '" + entityName + "'");
        }
        var now = Micros.now(clock);
        pipelineRuns.settle(now);
        return RowDump.of(entity.rows().apply(now), QueryOptions.forList(rawQuery, entity.schema()));
    }

    @Override
    public void close() {
        journal.close();
    }
}
