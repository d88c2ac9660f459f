package dev.imconnector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.aws.AwsClients;
import dev.imconnector.run.RunRecords;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What people put into a stack after its deployment: settings, credentials and an export. */
final class StackContent {

    private static final int SAMPLE_CREDITS = 1_000;

    private final AwsClients aws;
    private final JsonNode outputs;

    /** @param outputs of the deployed stack */
    StackContent(AwsClients aws, JsonNode outputs) {
        this.aws = aws;
        this.outputs = outputs;
    }

    String bucket() {
        return outputs.path("DataBucketName").asText();
    }

    /** Those of the dialect; what an earlier deployment has left of another one is taken away. */
    void putSettings(StackIm im) {
        var path = outputs.path("SettingsPath").asText() + "/";
        aws.ssm()
                .deleteParameters(request -> request.names(StackIm.HYPERSCALER.settings().keySet().stream()
                        .map(path::concat)
                        .toList()));
        im.settings()
                .forEach((name, value) -> aws.ssm()
                        .putParameter(request -> request.name(path + name)
                                .type(ParameterType.STRING)
                                .value(value)));
    }

    /** Those of the simulated IM's two clients. */
    void putSecrets() throws IOException {
        put(outputs.path("WriterClientSecretId").asText(), SandboxClient.WRITER);
        put(outputs.path("ReaderClientSecretId").asText(), SandboxClient.READER);
    }

    private void put(String secretId, SandboxClient client) throws IOException {
        var value = RunRecords.json()
                .writeValueAsString(Map.of("client_id", client.id(), "client_secret", client.secret()));
        aws.secretsManager()
                .putSecretValue(request -> request.secretId(secretId).secretString(value));
    }

    /**
     * Of the day that a push started now, with the template's time zone (UTC) and offset (-1), takes.
     *
     * @param folder where it is written before
     * @return where it is
     */
    String putSample(Path folder) throws IOException {
        var yesterday =
                LocalDate.now(Clock.systemUTC().withZone(ZoneOffset.UTC)).minusDays(1);
        var file = Files.createDirectories(folder).resolve("sample.csv");
        SampleCredits.write(file, SAMPLE_CREDITS, yesterday);
        var key = "exports/" + yesterday + "/credits.csv";
        aws.s3().putObject(request -> request.bucket(bucket()).key(key), RequestBody.fromFile(file));
        return "s3://" + bucket() + "/" + key;
    }
}
