package dev.imconnector.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.hostile.HostileTable.Row;
import dev.imconnector.store.Location;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mapping files that nobody should write: a push by each says what is wrong and sends nothing, or does what it says. */
class HostileMappingsTest {

    private static final String EXPORT = "S,P,D,A,C,M\nA-1,P-1,2026-03-01,1.50,EUR,2026-03\n";

    static Stream<Row> rows() {
        return HostileTable.rows("mappings");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void a_mapping(Row row) {
        var night = new HostileNight().export("credits.csv", EXPORT.getBytes(UTF_8));
        var mapping = "file:///config/" + row.text(0);
        night.store.write(Location.parse(mapping), row.bytes(1));
        night.app.with("IM_CREDIT_MAPPING", mapping);

        var outcome = ClearError.inTime(() -> night.outcome(night.push(HostileNight.EVENT)));

        assertThat(outcome).isEqualTo(row.outcome());
    }
}
