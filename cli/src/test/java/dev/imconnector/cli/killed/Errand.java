package dev.imconnector.cli.killed;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the processes of a history are about: one push, or one pull. */
interface Errand {

    String RUN = "night";

    /** Settings beside those that the sandbox prints. */
    Map<String, String> settings();

    /** Of {@code im}, with the run's id. */
    List<String> words();

    /** In which something changes while the run makes progress. */
    List<Path> folders();

    /** How far a run is, in a word, by its record. */
    String state(JsonNode run);

    /** Takes the account of the run while nobody works on it: of whatever it names so far. */
    void mustBeWholeSoFar(RunFolder run) throws IOException;

    /** Takes the account of the run that has ended. */
    void mustBeAllThere(RunFolder run, SandboxProcess sandbox) throws IOException, InterruptedException;
}
