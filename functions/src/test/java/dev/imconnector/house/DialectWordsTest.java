package dev.imconnector.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * No word of a dialect stands outside its room: neither what it calls its fields and paths, nor what it says. The texts of
 * the code are read, not its comments. A word that is ours too (our own API, our own files) may stand where it is ours;
 * each such file is named here, and named no longer than it needs the word.
 */
class DialectWordsTest {

    private static final Path MAIN = Path.of("src/main/java/dev/imconnector");
    private static final Path COURSE = MAIN.resolve("im/dialect/course");
    private static final Path TENANT = MAIN.resolve("im/dialect/tenant");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//[^\n]*");
    private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*\"");

    private static final Set<String> OUR_API = Set.of("lambda/ListOptions.java", "lambda/http/Failures.java");
    private static final Set<String> OUR_CREDIT = Set.of("credit/");

    /** The course's words: each as a part of a text, and the files or rooms in which it is ours. */
    private static final Map<String, Set<String>> PARTS = Map.ofEntries(
            Map.entry("odata", Set.of()),
            Map.entry("__next", Set.of()),
            Map.entry("credits/batch", Set.of()),
            Map.entry("/results", Set.of()),
            Map.entry("/comp-plans", Set.of()),
            Map.entry("/participants", Set.of("lambda/WriteEndpoints.java")),
            Map.entry("/quotas", Set.of("lambda/WriteEndpoints.java")),
            Map.entry(
                    "/pipeline-runs",
                    Set.of(
                            "lambda/PipelineRuns.java",
                            "lambda/ReadEndpoints.java",
                            "lambda/WriteEndpoints.java",
                            "manage/PipelineException.java")),
            Map.entry(
                    "nextLink",
                    Set.of("lambda/ListOptions.java", "lambda/RowsBody.java", "manage/NextPageException.java")),
            Map.entry("$filter", Set.of("lambda/ListOptions.java")),
            Map.entry("$select", OUR_API),
            Map.entry("$orderby", Set.of("lambda/ListOptions.java", "manage/PipelineException.java")),
            Map.entry("$top", OUR_API),
            Map.entry("$skip", Set.of("lambda/ListOptions.java")),
            // The example of a filter, and the default that design.md gives a setting.
            Map.entry(" eq ", Set.of("lambda/ListOptions.java", "settings/Setting.java")),
            Map.entry("createdDate", Set.of()),
            // The names of the sums in a manifest of ours.
            Map.entry("payoutAmount", Set.of("pull/Manifest.java")),
            Map.entry("participantId", OUR_CREDIT),
            Map.entry(
                    "periodId",
                    Set.of(
                            "credit/",
                            "push/ReceiptLine.java",
                            "push/ReceiptsReader.java",
                            "push/Corrections.java",
                            // An example of what a server may say.
                            "settings/ValueTypes.java")),
            Map.entry("quotaId", Set.of()),
            Map.entry("planId", Set.of()),
            Map.entry("pipelineId", Set.of()),
            Map.entry("managerId", Set.of()),
            // A gateway before a token endpoint says it so.
            Map.entry("errorMessage", Set.of("oauth/OAuthError.java")));

    /** The tenant's words, likewise. */
    private static final Map<String, Set<String>> TENANTS = Map.ofEntries(
            Map.entry("salesOrder", Set.of()),
            Map.entry("salesTransaction", Set.of()),
            Map.entry("payeeId", Set.of()),
            Map.entry("payeeSeq", Set.of()),
            Map.entry("logicalKeys", Set.of()),
            Map.entry("eventTypeId", Set.of()),
            Map.entry("compensationDate", Set.of()),
            Map.entry("postPipelineRun", Set.of()),
            Map.entry("terminationDate", Set.of()),
            Map.entry("periodSeq", Set.of()),
            Map.entry("unitType", Set.of()),
            Map.entry("orderBy", Set.of()),
            Map.entry("expand=", Set.of()),
            Map.entry("/v2", Set.of()),
            // The default that the settings give a pattern.
            Map.entry("TCMP_", Set.of("settings/Setting.java")),
            Map.entry("payments", Set.of("settings/Setting.java")));

    /** A whole text, and the files or rooms in which it is ours. */
    private static final Map<String, Set<String>> WHOLE = Map.ofEntries(
            Map.entry("CREATED", Set.of()),
            Map.entry("DUPLICATE", Set.of()),
            Map.entry("EXISTS", Set.of()),
            Map.entry("ALREADY_EXISTS", Set.of()),
            Map.entry("CONFLICT", Set.of()),
            Map.entry("ERROR", Set.of("settings/ValueTypes.java")),
            Map.entry("REVERSED", Set.of()),
            Map.entry("PENDING", Set.of()),
            Map.entry("COMPLETED", Set.of()),
            Map.entry("SUCCESSFUL", Set.of()),
            Map.entry("CACEL", Set.of()));

    private record Text(String file, String words) {}

    /** @param room the texts in it, or null for those in the room of no dialect */
    private static List<Text> texts(Path room) throws IOException {
        try (var files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            room == null ? !file.startsWith(COURSE) && !file.startsWith(TENANT) : file.startsWith(room))
                    .flatMap(file -> TEXT.matcher(COMMENT.matcher(read(file)).replaceAll(""))
                            .results()
                            .map(MatchResult::group)
                            .map(text ->
                                    new Text(MAIN.relativize(file).toString(), text.substring(1, text.length() - 1))))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> filesWith(List<Text> texts, String word, boolean whole) {
        return texts.stream()
                .filter(text -> whole ? text.words().equals(word) : text.words().contains(word))
                .map(Text::file)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @TestFactory
    List<DynamicTest> no_word_of_a_dialect_stands_outside_its_room() throws IOException {
        var texts = texts(null);
        assertThat(texts).hasSizeGreaterThan(1_000);
        return Stream.concat(
                        Stream.concat(PARTS.entrySet().stream(), TENANTS.entrySet().stream())
                                .map(word -> check(texts, word, false)),
                        WHOLE.entrySet().stream().map(word -> check(texts, word, true)))
                .toList();
    }

    private static DynamicTest check(List<Text> texts, Map.Entry<String, Set<String>> word, boolean whole) {
        return DynamicTest.dynamicTest(word.getKey(), () -> {
            var files = filesWith(texts, word.getKey(), whole);
            assertThat(files)
                    .as("files outside the dialects' rooms that say '%s'", word.getKey())
                    .allMatch(file -> word.getValue().stream().anyMatch(file::startsWith));
            assertThat(word.getValue())
                    .as("rooms and files that may say '%s' and do", word.getKey())
                    .allMatch(ours -> files.stream().anyMatch(file -> file.startsWith(ours)));
        });
    }

    /** Else the table above would be of words that nobody says. */
    @Test
    void every_such_word_is_one_that_its_dialect_says() throws IOException {
        var texts = texts(COURSE);
        var tenants = texts(TENANT);

        assertThat(TENANTS.keySet())
                .allSatisfy(word ->
                        assertThat(filesWith(tenants, word, false)).as(word).isNotEmpty());
        assertThat(PARTS.keySet())
                .allSatisfy(word ->
                        assertThat(filesWith(texts, word, false)).as(word).isNotEmpty());
        assertThat(WHOLE.keySet())
                .allSatisfy(word ->
                        assertThat(filesWith(texts, word, true)).as(word).isNotEmpty());
    }
}
