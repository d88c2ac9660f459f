package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.aws.SsmParameters;
import dev.imconnector.settings.SettingsReader;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class SsmParametersIT {

    private final String path = "/im-connector/" + UUID.randomUUID();
    private SsmClient client;

    @BeforeEach
    void connect() {
        client = Stack.clients().ssm();
    }

    @AfterEach
    void deleteParameters() {
        client.getParametersByPathPaginator(request -> request.path(path).recursive(true)).stream()
                .flatMap(page -> page.parameters().stream())
                .forEach(parameter -> client.deleteParameter(request -> request.name(parameter.name())));
    }

    private void put(String name, String value, ParameterType type) {
        client.putParameter(
                request -> request.name(path + "/" + name).value(value).type(type));
    }

    @Test
    void a_path_without_parameters_is_empty() {
        assertThat(new SsmParameters(client).parameters(path)).isEmpty();
    }

    @Test
    void all_parameters_of_the_path_are_read_however_many() {
        for (int i = 0; i < 23; i++) {
            put("name-" + i, "value-" + i, ParameterType.STRING);
        }
        put("deeper/name", "not one of them", ParameterType.STRING);

        assertThat(new SsmParameters(client).parameters(path)).hasSize(23).containsEntry("name-22", "value-22");
    }

    @Test
    void settings_come_from_there_also_encrypted_ones() {
        put("batch-size", "7", ParameterType.STRING);
        put("time-zone", "Europe/Berlin", ParameterType.SECURE_STRING);

        var settings = new SettingsReader(
                        Map.of("IM_SETTINGS_PATH", path), new SsmParameters(client), Clock.systemUTC())
                .read();

        assertThat(settings.batchSize()).isEqualTo(7);
        assertThat(settings.businessCalendar().zone()).hasToString("Europe/Berlin");
        assertThat(settings.warnings()).isEmpty();
    }
}
