package dev.imconnector.reconcile;

import static dev.imconnector.testkit.Inputs.HEADER;
import static dev.imconnector.testkit.Inputs.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.im.dialect.course.CourseDialect;
import dev.imconnector.source.InputException;
import dev.imconnector.testkit.Inputs;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Comparison of(int credits, long mostRecords) {
        var rows =
                IntStream.rangeClosed(1, credits).mapToObj(i -> row("R-" + i)).collect(Collectors.joining("\n"));
        var pushed = new CourseDialect(Pattern.compile("there")).reads().pushedCredits();
        return new Comparison(
                Inputs.of("a.csv", HEADER + "\n" + rows + "\n").source(), false, pushed, () -> {}, mostRecords);
    }

    @Test
    void more_credits_than_the_memory_holds_are_refused_before_it_is_used_up() {
        assertThatThrownBy(() -> of(11, 10).readInput())
                .isInstanceOfSatisfying(
                        InputException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("INPUT_TOO_LARGE"));
    }

    @Test
    void as_many_as_it_holds_are_compared() {
        var comparison = of(10, 10);

        comparison.readInput();

        assertThat(comparison.expected()).isEqualTo(10);
    }
}
