package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/errors.md lists every code that the code can say, and no other; each with what happened, why, and what to do.
 */
class ErrorCodesTest {

    /** A text in capitals with underscores: the form of all codes. */
    private static final Pattern CODE = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");

    private static final Pattern ON_THE_PAGE = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`");

    /** As a Fail state names one, alone or within an expression. */
    private static final Pattern CODE_OF_A_WORKFLOW =
            Pattern.compile("\"Error\": \".*?\\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\\b");

    /** Of the same form, but names of variables and words of IM and AWS. */
    private static final Set<String> NO_CODES = Set.of(
            "AWS_ENDPOINT_URL",
            "IM_COMMAND",
            "IM_RESULTS_FORMULA_GUARD",
            "IM_PROFILE",
            "NO_COLOR",
            "RUN_ENDED",
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
            "IM_DIALECT",
            "IM_EVENT_TYPE",
            "IM_CALENDAR",
            "IM_READ_SCOPE",
            "IM_WRITE_SCOPE",
            "IM_CLIENT_SECRET_ID",
            "IM_READER_SECRET_ID",
            "IM_WRITER_SECRET_ID",
            "IM_SETTINGS_PATH",
            "IM_LIMIT_SHARE_OF",
            "IM_LIMIT_SHARED_WITH",
            "ICM_READER_CLIENT_ID",
            "ICM_READER_CLIENT_SECRET",
            "IM_CREDIT_MAPPING",
            "IM_JAVA_OPTIONS",
            "IM_PROFILES_FILE",
            "IM_REQUESTS_PER_MINUTE",
            "AWS_ACCESS_KEY_ID",
            "AWS_DEFAULT_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "DATA_BUCKET",
            "LOCAL_AWS_STACK",
            "AWS_PAGER",
            "AWS_PROFILE",
            "LOCAL_AWS_PORT",
            "LEGACY_URL",
            "LEGACY_USER",
            "LEGACY_PASSWORD",
            "XDG_CONFIG_HOME",
            "DEFAULT_4XX",
            "DEFAULT_5XX",
            "TO_SEND",
            "ALREADY_EXISTS",
            "IN_PROGRESS");

    private final List<String[]> rows = rows();

    @Test
    void every_code_is_on_the_page_and_the_page_has_no_other() throws IOException {
        var codes = found(CODE, sources(Repository.file("functions/src/main/java"), ".java"));
        codes.addAll(found(CODE, sources(Repository.file("cli/src/main/java"), ".java")));
        codes.removeAll(NO_CODES);
        codes.removeAll(Settings.environmentNames());
        codes.removeIf(code -> code.startsWith("TCMP_")); // a tenant's own
        codes.addAll(found(CODE_OF_A_WORKFLOW, sources(Repository.file("statemachines"), ".asl.json")));
        assertThat(codes).hasSizeGreaterThan(80);

        var known = known();
        assertThat(known)
                .as(
                        "Add a row to a table of docs/errors.md: what happened, why, and what to do; or, if it is not a code,"
                                + " add it to NO_CODES.")
                .containsAll(codes);
        assertThat(codes)
                .as("The code does not say these any more: delete their rows.")
                .containsAll(known);
    }

    @Test
    void each_code_has_one_row_with_what_happened_why_and_what_to_do() {
        assertThat(rows).allSatisfy(row -> {
            assertThat(row).as("docs/errors.md: a row has four cells").hasSize(4);
            assertThat(row[1]).as("%s: what happened", row[0]).endsWith(".").hasSizeGreaterThan(15);
            assertThat(row[2]).as("%s: why, or -", row[0]).isNotBlank();
            assertThat(row[3]).as("%s: what to do", row[0]).endsWith(".").hasSizeGreaterThan(6);
        });

        var times = new TreeMap<String, Integer>();
        rows.forEach(row -> found(ON_THE_PAGE, List.of(row[0])).forEach(code -> times.merge(code, 1, Integer::sum)));
        assertThat(times)
                .allSatisfy(
                        (code, n) -> assertThat(n).as("%s has one row", code).isEqualTo(1));
    }

    private Set<String> known() {
        return found(ON_THE_PAGE, rows.stream().map(row -> row[0]).toList());
    }

    /** The cells of the tables' rows, without the outer bars. */
    private static List<String[]> rows() {
        return Repository.text(Repository.file("docs/errors.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceAll("^\\| *| *\\|$", "").split(" *(?<!\\\\)\\| *"))
                .toList();
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
