package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.ImSandbox;
import dev.imconnector.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code im doctor}: a page that may be pasted anywhere. */
class DoctorTest {

    private static final String CANARY = "c4n4ry";

    @TempDir
    Path folder;

    private final ImSandbox sandbox = Terminal.sandbox();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Terminal terminal() {
        return new Terminal(folder).at(sandbox);
    }

    @Test
    void has_versions_folders_addresses_settings_and_the_last_runs_on_one_page() throws IOException {
        var terminal = terminal().with("IM_BATCH_SIZE", "50").with("IM_BATCHSIZE", "7");
        var file = Files.writeString(folder.resolve("cut.csv"), "sourceRef,participantId");
        terminal.im("push", file.toString(), "--run-id", "night");

        assertThat(terminal.im("doctor")).isZero();

        assertThat(terminal.out().replaceAll(" +", " "))
                .contains("\n im im ", "\n Java " + Runtime.version())
                .contains("\n folder " + folder.resolve(".im") + "\n")
                .contains("\n IM_API_URL " + sandbox.apiUrl() + "\n")
                .contains("\n ICM_CLIENT_SECRET set\n", "\n IM_CLIENT_SECRET_ID not set\n")
                .contains("\n batch-size 50, from environment variable IM_BATCH_SIZE\n")
                .contains("\n not a setting IM_BATCHSIZE\n")
                .contains("\n night credit-push FAILED, started ")
                .doesNotContain("sandbox-writer-secret", "Network");
        assertThat(terminal.out().lines().count()).isLessThan(60);
    }

    static Stream<String> everythingThatCanBeSet() {
        return Stream.concat(
                Settings.environmentNames().stream(),
                List.of(
                        "ICM_CLIENT_ID",
                        "ICM_CLIENT_SECRET",
                        "ICM_READER_CLIENT_ID",
                        "ICM_READER_CLIENT_SECRET",
                        "IM_MISSPELT",
                        "HTTPS_PROXY",
                        "AWS_ENDPOINT_URL",
                        "AWS_SECRET_ACCESS_KEY",
                        "AWS_SESSION_TOKEN")
                        .stream());
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeSet")
    void shows_no_secret_whatever_variable_somebody_has_put_it_into(String variable) {
        for (var secret : List.of(
                CANARY,
                "https://user:" + CANARY + "@im.invalid/api",
                "https://im.invalid/api?key=" + CANARY,
                "https://im.invalid/api#" + CANARY,
                "file:///" + CANARY + "/")) {
            for (var words : List.of(new String[] {"doctor"}, new String[] {"doctor", "--json"})) {
                var terminal = terminal().with(variable, secret);
                terminal.im(words);

                var shown = (terminal.out() + terminal.err()).toLowerCase(Locale.ROOT);
                assertThat(shown).as("%s=%s", variable, secret).doesNotContain(CANARY);
            }
        }
    }

    @Test
    void shows_of_a_profile_its_name_and_of_the_profiles_file_the_names_only() throws IOException {
        var file = folder.resolve("config/im-connector/profiles.ini");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[test]\nIM_API_URL = https://im.invalid/api\nICM_CLIENT_SECRET = " + CANARY + "\n");
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
        var terminal =
                terminal().with("XDG_CONFIG_HOME", folder.resolve("config").toString());

        terminal.im("doctor", "--profile", "test");

        assertThat(terminal.out().replaceAll(" +", " "))
                .contains("\n profile test\n", "(profiles: test)", "\n IM_API_URL https://im.invalid/api\n")
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void says_whether_the_network_gets_there_when_asked(boolean isThere) throws IOException {
        if (!isThere) {
            sandbox.close();
        }
        var terminal = terminal();

        assertThat(terminal.im("doctor", "--reach", "--json")).isZero();

        var network = RunRecords.json().readTree(terminal.out()).path("Network");
        assertThat(network.path("IM_API_URL").asText()).startsWith(isThere ? "connected in " : "NOT reached");
        assertThat(sandbox.report().requests().total()).isZero();
    }
}
