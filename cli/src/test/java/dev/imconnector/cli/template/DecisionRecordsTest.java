package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision records: a number means one of them, and each says what a later reader asks. */
class DecisionRecordsTest {

    private static final Pattern TITLE = Pattern.compile("# ([0-9]+)\\. \\S.*");

    static List<Path> records() {
        try (var files = Files.list(Repository.file("docs/adr"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String number(Path record) {
        return record.getFileName().toString().substring(0, 3);
    }

    @Test
    void no_two_have_the_same_number() {
        assertThat(records()).extracting(DecisionRecordsTest::number).doesNotHaveDuplicates();
        assertThat(records().size()).isGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("records")
    void each_has_the_number_of_its_file_in_its_title(Path record) {
        assertThat(record.getFileName().toString()).matches("[0-9]{3}-[a-z0-9-]+\\.md");
        var title = TITLE.matcher(Repository.text(record).lines().findFirst().orElseThrow());
        assertThat(title.matches()).as("title").isTrue();
        assertThat(Integer.parseInt(title.group(1))).isEqualTo(Integer.parseInt(number(record)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void each_has_status_date_context_alternatives_decision_and_consequences(Path record) {
        assertThat(Repository.text(record))
                .containsPattern("(?i)\\bStatus[:.]\\W+(proposed|accepted|superseded by .+)")
                .containsPattern("(?i)\\bDate[:.]\\W+20[0-9]{2}-[01][0-9]\\b")
                .containsSubsequence("**Context.**", "**Alternatives.**", "**Decision", "**Consequences.**");
    }

    @Test
    void each_link_to_one_leads_to_its_file() {
        var link = Pattern.compile("\\]\\((?:docs/)?adr/([^)#]+)");
        for (var page : List.of("README.md", "CHANGELOG.md", "docs/architecture.md", "docs/deploy.md")) {
            var found = link.matcher(Repository.text(Repository.file(page)));
            while (found.find()) {
                assertThat(Repository.file("docs/adr/" + found.group(1)))
                        .as(page)
                        .exists();
            }
        }
    }
}
