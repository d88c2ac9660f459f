package dev.imconnector.cli.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** docs/runbook.md as what can be run: the fenced commands ({@code sh}) and the output ({@code text}) shown below each. */
public final class RunbookPage {

    private static final String SHELL = "```sh";
    private static final String OUTPUT = "```text";
    private static final String END = "```";
    private static final Pattern STATUS = Pattern.compile("\\(exit status ([0-9]+)\\)");
    private static final Pattern COMMAND = Pattern.compile("`((?:\\./)?im [a-z][^`]*)`");

    private final Map<String, List<RunbookBlock>> steps = new LinkedHashMap<>();
    private final List<String> mentioned = new ArrayList<>();
    private final List<String> lines;
    private int at;

    private RunbookPage(List<String> lines) {
        this.lines = lines;
    }

    public static RunbookPage ofTheRepository() {
        try {
            return of(Files.readString(repository().resolve("docs/runbook.md")));
        } catch (IOException e) {
            throw new AssertionError("The runbook cannot be read", e);
        }
    }

    static RunbookPage of(String text) {
        var page = new RunbookPage(text.lines().toList());
        page.read();
        return page;
    }

    private static Path repository() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The blocks of each step or chapter that has any, by its anchor, in the order of the page. */
    public Map<String, List<RunbookBlock>> steps() {
        return steps;
    }

    /** The commands of {@code im} that stand within sentences. */
    public List<String> mentioned() {
        return mentioned;
    }

    private void read() {
        var step = "";
        while (at < lines.size()) {
            var line = lines.get(at);
            if (line.startsWith("#")) {
                step = anchor(line.replaceFirst("#+ ", ""));
            }
            if (line.strip().equals(SHELL)) {
                steps.computeIfAbsent(step, anchor -> new ArrayList<>()).add(block());
                continue;
            }
            COMMAND.matcher(line).results().forEach(found -> mentioned.add(found.group(1)));
            at++;
        }
    }

    private RunbookBlock block() {
        var first = at + 2;
        var commands = fenced();
        while (at < lines.size() && lines.get(at).isBlank()) {
            at++;
        }
        if (at == lines.size() || !lines.get(at).strip().equals(OUTPUT)) {
            throw new AssertionError("Line " + first + " of docs/runbook.md: show below the commands, in a block of its"
                    + " own (" + OUTPUT + "), what they print");
        }
        var shown = new ArrayList<>(fenced());
        var status = 0;
        if (!shown.isEmpty()) {
            var last = STATUS.matcher(shown.get(shown.size() - 1));
            if (last.matches()) {
                status = Integer.parseInt(last.group(1));
                shown.remove(shown.size() - 1);
            }
        }
        return new RunbookBlock(first, String.join("\n", commands), List.copyOf(shown), status);
    }

    /** The lines of the block that begins here, without its indentation; goes on behind it. */
    private List<String> fenced() {
        var indentation = lines.get(at).indexOf('`');
        var content = new ArrayList<String>();
        for (at++; !lines.get(at).strip().equals(END); at++) {
            var line = lines.get(at);
            content.add(line.length() < indentation ? "" : line.substring(indentation));
        }
        at++;
        return content;
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }
}
