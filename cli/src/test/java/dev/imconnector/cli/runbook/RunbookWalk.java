package dev.imconnector.cli.runbook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** One step of the runbook, followed command by command. For use by one thread. */
public final class RunbookWalk {

    private final Deque<RunbookBlock> left;
    private final Function<RunbookBlock, String> shell;

    private RunbookWalk(List<RunbookBlock> blocks, Function<RunbookBlock, String> shell) {
        this.left = new ArrayDeque<>(blocks);
        this.shell = shell;
    }

    /**
     * A test for each step: that it can be followed to its end, in the order of the page.
     *
     * @param steps the page's, as far as they are to be followed here
     * @param walks how each is followed, by its anchor; a step without one, or one without a step, is a test that fails
     * @param follow gives a walk its world
     */
    public static Stream<DynamicTest> tests(
            Map<String, List<RunbookBlock>> steps,
            Map<String, Consumer<RunbookWalk>> walks,
            BiConsumer<List<RunbookBlock>, Consumer<RunbookWalk>> follow) {
        var all = new java.util.TreeSet<>(steps.keySet());
        all.addAll(walks.keySet());
        return all.stream()
                .map(step -> DynamicTest.dynamicTest("runbook: " + step, () -> {
                    if (!walks.containsKey(step) || !steps.containsKey(step)) {
                        throw new AssertionError(
                                steps.containsKey(step)
                                        ? "Nobody runs the commands of this step of docs/runbook.md: add a walk for it"
                                        : "docs/runbook.md has no commands in this step any more: delete its walk");
                    }
                    follow.accept(steps.get(step), walks.get(step));
                }));
    }

    /** Follows all of these blocks in a shell, which answers what a block has printed and ends as the page says. */
    public static void follow(
            List<RunbookBlock> blocks, Consumer<RunbookWalk> walk, Function<RunbookBlock, String> shell) {
        var walking = new RunbookWalk(blocks, shell);
        walk.accept(walking);
        if (!walking.left.isEmpty()) {
            throw new AssertionError("The walk left out: " + walking.left.peek().commands());
        }
    }

    /** The next commands of the page, as they stand there. @return what they printed */
    public String next() {
        return next(block -> block);
    }

    /** The next commands, with values in the place of placeholders. @return what they printed */
    public String next(Function<RunbookBlock, RunbookBlock> fill) {
        return shell.apply(fill.apply(left.remove()));
    }

    /** Leaves out the next commands, which cannot be run here. */
    public void leaveOut() {
        left.remove();
    }
}
