package dev.imconnector.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class AwsClientsTest {

    @Test
    void a_client_is_made_once_and_kept() {
        try (var server = new ScriptedServer()) {
            var clients = ScriptedAws.clients(server);

            assertThat(clients.ssm()).isSameAs(clients.ssm());
            assertThat(clients.s3()).isSameAs(clients.s3());
            assertThat(clients.secretsManager()).isSameAs(clients.secretsManager());
        }
    }

    @Test
    void the_endpoint_of_a_service_goes_before_that_of_all() {
        try (var ofAll = new ScriptedServer();
                var ofSsm = new ScriptedServer()) {
            ofSsm.always("/", Reply.of(200, "application/x-amz-json-1.1", "{\"Parameters\":[]}"));
            var clients = new AwsClients(
                    Map.of(
                            "AWS_REGION", "eu-central-1",
                            "AWS_ENDPOINT_URL", ofAll.uri("").toString(),
                            "AWS_ENDPOINT_URL_SSM", ofSsm.uri("").toString()),
                    () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));

            assertThat(new SsmParameters(clients.ssm()).parameters("/im")).isEmpty();
            assertThat(ofSsm.count("/")).isEqualTo(1);
        }
    }
}
