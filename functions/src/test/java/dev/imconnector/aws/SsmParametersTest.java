package dev.imconnector.aws;

import static dev.imconnector.aws.ScriptedAws.jsonError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.settings.ParameterSourceException;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SsmParametersTest {

    private final ScriptedServer server = new ScriptedServer();
    private final SsmParameters parameters =
            new SsmParameters(ScriptedAws.clients(server).ssm());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void all_pages_are_read_decrypted() {
        server.next(
                "/",
                page("{\"Name\":\"/im/prod/batch-size\",\"Value\":\"7\"}", ",\"NextToken\":\"more\""),
                page("{\"Name\":\"/im/prod/time-zone\",\"Value\":\"Europe/Berlin\"}", ""));

        assertThat(parameters.parameters("/im/prod"))
                .isEqualTo(Map.of("batch-size", "7", "time-zone", "Europe/Berlin"));
        assertThat(server.requests("/").get(0).body())
                .contains("\"Path\":\"/im/prod\"", "\"WithDecryption\":true")
                .doesNotContain("Recursive");
        assertThat(server.requests("/").get(1).body()).contains("\"NextToken\":\"more\"");
    }

    @Test
    void a_path_without_parameters_is_no_error() {
        server.next("/", page("", ""));

        assertThat(parameters.parameters("/im/prod")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | AccessDeniedException       | SETTINGS_DENIED      | ssm:GetParametersByPath on parameter/im/prod
            400 | InvalidKeyId                | SETTINGS_DENIED      | kms:Decrypt
            400 | UnrecognizedClientException | SETTINGS_DENIED      | AWS credentials
            400 | ThrottlingException         | SETTINGS_UNREACHABLE | Start the run again
            500 | InternalServerError         | SETTINGS_UNREACHABLE | Start the run again
            400 | ValidationException         | SETTINGS_FAILED      | Check IM_SETTINGS_PATH
            """)
    void a_failure_has_its_code_and_fix(int status, String type, String code, String fix) {
        server.always("/", jsonError(status, type, "of the scripted service"));

        assertThatThrownBy(() -> parameters.parameters("/im/prod"))
                .isInstanceOfSatisfying(ParameterSourceException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo(code);
                    assertThat(e.problem().message())
                            .isEqualTo("Could not read the parameters under /im/prod: HTTP " + status + " " + type);
                    assertThat(e.problem().fix()).contains(fix);
                });
    }

    private static Reply page(String parameters, String more) {
        return Reply.of(200, "application/x-amz-json-1.1", "{\"Parameters\":[" + parameters + "]" + more + "}");
    }
}
