package dev.imconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words of IM count as "this sourceRef is there", by default. */
class PresenceTest {

    private static final Pattern PATTERN = Pattern.compile(Presence.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "409 Conflict",
                "409 Conflict: sourceRef ORD-409-1 already exists",
                "409: sourceRef A-1 already exists",
                "sourceRef 'A-1' already exists.",
                "Duplicate sourceRef A-1",
                "Duplicate source reference: A-1",
                "Credit already exists for sourceRef A-1",
                "sourceRef already exists",
                "SourceRef A-1 is already present"
            })
    void that_a_source_ref_is_there_is_believed(String words) {
        assertThat(PATTERN.matcher(words).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Participant not found for credit ORD-409-1",
                "Participant 409 not found",
                "Amount 409.00 is too large",
                "409",
                "already exists",
                "409: already exists",
                "Credits are locked: a calculation run already exists for period 2026-11",
                "A calculation run already exists for sourceRef A-1",
                "sourceRef A-1 refused: a run already exists",
                "Duplicate assignment of participant P-1",
                "409 Conflict: the period is locked",
                "409 Conflict with a run under way",
                "Period 2026-11 already exists in state CLOSED"
            })
    void anything_else_is_a_reject(String words) {
        assertThat(PATTERN.matcher(words).find()).isFalse();
    }
}
