package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the code can say went wrong, the runbook knows; and nothing else. */
class RunbookTest {

    /** A text in capitals with underscores: the form of all codes. */
    private static final Pattern CODE = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");

    /** As a Fail state names one, alone or within an expression. */
    private static final Pattern CODE_OF_A_WORKFLOW =
            Pattern.compile("\"Error\": \".*?\\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\\b");

    /** Of the same form, but names of variables and words of IM and AWS. */
    private static final Set<String> NO_CODES = Set.of(
            "AWS_ENDPOINT_URL",
            "AWS_REGION",
            "HTTPS_PROXY",
            "NO_PROXY",
            "SECRETS_MANAGER",
            "POWERTOOLS_SERVICE_NAME",
            "CREDITS_LOCATION",
            "RUNS_LOCATION",
            "RESULTS_LOCATION",
            "AUDIT_LOCATION",
            "IDEMPOTENCY_LOCATION",
            "ICM_CLIENT_ID",
            "ICM_CLIENT_SECRET",
            "IM_API_URL",
            "IM_TOKEN_URL",
            "IM_SCOPE",
            "IM_READ_SCOPE",
            "IM_WRITE_SCOPE",
            "IM_CLIENT_SECRET_ID",
            "IM_READER_SECRET_ID",
            "IM_WRITER_SECRET_ID",
            "IM_SETTINGS_PATH",
            "IM_LIMIT_SHARE_OF",
            "IM_LIMIT_SHARED_WITH",
            "ALREADY_EXISTS",
            "IN_PROGRESS");

    @Test
    void every_code_is_in_the_runbook_and_the_runbook_has_no_other() throws IOException {
        var codes = found(CODE, sources(Repository.file("functions/src/main/java"), ".java"));
        codes.removeAll(NO_CODES);
        codes.addAll(found(CODE_OF_A_WORKFLOW, sources(Repository.file("statemachines"), ".asl.json")));
        assertThat(codes).hasSizeGreaterThan(80);

        var known = Runbook.ofTheRepository().codes();
        assertThat(known)
                .as("Say in a table of docs/runbook.md what a code means and what to do; or, if it is none, add it to"
                        + " NO_CODES.")
                .containsAll(codes);
        assertThat(codes).as("The code says none of the others any more.").containsAll(known);
    }

    @Test
    void every_link_within_the_runbook_leads_somewhere() {
        var runbook = Runbook.ofTheRepository();
        var links = found(
                Pattern.compile("]\\(#([a-z0-9-]+)\\)"), List.of(Repository.text(Repository.file("docs/runbook.md"))));

        assertThat(links).hasSizeGreaterThan(5);
        assertThat(runbook.anchors()).containsAll(links);
    }

    private static Set<String> found(Pattern pattern, List<String> texts) {
        var found = new TreeSet<String>();
        texts.forEach(text -> pattern.matcher(text).results().forEach(match -> found.add(match.group(1))));
        return found;
    }

    private static List<String> sources(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .map(Repository::text)
                    .toList();
        }
    }
}
