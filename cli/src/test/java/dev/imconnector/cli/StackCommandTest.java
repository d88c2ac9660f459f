package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.cli.stack.BackgroundSandbox;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code im stack} takes, and what a deployment is told of the simulated IM; the rest is seen by the stack tests. */
class StackCommandTest {

    @TempDir
    private Path folder;

    @Test
    void a_family_without_a_tenant_is_refused_before_anything_is_started() {
        var terminal = new Terminal(folder);

        assertThat(terminal.im("stack", "deploy", "--family", "legacy")).isEqualTo(ExitStatus.USAGE);

        assertThat(terminal.err()).contains("--family is of a tenant: use it with --dialect tenant");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_dialect_that_is_none_is_refused_with_those_that_there_are() {
        var terminal = new Terminal(folder);

        assertThat(terminal.im("stack", "deploy", "--dialect", "sap")).isEqualTo(ExitStatus.USAGE);

        assertThat(terminal.err()).contains("[COURSE, TENANT]");
    }

    @ParameterizedTest
    @CsvSource({
        "COURSE, , COURSE, http://127.0.0.1:4567/oauth/token, /successfactors/im",
        "TENANT, , HYPERSCALER, http://127.0.0.1:4567/oauth2/token, /mtsvc/tcmp/rest/v2",
        "TENANT, LEGACY, LEGACY, none, /api/v2"
    })
    void each_family_has_its_addresses(
            SandboxDialect dialect, StackIm.Family family, StackIm expected, String tokens, String apiPath) {
        var im = StackIm.of(dialect, family);

        assertThat(im).isEqualTo(expected);
        assertThat(im.parameters(new BackgroundSandbox(folder, 4567)))
                .containsExactly("ImTokenUrl=" + tokens, "ImApiUrl=http://127.0.0.1:4567" + apiPath);
        assertThat(StackIm.at("http://127.0.0.1:4567" + apiPath)).isEqualTo(expected);
    }

    @Test
    void a_tenants_settings_have_the_names_that_parameter_store_knows() {
        assertThat(StackIm.LEGACY.settings())
                .isEqualTo(Map.of("dialect", "tenant", "event-type", "Order", "calendar", "Main Monthly Calendar"));
        assertThat(StackIm.COURSE.settings()).isEmpty();
    }
}
