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
        var credits = Files.writeString(folder.resolve("credits.csv"), """
                sourceRef,participantId,transactionDate,amount,currencyCode,periodId
                CRM-1,P-1,2026-03-01,10.00,EUR,2026-03
                """);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileOnlyPush.class.getName(),
                        credits.toUri().toString(),
                        folder.resolve("runs/").toUri().toString())
                .redirectErrorStream(true)
                .start();
        var lines = process.inputReader().lines().toList();

        assertThat(process.waitFor()).isZero();
        assertThat(lines).contains("push COMPLETED");
        assertThat(loaded(lines, "dev.imconnector.local.FileStore ")).isNotEmpty();
        assertThat(loaded(lines, "software.amazon.awssdk")).isEmpty();
        assertThat(loaded(lines, "org.yaml")).isEmpty();
    }

    private static List<String> loaded(List<String> lines, String name) {
        return lines.stream().filter(line -> line.contains(name)).toList();
    }
}
