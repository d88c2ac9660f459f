package dev.imconnector.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.imconnector.hostile.HostileTable.Row;
import dev.imconnector.run.RunRecords;
import dev.imconnector.store.Location;
import dev.imconnector.store.StoreException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that somebody has changed while the run was in the middle: the next call says so, or goes on rightly. */
class HostileRecordsTest {

    private static final Location RECORD = Location.parse(HostileNight.RUN);
    private static final String HERE = "\"@@here@@\"";
    private static final String EXPORT = HostileNight.HEADER
            + HostileNight.GOOD
            + HostileNight.GOOD.replace("A-1", "A-2")
            + HostileNight.GOOD.replace("A-1", "A-3");

    static Stream<Row> rows() {
        return HostileTable.rows("records");
    }

    /** A push of three credits, one at a time, of which IM has taken one. */
    private static HostileNight inTheMiddle() {
        var night = new HostileNight().export("credits.csv", EXPORT.getBytes(UTF_8));
        night.app.with("IM_BATCH_SIZE", "1");
        night.im.downWhen(now -> !night.im.sourceRefs().isEmpty());
        var run = night.push(HostileNight.EVENT);
        assertThat(run.position()).isEqualTo(1);
        night.im.heal();
        night.clock.advance(run.resumeAfter().orElseThrow());
        return night;
    }

    private static String outcome(HostileNight night) {
        try {
            return ClearError.inTime(() -> night.outcome(night.push(HostileNight.EVENT)));
        } catch (StoreException e) {
            ClearError.mustBe(e.problem());
            return e.problem().code();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void a_record(Row row) throws IOException {
        var night = inTheMiddle();
        night.store.write(RECORD, forged(night.store.bytes(RECORD), row));

        assertThat(outcome(night)).isEqualTo(row.outcome());
    }

    private static byte[] forged(byte[] record, Row row) throws IOException {
        if (row.text(0).equals("-")) {
            return row.bytes(1);
        }
        var root = RunRecords.json().readTree(record);
        var at = JsonPointer.compile(row.text(0));
        var parent = root.at(at.head());
        var here = TextNode.valueOf(HERE.replace("\"", ""));
        if (parent instanceof ArrayNode list) {
            list.set(at.last().getMatchingIndex(), here);
        } else {
            ((ObjectNode) parent).set(at.last().getMatchingProperty(), here);
        }
        var text = new String(RunRecords.json().writeValueAsBytes(root), ISO_8859_1);
        return text.replace(HERE, new String(row.bytes(1), ISO_8859_1)).getBytes(ISO_8859_1);
    }

    @Test
    void cut_off_at_any_byte_it_is_never_gone_on_with() {
        var night = inTheMiddle();
        var whole = night.store.bytes(RECORD);
        var kept = night.store.kept();
        var sent = night.im.arrivals().size();
        for (int length = 0; length < whole.length; length++) {
            kept.run();
            night.store.write(RECORD, Arrays.copyOf(whole, length));
            assertThat(outcome(night)).as("the first %d bytes", length).isEqualTo("RUN_RECORD_UNREADABLE");
        }
        assertThat(night.im.arrivals()).hasSize(sent);
    }
}
