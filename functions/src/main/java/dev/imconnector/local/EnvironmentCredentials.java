package dev.imconnector.local;

import dev.imconnector.oauth.ClientCredentials;
import dev.imconnector.oauth.ClientCredentialsSource;
import dev.imconnector.oauth.CredentialsException;
import dev.imconnector.problem.Problem;
import dev.imconnector.time.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** An OAuth client named in environment variables, for use outside AWS. Thread-safe. */
public final class EnvironmentCredentials implements ClientCredentialsSource {

    private final Map<String, String> environment;
    private final String idVariable;
    private final String secretVariable;
    private final AtomicReference<Version> last = new AtomicReference<>(new Version("", "", 0));

    /** @param number counts the different pairs that were read: a name for each that says nothing of the secret */
    private record Version(String id, String secret, int number) {

        Version next(String nowId, String nowSecret) {
            return id.equals(nowId) && secret.equals(nowSecret) ? this : new Version(nowId, nowSecret, number + 1);
        }

        @Override
        public String toString() {
            return "environment-" + number;
        }
    }

    /** The client of {@code ICM_CLIENT_ID} and {@code ICM_CLIENT_SECRET}. */
    public EnvironmentCredentials(Map<String, String> environment) {
        this(environment, "ICM_CLIENT_ID", "ICM_CLIENT_SECRET");
    }

    public EnvironmentCredentials(Map<String, String> environment, String idVariable, String secretVariable) {
        this.environment = environment;
        this.idVariable = idVariable;
        this.secretVariable = secretVariable;
    }

    @Override
    public ClientCredentials read(Deadline deadline) {
        var id = value(idVariable);
        var secret = value(secretVariable);
        var version = last.updateAndGet(before -> before.next(id, secret));
        return new ClientCredentials(id, secret, version.toString(), Optional.empty());
    }

    private String value(String variable) {
        var value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            throw new CredentialsException(
                    new Problem(
                            CredentialsException.SECRET_EMPTY,
                            "The environment variable " + variable + " is not set",
                            "Set " + idVariable + " and " + secretVariable
                                    + " to the OAuth client's id and secret, or IM_CLIENT_SECRET_ID to the name of"
                                    + " their secret in AWS Secrets Manager"),
                    false);
        }
        return value;
    }
}
