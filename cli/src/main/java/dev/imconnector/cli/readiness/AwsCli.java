package dev.imconnector.cli.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The AWS CLI, which whoever deploys has, with the credentials, the profile, the region and the endpoints that they use it
 * with (ADR 23).
 */
@FunctionalInterface
public interface AwsCli {

    /**
     * Runs one command.
     *
     * @param arguments after {@code aws}; the output is asked for as JSON
     * @return what it printed; a missing node when it printed nothing
     * @throws AwsCliException when it says that something is wrong, or is not there at all
     */
    JsonNode run(List<String> arguments) throws InterruptedException;

    default JsonNode run(String... arguments) throws InterruptedException {
        return run(List.of(arguments));
    }
}
