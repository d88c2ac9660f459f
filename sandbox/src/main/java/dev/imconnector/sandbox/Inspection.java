package dev.imconnector.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.state.SandboxReport;
import dev.imconnector.sandbox.state.StoredCredit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** What the sandbox tells whoever checks a client, in either dialect. Safe for use by several threads. */
interface Inspection extends AutoCloseable {

    SandboxReport report();

    /** The credit, or in a tenant the sales transaction of lines 1 and 1, that came under a sourceRef. */
    Optional<StoredCredit> find(String sourceRef);

    /** How often a sourceRef arrived, stored or not. */
    int timesSent(String sourceRef);

    /** Shows every stored credit, in the order in which they were stored. */
    void forEachCredit(Consumer<StoredCredit> consumer);

    /** Gives a credit another status, as a person in IM would. @return whether there is such a credit */
    boolean changeStatus(String sourceRef, String status);

    /** Writes a credit as it is kept, or null. */
    void writeCredit(String sourceRef, JsonGenerator out) throws IOException;

    /** Writes every sourceRef that arrived, one JSON object a line. */
    void writeArrivals(OutputStream out) throws IOException;

    /**
     * All rows of an entity as JSON lines: what a complete pull must give.
     *
     * @throws RequestRefusedException when there is no such entity, or the query cannot be understood
     */
    SandboxAnswer.Stream rows(String entity, String rawQuery);

    @Override
    void close();
}
