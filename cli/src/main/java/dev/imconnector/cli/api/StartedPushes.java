package dev.imconnector.cli.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Starts pushes that run in the background, in place of Step Functions. */
public interface StartedPushes extends AutoCloseable {

    /**
     * @param event the event of the push, with the run's id
     * @return false when as many are under way as can be, and nothing was started
     */
    boolean start(ObjectNode event);

    /** Begins no further invocation and waits for those under way. */
    @Override
    void close();
}
