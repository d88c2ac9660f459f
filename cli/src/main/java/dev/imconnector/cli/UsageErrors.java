package dev.imconnector.cli;

import dev.imconnector.problem.CleanText;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the words that were typed, in two lines: a page of help would push it off the screen. */
final class UsageErrors implements IParameterExceptionHandler {

    private static final int LONGEST = 500;

    private final Console console;

    UsageErrors(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] words) {
        var command = failure.getCommandLine();
        console.note("%s", CleanText.of(failure.getMessage(), LONGEST));
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        var path = command.getCommandSpec().qualifiedName().replaceFirst("^im", "");
        console.note("Try: %s%s --help", console.command(), path);
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** @return what makes picocli print that and exit with 2 */
    static ParameterException of(CommandLine command, String text, Object... arguments) {
        return new ParameterException(command, text.formatted(arguments));
    }
}
