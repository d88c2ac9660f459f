package dev.imconnector.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.oauth.CredentialsException;
import dev.imconnector.time.Deadline;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentCredentialsTest {

    private static final Deadline DEADLINE = new Deadline(Instant.MAX);

    private final Map<String, String> environment =
            new HashMap<>(Map.of("ICM_CLIENT_ID", "im-writer", "ICM_CLIENT_SECRET", "hunter2"));
    private final EnvironmentCredentials credentials = new EnvironmentCredentials(environment);

    @Test
    void the_client_is_the_one_of_the_environment() {
        var read = credentials.read(DEADLINE);

        assertThat(read.clientId()).isEqualTo("im-writer");
        assertThat(read.version().createdAt()).isEmpty();
    }

    @Test
    void the_version_changes_with_the_values_and_shows_nothing_of_them() {
        var first = credentials.read(DEADLINE).versionId();
        assertThat(credentials.read(DEADLINE).versionId()).isEqualTo(first).isEqualTo("environment-1");

        environment.put("ICM_CLIENT_SECRET", "hunter3");
        assertThat(credentials.read(DEADLINE).versionId()).isEqualTo("environment-2");
    }

    @Test
    void a_missing_value_is_named_with_the_fix() {
        environment.put("ICM_CLIENT_SECRET", " ");

        assertThatThrownBy(() -> credentials.read(DEADLINE)).isInstanceOfSatisfying(CredentialsException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("SECRET_EMPTY");
            assertThat(e.problem().message()).isEqualTo("The environment variable ICM_CLIENT_SECRET is not set");
            assertThat(e.problem().fix()).contains("ICM_CLIENT_ID", "IM_CLIENT_SECRET_ID");
            assertThat(e.retryable()).isFalse();
        });
    }

    @Test
    void other_variables_may_name_another_client() {
        environment.put("ICM_READER_CLIENT_ID", "im-reader");
        environment.put("ICM_READER_CLIENT_SECRET", "hunter4");

        var reader = new EnvironmentCredentials(environment, "ICM_READER_CLIENT_ID", "ICM_READER_CLIENT_SECRET");

        assertThat(reader.read(DEADLINE).clientId()).isEqualTo("im-reader");
    }
}
