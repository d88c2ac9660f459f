package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's recording of the demo, beside what the demo prints today. */
class DemoRecordingTest {

    private static final Path PICTURE = Path.of("..", "docs", "images", "demo.svg");
    private static final Pattern TEXT = Pattern.compile("<text[^>]*>([^<]*)</text>");
    private static final int MOST_BYTES = 200_000;

    @TempDir
    Path folder;

    @Test
    void shows_every_line_that_the_demo_prints() throws IOException {
        var terminal = new Terminal(folder).with("IM_COMMAND", "./im");
        assertThat(terminal.im("demo", "--credits", "800")).as(terminal.err()).isZero();

        var recorded = normal(recorded());
        assertThat(terminal.out().lines().map(DemoRecordingTest::normal))
                .as("Record it again: .ci/record-demo")
                .hasSizeGreaterThan(50)
                .allSatisfy(line -> assertThat(recorded).contains(line));
    }

    @Test
    void loads_nothing_and_is_light() throws IOException {
        assertThat(Files.size(PICTURE)).isLessThan(MOST_BYTES);
        assertThat(Files.readString(PICTURE)).doesNotContain("<script", "href=", "url(", "@import");
    }

    /** Without the ends of lines, because a line that is too long for the picture goes on in the next. */
    private static String recorded() throws IOException {
        return TEXT.matcher(Files.readString(PICTURE))
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.joining())
                .replace("&#x27;", "'")
                .replace("&amp;", "&");
    }

    /** Without what is of one run only: figures, and the folder in which it was made. */
    private static String normal(String line) {
        return line.replaceAll("/[^ ]*/\\.im/", ".im/")
                .replaceAll("[0-9][0-9.,]*", "0")
                .replaceAll("\\brecords?\\b", "records")
                .replaceAll("  +", "  ");
    }
}
