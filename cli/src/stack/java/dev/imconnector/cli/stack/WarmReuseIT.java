package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What warm invocations reuse, counted where the calls arrive. */
class WarmReuseIT {

    private static final int INVOCATIONS = 6;

    private final Application app = Stack.application();

    @Test
    void many_invocations_take_one_token_one_reading_of_the_secret_and_one_of_the_settings() {
        app.withCredentials();
        app.forgetWarm("PushCreditsFunction");
        app.gate().reset();
        var tokensBefore = app.im().report().requests().tokenCalls();

        for (int i = 0; i < INVOCATIONS; i++) {
            var night = Exports.night();
            app.put(night.key("credits.csv"), night.csv(3));
            var answer = app.invoke("PushCreditsFunction", night.input());
            assertThat(answer.path("created").asInt()).as(answer.toString()).isEqualTo(3);
            if (i == 0) {
                assertThat(app.gate().count("AmazonSSM.GetParametersByPath")).isPositive();
                assertThat(app.gate().count("secretsmanager.GetSecretValue")).isEqualTo(1);
                app.gate().reset();
            }
        }

        assertThat(app.im().report().requests().tokenCalls() - tokensBefore).isEqualTo(1);
        assertThat(app.gate().count("secretsmanager.GetSecretValue")).isZero();
        assertThat(app.gate().count("AmazonSSM.GetParametersByPath")).isZero();
    }
}
