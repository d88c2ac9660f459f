package dev.imconnector.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cold start pays for each class that is loaded. */
class ClassLoadingTest {

    @TempDir
    private Path folder;

    @Test
    void a_push_on_files_without_a_mapping_loads_no_class_of_the_aws_sdk_and_none_of_yaml()
            throws IOException, InterruptedException {
        var lines = push(credits());

        assertThat(lines).contains("push COMPLETED");
        assertThat(loaded(lines, "dev.imconnector.local.FileStore ")).isNotEmpty();
        assertThat(loaded(lines, "software.amazon.awssdk")).isEmpty();
        assertThat(loaded(lines, "org.yaml")).isEmpty();
    }

    @Test
    void the_template_engine_is_loaded_when_a_report_is_written_and_not_before()
            throws IOException, InterruptedException {
        var withoutReport = push(folder.resolve("not-there-yet.csv"));
        var withReport = push(credits());

        assertThat(withoutReport).contains("push INCOMPLETE");
        assertThat(loaded(withoutReport, "com.samskivert")).isEmpty();
        assertThat(withReport).contains("push COMPLETED");
        assertThat(loaded(withReport, "com.samskivert")).isNotEmpty();
    }

    private Path credits() throws IOException {
        return Files.writeString(folder.resolve("credits.csv"), """
                sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                CRM-1,P-1,2026-03-01,10.00,EUR,2026-03
                """);
    }

    /** What a push in a JVM of its own says, and the classes that it loads. */
    private List<String> push(Path credits) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileOnlyPush.class.getName(),
                        credits.toUri().toString(),
                        folder.resolve("runs-of-" + credits.getFileName()).toUri() + "/")
                .redirectErrorStream(true)
                .start();
        var lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    private static List<String> loaded(List<String> lines, String name) {
        return lines.stream().filter(line -> line.contains(name)).toList();
    }
}
