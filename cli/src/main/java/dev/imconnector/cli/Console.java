package dev.imconnector.cli;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/**
 * The terminal and what surrounds it.
 *
 * @param out what was asked for
 * @param err all else: progress, problems
 * @param isTerminal whether a person is looking
 * @param environment the environment variables
 * @param directory the working directory
 * @param in what is typed or piped in
 */
record Console(
        PrintStream out,
        PrintStream err,
        boolean isTerminal,
        Map<String, String> environment,
        Path directory,
        InputStream in) {

    /** How people call this program, unless the wrapper says how they did. */
    private static final String NAME = "im";

    /** What steers a terminal, or turns the order of letters; a line end does not count. */
    private static final Pattern UNPRINTABLE = Pattern.compile("(?!\r\n)[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n\t]]");

    /** The same but for our own styles: bold, red, green and yellow, which hide nothing and move nothing. */
    private static final Pattern UNPRINTABLE_IN_COLOUR =
            Pattern.compile("(?!\\x1b\\[(?:0|1|21|22|3[1-3]|39)m)" + UNPRINTABLE.pattern());

    /** A console into which nothing is typed. */
    Console(PrintStream out, PrintStream err, boolean isTerminal, Map<String, String> environment, Path directory) {
        this(out, err, isTerminal, environment, directory, InputStream.nullInputStream());
    }

    static Console real() {
        return new Console(System.out, System.err, System.console() != null, System.getenv(), Path.of(""), System.in);
    }

    /** The same, but what was asked for goes where all else goes. */
    Console notesOnly() {
        return new Console(err, err, isTerminal, environment, directory, in);
    }

    /** How to call this program again from here, as a word of a shell: {@code im}, or {@code ./im}. */
    String command() {
        return environment.getOrDefault("IM_COMMAND", NAME);
    }

    /** The same for a command that continues what was done: under the same profile, so that it meets the same tenant. */
    String again() {
        var profile = environment.get(Im.PROFILE);
        return profile == null ? command() : command() + " --profile " + profile;
    }

    /** Whether a line may be written again and again: a terminal that can do more than print one line after the other. */
    boolean canMoveCursor() {
        return isTerminal && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Whether colours are wanted and can be shown, as https://no-color.org has it. */
    boolean isColoured() {
        return canMoveCursor() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Words in a style of picocli's markup, such as {@code bold,green}; plain where there are no colours. */
    String styled(String style, String words) {
        return isColoured() ? Ansi.ON.string("@|" + style + " " + words + "|@") : words;
    }

    /** A value as JSON for scripts, over several lines. */
    void json(Object value) throws IOException {
        out.println(RunRecords.json().writerWithDefaultPrettyPrinter().writeValueAsString(value));
    }

    /** A value as JSON for scripts, on one line: for what may be very many. */
    void jsonLine(Object value) throws IOException {
        out.println(RunRecords.json().writeValueAsString(value));
    }

    /** Something that must not be seen: typed without being shown, or the first line of what is piped in. */
    String secret(String prompt) throws IOException {
        var terminal = System.console();
        if (isTerminal && terminal != null) {
            var typed = terminal.readPassword("%s", prompt);
            return typed == null ? "" : new String(typed);
        }
        var line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.strip();
    }

    void line(String text, Object... arguments) {
        out.print(printable((text + "%n").formatted(arguments)));
    }

    void note(String text, Object... arguments) {
        err.print(printable((text + "%n").formatted(arguments)));
    }

    /** Texts of an export are among what is shown: none of them steers the terminal, or turns the order of letters. */
    private String printable(String text) {
        return (isColoured() ? UNPRINTABLE_IN_COLOUR : UNPRINTABLE)
                .matcher(text)
                .replaceAll("\ufffd");
    }

    void problem(Problem problem) {
        note("%s: %s", styled("bold,red", problem.code()), problem.message());
        if (!problem.fix().isEmpty()) {
            note("  What to do: %s", atTheTerminal(problem.fix()));
        }
    }

    /** What an event or a request says as {@code "retry": true} is an option here. */
    private static String atTheTerminal(String fix) {
        return fix.replaceAll("\"retry\"(: true)?|\\bwith retry\\b", "--retry")
                .replaceAll("([Cc])all again with --retry", "$1all it again with --retry");
    }
}
