package dev.imconnector.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im completion}. */
@Command(
        name = "completion",
        description = "Prints a script that lets bash and zsh complete commands, options and files.",
        mixinStandardHelpOptions = true,
        footer = {"", "In ~/.bashrc or ~/.zshrc:  source <(im completion)"})
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("im", spec.root().commandLine()));
        out.flush();
    }
}
