package dev.imconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/exports/../runs/x.csv",
                "s3://bucket/exports/%2e%2E/runs/x.csv",
                "s3://bucket/exports/.%2e/x.csv",
                "s3://bucket/./x.csv",
                "s3://bucket/exports\\..\\x.csv",
                "file:///data/../etc/passwd",
                "file:///data/%2e%2e/etc/passwd",
                "file:///data/..%2fetc/passwd",
                "file:///data/%252e%252e/etc/passwd",
                "file:///data/..%5cetc/passwd"
            })
    void no_location_leaves_its_folder_by_dot_segments(String text) {
        assertThatThrownBy(() -> Location.parse(text))
                .isInstanceOf(LocationException.class)
                .hasMessageContaining("segment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///data/a%00b.csv", "file:///data/a%0Ab.csv", "s3://bucket/a\nb"})
    void control_characters_are_refused(String text) {
        assertThatThrownBy(() -> Location.parse(text))
                .isInstanceOf(LocationException.class)
                .hasMessageContaining("control character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///data/a\ud800.csv", "s3://bucket/a\udc00b.csv"})
    void half_of_a_character_is_refused_by_name(String text) {
        assertThatThrownBy(() -> Location.parse(text))
                .isInstanceOf(LocationException.class)
                .hasMessageContaining("half of a surrogate pair");
        assertThatThrownBy(() -> Location.parse("file:///data/").resolve("a\ud800.csv"))
                .isInstanceOf(LocationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/a.b/..c/d...e",
        "s3://bucket/Ünï%20code+x=1.csv",
        "file:///data/a%20b.csv",
        "file:///data/100%25.csv"
    })
    void what_is_written_is_read_again(String text) {
        assertThat(Location.parse(text).toString()).isEqualTo(text);
    }

    @Test
    void locations_are_ordered_by_their_paths_as_they_are() {
        assertThat(Location.parse("file:///a%20b")).isLessThan(Location.parse("file:///a-b"));
        assertThat(Location.parse("s3://bucket/a")).isGreaterThan(Location.parse("s3://bucket/Z"));
    }
}
