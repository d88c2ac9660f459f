package dev.imconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.hostile.HostileTable.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many inputs the tables hold. */
class HostileInputsTest {

    private static final int PROMISED = 500;

    private static List<Row> all() {
        return HostileTable.NAMES.stream().flatMap(HostileTable::rows).toList();
    }

    @Test
    void the_tables_have_at_least_five_hundred_rows() {
        assertThat(all()).hasSizeGreaterThanOrEqualTo(PROMISED);
    }

    @Test
    void no_table_has_a_row_twice_or_one_without_an_outcome() {
        for (var name : HostileTable.NAMES) {
            var rows = HostileTable.rows(name).toList();
            assertThat(rows.stream().map(Row::sentence)).as(name).doesNotHaveDuplicates();
            assertThat(rows.stream().map(Row::cells)).as(name).doesNotHaveDuplicates();
            assertThat(rows)
                    .as(name)
                    .allSatisfy(row -> assertThat(row.outcome()).matches("[A-Za-z0-9_, ]+"));
        }
    }
}
