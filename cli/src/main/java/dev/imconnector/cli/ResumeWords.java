package dev.imconnector.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command that continues with a run or a file, quoted for the shell. */
record ResumeWords(List<String> words) {

    static ResumeWords of(Console console, String command, String what, String runId) {
        return new ResumeWords(List.of(console.again(), command, what, "--run-id", runId));
    }

    static ResumeWords of(Console console, String command, Path file, String runId) {
        return of(console, command, ShellWord.of(file), runId);
    }

    /** The same with one more option. */
    ResumeWords with(String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new ResumeWords(all);
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
