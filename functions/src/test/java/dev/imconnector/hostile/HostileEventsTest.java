package dev.imconnector.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.hostile.HostileTable.Row;
import dev.imconnector.lambda.ColdHandlers;
import dev.imconnector.run.RunRecord;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.testkit.VirtualApp;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that nobody should send to a function: each is refused by name, or means what it says. */
class HostileEventsTest {

    private static final int LONGEST_ID = 80;

    static Stream<Row> rows() {
        return HostileTable.rows("events");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void an_event(Row row) {
        var night = new HostileNight();
        night.export("credits.csv", (HostileNight.HEADER + HostileNight.GOOD).getBytes(UTF_8));

        var run = ClearError.inTime(() -> answer(night, row));

        if (run.id() != null && !run.id().isEmpty()) {
            ClearError.isForPeople(run.id());
            assertThat(run.id().length()).isLessThanOrEqualTo(LONGEST_ID);
        }
        assertThat(night.outcome(run)).isEqualTo(row.outcome());
    }

    private static RunRecord answer(HostileNight night, Row row) {
        if (row.text(0).equals("push")) {
            return night.push(row.text(1));
        }
        var reader = new VirtualApp(night.clock, ClientRole.READER, night.store)
                .over(new CannedIm(night.clock))
                .with("RESULTS_LOCATION", "file:///results/");
        return HostileNight.run(ColdHandlers.pull(reader.connector()), row.text(1));
    }
}
