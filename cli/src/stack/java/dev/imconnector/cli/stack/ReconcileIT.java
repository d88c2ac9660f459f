package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The comparison with IM, as AWS runs it. */
class ReconcileIT {

    private final Application app = Stack.application();
    private final Exports.Night night = Exports.night();

    ReconcileIT() {
        app.withCredentials();
    }

    @AfterEach
    void reset() {
        app.withCredentials();
    }

    @Test
    void of_a_night_that_was_pushed_the_workflow_finds_what_IM_does_not_hold_as_it_was_sent() {
        app.put(night.key("credits.csv"), night.csv(20));
        app.succeed("CreditPushWorkflow", night.input());
        assertThat(app.im().changeCreditStatus(night.ref(7), "ERROR")).isTrue();
        app.put(night.key("credits.csv"), night.csv(21));
        var alerts = app.alerts();

        var ended = app.end(app.start(
                "ReconcileWorkflow", "{\"scheduledTime\":\"" + night.scheduledTime() + "\",\"ignoreExtra\":true}"));

        var output = Application.succeeded(ended);
        assertThat(output.path("runId").asText()).isEqualTo("reconcile-" + night.businessDate());
        assertThat(output.path("differences"))
                .hasToString("{\"missing\":1,\"extra\":0,\"changedAmount\":0,\"error\":1,\"reversed\":0,\"twice\":0}");
        assertThat(app.keys("runs/reconcile-" + night.businessDate() + "/"))
                .contains("runs/reconcile-" + night.businessDate() + "/differences.jsonl.gz");
        var told = alerts.about(ended.path("executionArn").asText());
        assertThat(told).hasSize(1);
        assertThat(told.get(0).path("Message").asText())
                .contains("\nDifferences: 1 missing, 0 extra, 0 changedAmount, 1 error, 0 reversed, 0 twice\n");
    }
}
