package dev.imconnector.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void whatCannotBeSeenBecomesOneBlank() {
        assertThat(OneLine.of(" a\r\n\tb\u0000\u200bc\u00a0\ud800d ")).isEqualTo("a b c d");
    }

    @Test
    void aWholeSurrogatePairStays() {
        assertThat(OneLine.of("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(OneLine.of("x".repeat(1_000))).hasSize(1_000);
        assertThat(OneLine.of("x".repeat(1_001))).hasSize(1_000).endsWith("x\u2026");
        assertThat(OneLine.of("x".repeat(998) + "\ud83d\ude00\ud83d\ude00")).isEqualTo("x".repeat(998) + "\u2026");
    }
}
