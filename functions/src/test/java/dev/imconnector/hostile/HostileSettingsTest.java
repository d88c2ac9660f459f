package dev.imconnector.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.hostile.HostileTable.Row;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that nobody should set: a push names the setting and what is allowed, or runs as it says. */
class HostileSettingsTest {

    static Stream<Row> rows() {
        return HostileTable.rows("settings");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void a_setting(Row row) {
        var night = new HostileNight();
        night.export("credits.csv", (HostileNight.HEADER + HostileNight.GOOD).getBytes(UTF_8));
        night.app.with(row.text(0), row.text(1));

        var run = ClearError.inTime(() -> night.push(HostileNight.EVENT));

        assertThat(night.outcome(run)).isEqualTo(row.outcome());
        run.error()
                .filter(error -> error.code().startsWith("SETTING_"))
                .ifPresent(error -> assertThat(error.message()).contains(row.text(0)));
    }
}
