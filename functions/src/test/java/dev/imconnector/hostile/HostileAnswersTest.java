package dev.imconnector.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.hostile.HostileTable.Row;
import dev.imconnector.lambda.ColdHandlers;
import dev.imconnector.run.RunStatus;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.VirtualApp;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that IM should never give: a credit has an outcome only by its own name, and a pull is whole or has failed. */
class HostileAnswersTest {

    private static final Location MANIFEST = Location.parse("file:///results/results/night/manifest.json");

    static Stream<Row> rows() {
        return HostileTable.rows("answers");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void an_answer(Row row) {
        var night = new HostileNight();
        night.export("credits.csv", (HostileNight.HEADER + HostileNight.GOOD).getBytes(UTF_8));
        var im = new CannedIm(night.clock).with(row.text(0), Integer.parseInt(row.text(1)), row.bytes(2));

        assertThat(ClearError.inTime(() -> row.text(0).equals("page") ? pulled(night, im) : pushed(night, im)))
                .isEqualTo(row.outcome());
    }

    private static String pushed(HostileNight night, CannedIm im) {
        night.app.over(im);
        return night.outcome(night.push(HostileNight.EVENT));
    }

    private static String pulled(HostileNight night, CannedIm im) {
        var reader = new VirtualApp(night.clock, ClientRole.READER, night.store)
                .over(im)
                .with("ICM_CLIENT_SECRET", "canary-secret")
                .with("RESULTS_LOCATION", "file:///results/");
        var run = HostileNight.run(ColdHandlers.pull(reader.connector()), HostileNight.EVENT);
        var isWhole = run.status() == RunStatus.COMPLETED;
        assertThat(night.store.find(MANIFEST).isPresent()).as("has a manifest").isEqualTo(isWhole);
        return isWhole ? "rows " + run.rows() : night.outcome(run);
    }
}
