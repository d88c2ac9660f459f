package dev.imconnector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.sandbox.ImSandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of an export, whoever wrote them, never steer a terminal and never become lines of a file or of an output. */
class HostileTextsTest {

    private static final String FORGED = "FORGED: line";

    @TempDir
    Path folder;

    private ImSandbox sandbox;
    private Terminal terminal;

    @BeforeEach
    void start() {
        sandbox = Terminal.sandbox();
        terminal = new Terminal(folder).at(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** Each is a text that does something where it is printed as it is. */
    static Stream<String> hostile() {
        return Stream.of(
                "a\u001b[2J\u001b]0;title\u0007b",
                "a\u0007\u0008\u007fb",
                "a\u009b31mb",
                "a\n" + FORGED + "\nb",
                "a\r" + FORGED,
                "a\u2028" + FORGED,
                "a\u0085" + FORGED,
                "a\u202edcba\u2066x",
                "a: {b\n" + FORGED + ": [",
                "# a\n" + FORGED,
                "--- \n" + FORGED,
                "\u001b[8mhidden\u001b[0m");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private void isHarmless(String output) {
        assertThat(output.replace("\n", "").replace("\t", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
        assertThat(output.lines()).noneMatch(line -> line.startsWith(FORGED));
    }

    private void isHarmless() {
        isHarmless(terminal.out());
        isHarmless(terminal.err());
    }

    private Path export(String header, String sourceRef) throws IOException {
        return Files.writeString(
                folder.resolve("export.csv"),
                "sourceRef,participantId,transactionDate,amount,currencyCode,periodId," + quoted(header) + "\n"
                        + quoted(sourceRef) + ",P-1,2026-03-01,1.50,EUR,2026-03,"
                        + quoted(sourceRef) + "\n");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void as_the_name_of_a_column(String hostile) throws IOException {
        var file = export(hostile, "A-1").toString();

        terminal.im("preview", file);
        isHarmless();
        terminal.im("push", file, "--run-id", "columns");
        isHarmless();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void as_a_value(String hostile) throws IOException {
        var file = export("Note", hostile).toString();

        for (var words : new String[][] {
            {"preview", file},
            {"push", file, "--run-id", "values"},
            {"rejects"},
            {"rejects", "--open"},
            {"runs", "values"}
        }) {
            terminal.im(words);
            isHarmless();
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void as_a_column_of_an_export_for_which_a_mapping_is_begun(String hostile) throws IOException {
        var file = Files.writeString(
                folder.resolve("crm.csv"),
                "Order No," + quoted(hostile) + ",Rep,Closed,Amount,Currency\n"
                        + "4711," + quoted(hostile) + ",R1,2026-03-01,1.50,EUR\n"
                        + "4712," + quoted(hostile) + ",R2,2026-03-02,2.50," + quoted(hostile) + "\n");

        terminal.im("init", file.toString());

        isHarmless();
        try (var written = Files.list(folder)) {
            for (var made :
                    written.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                isHarmless(Files.readString(made));
            }
        }
        assertThat(folder.resolve("mapping.yaml")).exists();
    }

    @Test
    void as_a_formula_in_guarded_rejects_which_are_listed_and_pushed_without_the_guard() throws IOException {
        var header = "sourceRef,participantId,transactionDate,amount,currencyCode,periodId\n";
        var file = Files.writeString(folder.resolve("a.csv"), header + "=A1+B2,P-1,2026-03-01,x,EUR,2026-03\n");
        terminal.with("IM_REJECTS_FORMULA_GUARD", "on").im("push", file.toString(), "--run-id", "guarded");
        var rejects = folder.resolve(".im/runs/guarded/rejects.csv");
        assertThat(rejects).content().contains(",'=A1+B2,").doesNotContain(",=A1");

        assertThat(terminal.im("rejects", "--open")).isEqualTo(ExitStatus.REJECTS);
        assertThat(terminal.out()).contains("=A1+B2").doesNotContain("'=A1");

        var corrected = Files.writeString(
                folder.resolve("corrected.csv"), Files.readString(rejects).replace(",x,", ",-1.50,"));
        assertThat(terminal.im("push", corrected.toString(), "--run-id", "corrected"))
                .isZero();
        assertThat(sandbox.credit("=A1+B2")).isPresent();
        assertThat(terminal.im("rejects", "--open")).isZero();
    }

    @Test
    void our_own_styles_are_shown_in_colour_and_nobody_elses_steering_is() {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var console = new Console(stream, stream, true, Map.of("TERM", "xterm"), folder);

        console.problem(new Problem("SOME_CODE", "words", "fix"));
        console.line("%s", "a\u001b[2Jb\u001b[8mc\rd");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\u001b[31m")
                .contains("SOME_CODE")
                .endsWith("a\ufffd[2Jb\ufffd[8mc\ufffdd" + System.lineSeparator());
    }
}
