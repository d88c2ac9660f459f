package dev.imconnector.report;

import dev.imconnector.run.RunRecord;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoreException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the report of a run that has ended beside its record. Safe for use by several threads. */
public final class ReportWriter {

    /** The report's name in the run's folder. */
    public static final String NAME = "report.html";

    private static final Logger LOG = LoggerFactory.getLogger(ReportWriter.class);

    private final ObjectStore store;

    public ReportWriter(ObjectStore store) {
        this.store = store;
    }

    /**
     * Writes the report and names it in the record, which is to be stored after it. When it cannot be written, the record
     * names none, which is measured, and the log says why: how the run ended does not hang on it.
     *
     * @param run as it will be stored
     * @param folder the run's
     */
    public void write(RunRecord run, ReportFacts facts, Location folder) {
        run.report(null);
        var location = folder.resolve(NAME);
        try {
            store.write(location, RunReport.of(run, facts).getBytes(StandardCharsets.UTF_8));
            run.report(location);
        } catch (StoreException e) {
            LOG.error(
                    "The report {} could not be written: {} {}",
                    location,
                    e.getMessage(),
                    e.problem().fix());
        } catch (RuntimeException e) {
            // A defect of the report must not end a run FAILED whose credits are all in IM.
            LOG.error("The report {} could not be made", location, e);
        }
    }
}
