package dev.imconnector.cli.runbook;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Commands of the runbook that stand together, and what they print.
 *
 * @param line of the page on which the first command stands
 * @param commands as they are typed
 * @param expected what is shown of the output: each line is part of one of the output's, in this order, {@code …} stands
 *     for anything, and no line at all for no output
 * @param status of the last command, from a last line {@code (exit status N)}; else 0
 */
public record RunbookBlock(int line, String commands, List<String> expected, int status) {

    private static final Pattern LOCAL = Pattern.compile("\\./im .*");

    /** Whether it needs no AWS. */
    public boolean isOfTheCommandLineAlone() {
        return commands.lines().allMatch(command -> LOCAL.matcher(command).matches());
    }

    /** With values in the place of what the reader puts in himself. */
    public RunbookBlock with(String placeholder, String value) {
        if (!commands.contains(placeholder)) {
            throw new AssertionError("Line " + line + " of the runbook has no " + placeholder + ": " + commands);
        }
        return new RunbookBlock(line, commands.replace(placeholder, value), expected, status);
    }

    /** @throws AssertionError when this is not what the page shows */
    public void requireOutput(String output, int endedWith) {
        var lines = output.lines().map(RunbookBlock::normal).toList();
        if (endedWith != status) {
            throw unlike("exit status " + status, output + "\n(exit status " + endedWith + ")");
        }
        if (expected.isEmpty() && !output.isBlank()) {
            throw unlike("no output", output);
        }
        var at = 0;
        for (var wanted : expected) {
            var pattern = pattern(wanted);
            while (at < lines.size() && !pattern.matcher(lines.get(at)).find()) {
                at++;
            }
            if (at == lines.size()) {
                throw unlike("a line like: " + wanted, output);
            }
            at++;
        }
    }

    private static Pattern pattern(String wanted) {
        return Pattern.compile(java.util.Arrays.stream(normal(wanted).split("…", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }

    private static String normal(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private AssertionError unlike(String wanted, String output) {
        return new AssertionError("Line " + line + " of docs/runbook.md shows " + wanted + "\n--- of\n" + commands
                + "\n--- but there was\n" + output);
    }
}
