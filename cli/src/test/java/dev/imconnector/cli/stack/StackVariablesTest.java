package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code im stack env} prints, evaluated by a shell that knows of a real account. */
class StackVariablesTest {

    private static final String DESCRIPTION = """
            {"parameters":{"ImTokenUrl":"http://127.0.0.1:4778/oauth/token",
                           "ImApiUrl":"http://127.0.0.1:4778/successfactors/im"},
             "outputs":{"DataBucketName":"im-connector-local-data"},
             "resources":{"PushCreditsFunction":{"type":"AWS::Lambda::Function","id":"local-Push-1"},
                          "WriteApiFunction":{"type":"AWS::Lambda::Function","id":"local-Write-1"},
                          "DataBucket":{"type":"AWS::S3::Bucket","id":"im-connector-local-data"}}}""";

    @TempDir
    private Path folder;

    /** What that shell prints after the lines. */
    private String shell(String command) throws IOException, InterruptedException {
        return shell(DESCRIPTION, Map.of(), command);
    }

    private String shell(String description, Map<String, String> dialect, String command)
            throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the lines are for a shell");
        var tool = Files.createDirectories(folder.resolve("it's a clone")).resolve("stack");
        Files.writeString(tool, "#!/bin/bash\necho \"port $LOCAL_AWS_PORT: $*\"\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        var lines = new StackVariables(tool, URI.create("http://127.0.0.1:4777"), "im-connector-local", dialect)
                .lines(new JsonMapper().readTree(description));
        var builder = new ProcessBuilder("/bin/bash", "-uc", String.join("\n", lines) + "\n" + command)
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_PROFILE", "company");
        builder.environment().put("IM_DIALECT", "other");
        builder.environment().put("AWS_REGION", "us-west-2");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    @Test
    void every_program_means_the_local_AWS_and_none_a_real_account() throws Exception {
        assertThat(shell("env | grep ^AWS_ | sort")).isEqualTo("""
                        AWS_ACCESS_KEY_ID=test
                        AWS_DEFAULT_REGION=eu-central-1
                        AWS_ENDPOINT_URL=http://127.0.0.1:4777
                        AWS_PAGER=
                        AWS_REGION=eu-central-1
                        AWS_SECRET_ACCESS_KEY=test""");
    }

    @Test
    void the_stack_its_bucket_and_its_functions_are_named() throws Exception {
        assertThat(shell("echo $STACK $DATA_BUCKET $PUSH_CREDITS_FUNCTION $WRITE_API_FUNCTION"))
                .isEqualTo("im-connector-local im-connector-local-data local-Push-1 local-Write-1");
    }

    @Test
    void im_means_the_simulated_IM_with_both_of_its_clients() throws Exception {
        assertThat(shell("echo $IM_TOKEN_URL $IM_API_URL $ICM_CLIENT_ID $ICM_READER_CLIENT_ID"))
                .isEqualTo("http://127.0.0.1:4778/oauth/token http://127.0.0.1:4778/successfactors/im "
                        + SandboxClient.WRITER.id() + " " + SandboxClient.READER.id());
    }

    @Test
    void im_speaks_to_a_legacy_tenant_as_the_stack_does_and_asks_nobody_for_a_token() throws Exception {
        var legacy = DESCRIPTION
                .replace("http://127.0.0.1:4778/oauth/token", "none")
                .replace("/successfactors/im", "/api/v2");

        assertThat(shell(legacy, Map.of("IM_DIALECT", "tenant"), "echo [$IM_TOKEN_URL] $IM_API_URL $IM_DIALECT"))
                .isEqualTo("[] http://127.0.0.1:4778/api/v2 tenant");
    }

    @Test
    void no_dialect_of_another_stack_stays_in_the_shell() throws Exception {
        assertThat(shell("echo [$IM_DIALECT][$IM_CALENDAR]")).isEqualTo("[][]");
    }

    @Test
    void aws_is_the_program_that_the_local_AWS_has_wherever_the_clone_lies() throws Exception {
        assertThat(shell("aws s3 ls \"s3://a b\"")).isEqualTo("port 4777: aws s3 ls s3://a b");
    }
}
