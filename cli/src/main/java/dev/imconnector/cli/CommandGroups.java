package dev.imconnector.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands in the help: what belongs together stands together, and in each group they are sorted. */
final class CommandGroups implements IHelpSectionRenderer {

    /** Each command is in one of them, which a test holds. */
    static final Map<String, List<String>> ALL = groups();

    private static final int INDENT = 2;
    private static final int NAMES = 14;

    private static Map<String, List<String>> groups() {
        var groups = new LinkedHashMap<String, List<String>>();
        groups.put("Try it", List.of("api", "demo", "sandbox", "stack"));
        groups.put("Send credits", List.of("init", "preview", "push", "rejects", "reverse", "stop"));
        groups.put("Look at results", List.of("find", "pull", "reconcile", "runs"));
        groups.put("Set up and get help", List.of("check", "completion", "doctor", "help", "probe", "rotate"));
        return groups;
    }

    /** Shows the commands of that command line in groups. */
    static void putInto(CommandLine commands) {
        commands.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        commands.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
    }

    @Override
    public String render(Help help) {
        var text = new StringBuilder();
        ALL.forEach((group, names) -> {
            text.append(help.createHeading("%n%s:%n", group));
            text.append(table(help, names));
        });
        return text.toString();
    }

    private static TextTable table(Help help, List<String> names) {
        var width = help.commandSpec().usageMessage().width();
        var table = TextTable.forColumns(
                help.colorScheme(),
                new Column(NAMES, INDENT, Column.Overflow.SPAN),
                new Column(width - NAMES, 0, Column.Overflow.WRAP));
        for (var name : names) {
            table.addRowValues(
                    help.colorScheme().commandText(name), help.colorScheme().text(Commands.summary(name)));
        }
        return table;
    }
}
