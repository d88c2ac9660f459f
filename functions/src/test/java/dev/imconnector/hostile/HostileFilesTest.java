package dev.imconnector.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.hostile.HostileTable.Row;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exports that nobody should write: the push says of each what is wrong, or rejects the row, or sends what is right. */
class HostileFilesTest {

    static Stream<Row> values() {
        return HostileTable.rows("values");
    }

    static Stream<Row> files() {
        return HostileTable.rows("files");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void a_value(Row row) {
        var file = new ByteArrayOutputStream();
        file.writeBytes(HostileNight.HEADER.getBytes(UTF_8));
        var good = HostileNight.GOOD.strip().split(",");
        var columns = HostileNight.HEADER.strip().split(",");
        for (int i = 0; i < columns.length; i++) {
            file.writeBytes((i == 0 ? "" : ",").getBytes(UTF_8));
            file.writeBytes(columns[i].equals(row.text(0)) ? quoted(row.bytes(1)) : good[i].getBytes(UTF_8));
        }
        file.write('\n');

        isTold(row, "credits.csv", file.toByteArray());
    }

    private static byte[] quoted(byte[] value) {
        var quoted = new ByteArrayOutputStream();
        quoted.write('"');
        for (var each : value) {
            quoted.write(each);
            if (each == '"') {
                quoted.write('"');
            }
        }
        quoted.write('"');
        return quoted.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void a_file(Row row) {
        isTold(row, row.text(0), row.bytes(1));
    }

    private static void isTold(Row row, String name, byte[] content) {
        var night = new HostileNight().export(name, content);
        var outcome = ClearError.inTime(() -> night.outcome(night.push(HostileNight.EVENT)));

        assertThat(outcome).isEqualTo(row.outcome());
    }
}
