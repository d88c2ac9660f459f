package dev.imconnector.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is larger than the memory is refused with little of it: a process of 48 MB of heap outlives all of it. */
class HostileSizesTest {

    private static final String HEAP = "-Xmx48m";

    @TempDir
    private Path home;

    @Test
    @Timeout(300)
    void what_is_far_larger_than_the_memory_is_told_and_not_read() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HostileSizes.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        var lines = process.inputReader()
                .lines()
                .filter(line -> !line.startsWith("{"))
                .toList();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(lines)
                .containsExactly(
                        "a line of a gigabyte|INPUT_BROKEN",
                        "gzip of one long line|INPUT_BROKEN",
                        "gzip of a cell that never ends|INPUT_BROKEN",
                        "gzip of empty lines|EMPTY_INPUT",
                        "gzip of commas|INPUT_BROKEN",
                        "gzip of brackets|INPUT_BROKEN",
                        "gzip of an endless string|INPUT_BROKEN",
                        "gzip of zeros|INPUT_BROKEN",
                        "gzip of gzip|INPUT_NOT_UTF8",
                        "ZIP of zeros|INPUT_BROKEN",
                        "a mapping of a gigabyte|MAPPING_INVALID",
                        "a manifest of a gigabyte|STORE_OBJECT_TOO_LARGE",
                        "a record of a gigabyte|STORE_OBJECT_TOO_LARGE",
                        "a request to stop of a gigabyte|STORE_OBJECT_TOO_LARGE");
        assertThat(process.exitValue()).isZero();
    }
}
