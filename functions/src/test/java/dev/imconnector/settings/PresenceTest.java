package dev.imconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which words of IM count as "this sourceRef is there", by default: as they are looked at, with {@code {sourceRef}} for
 * the credit's own sourceRef and an ellipsis for its other values.
 */
class PresenceTest {

    private static final Pattern PATTERN = Pattern.compile(Presence.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "409 Conflict",
                "409 Conflict: sourceRef {sourceRef} already exists",
                "409: sourceRef {sourceRef} already exists",
                "{sourceRef} Conflict: sourceRef {sourceRef} already exists",
                "… Conflict: sourceRef {sourceRef} already exists",
                "Conflict: sourceRef={sourceRef} already exists",
                "sourceRef '{sourceRef}' already exists.",
                "Duplicate sourceRef {sourceRef}",
                "Duplicate sourceRef",
                "Duplicate source reference: {sourceRef}",
                "Duplicate sourceRef {sourceRef} in period …",
                "Credit already exists for sourceRef {sourceRef}",
                "… already exists for sourceRef {sourceRef}",
                "Credit {sourceRef} already exists",
                "The credit with sourceRef \"{sourceRef}\" is already present",
                "sourceRef already exists",
                "SourceRef {sourceRef} is already present"
            })
    void that_this_source_ref_is_there_is_believed(String words) {
        assertThat(PATTERN.matcher(words).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Participant not found for credit {sourceRef}",
                "Participant … not found",
                "Amount … is too large",
                "409",
                "…",
                "already exists",
                "… already exists",
                "{sourceRef}",
                "409: already exists",
                "409 Conflict: sourceRef A-2 already exists",
                "sourceRef A-2 already exists",
                "Duplicate sourceRef A-2",
                "Credit A-2 already exists",
                "Credit already exists for sourceRef A-2",
                "sourceRef {sourceRef} B already exists",
                "Duplicate sourceRef {other}",
                "sourceRef {other} already exists",
                "sourceRef refused: already exists",
                "Credits are locked: a calculation run already exists for period …",
                "A calculation run already exists for sourceRef {sourceRef}",
                "sourceRef {sourceRef} refused: a run already exists",
                "Duplicate assignment of participant …",
                "409 Conflict: the period is locked",
                "409 Conflict with a run under way",
                "Period … already exists in state CLOSED"
            })
    void anything_else_is_a_reject(String words) {
        assertThat(PATTERN.matcher(words).find()).isFalse();
    }
}
