package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The deployed push with its settings in Parameter Store. */
class SettingsIT {

    private static final String FUNCTION = "PushCreditsFunction";

    private final Application app = Stack.application();
    private final Exports.Night night = Exports.night();
    private final List<String> added = new ArrayList<>();

    SettingsIT() {
        app.withCredentials();
        app.put(night.key("credits.csv"), night.csv(21));
        app.forgetWarm(FUNCTION);
    }

    @AfterEach
    void reset() {
        added.forEach(name -> app.ssm().deleteParameter(request -> request.name(name)));
        app.forgetWarm(FUNCTION);
        app.withCredentials();
    }

    private void set(String setting, String value) {
        var name = app.output("SettingsPath") + "/" + setting;
        app.ssm().putParameter(request -> request.name(name).value(value).type(ParameterType.STRING));
        added.add(name);
    }

    @Test
    void a_setting_put_into_Parameter_Store_holds_from_the_next_start_on() {
        set("batch-size", "7");
        var before = app.im().report().requests().of("POST /credits/batch");

        assertThat(app.invoke(FUNCTION, night.input()).path("created").asInt()).isEqualTo(21);
        assertThat(app.im().report().requests().of("POST /credits/batch") - before)
                .isEqualTo(3);
    }

    @Test
    void a_wrong_value_fails_the_run_with_setting_source_value_and_what_is_allowed() {
        set("batch-size", "many");

        var answer = app.invoke(FUNCTION, night.input());

        assertThat(answer.path("status").asText()).isEqualTo("FAILED");
        assertThat(answer.at("/error/code").asText()).isEqualTo("SETTING_INVALID");
        assertThat(answer.at("/error/message").asText()
                        + answer.at("/error/fix").asText())
                .contains("batch-size", app.output("SettingsPath"), "many", "1000");
        assertThat(app.im().credit(night.ref(1))).isEmpty();
    }

    @Test
    void an_unknown_name_is_logged_and_stops_no_night() {
        set("bacth-size", "7");

        assertThat(app.invoke(FUNCTION, night.input()).path("status").asText()).isEqualTo("COMPLETED");
        var log = Application.await(
                "the warning", () -> String.join("\n", app.log(FUNCTION)), text -> text.contains("bacth-size"));
        assertThat(log).contains("WARN");
    }

    @Test
    void throttled_at_its_start_the_run_asks_to_be_called_again_and_then_ends() {
        var refused = new AtomicInteger();
        app.gate().rule(call -> {
            if (call.action().equals("AmazonSSM.GetParametersByPath") && refused.getAndIncrement() < 3) {
                return Optional.of(AwsGate.Refusal.json("ThrottlingException", "Rate exceeded"));
            }
            return Optional.empty();
        });

        var first = app.invoke(FUNCTION, night.input());
        assertThat(first.path("status").asText()).isEqualTo("INCOMPLETE");
        assertThat(first.path("resumeAfterSeconds").asInt()).isPositive();

        assertThat(app.invoke(FUNCTION, night.input()).path("status").asText()).isEqualTo("COMPLETED");
        assertThat(refused).hasValueGreaterThan(3);
    }
}
