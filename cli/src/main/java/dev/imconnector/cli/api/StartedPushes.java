package dev.imconnector.cli.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Starts pushes that go on by themselves, in place of Step Functions. */
@FunctionalInterface
public interface StartedPushes {

    /** @param event what the push is told; the run's id is in it */
    void start(ObjectNode event);
}
