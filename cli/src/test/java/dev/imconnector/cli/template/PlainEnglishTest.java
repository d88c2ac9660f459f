package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read: pages, descriptions of the template and the API, the messages of the code, and its Javadoc. */
@DisplayName("People read plain English")
class PlainEnglishTest {

    /** A phrase of our own, and what a reader understands at once. */
    private record Phrase(Pattern found, String instead) {
        Phrase(String found, String instead) {
            this(Pattern.compile(found), instead);
        }
    }

    private static final List<Phrase> PHRASES = List.of(
            new Phrase(
                    "(?i)\\b(is|are|was|were|be|been|somebody|nobody) told\\b(?! (apart|from))",
                    "who gets a message, or sends one"),
            new Phrase("(?i)\\b(is|are|was|were) looked at\\b", "who checks it, or reads it"),
            new Phrase("(?i)\\b(go|goes|going) on\\b(?! (a|the) )", "continues, resumes, or tries again"),
            new Phrase("(?i)\\bmend(s|ed|ing)?\\b", "correct, repair, or remove the cause"),
            new Phrase(", for (it|they|he|we|you|nobody|whoever|there) ", ", because …"),
            new Phrase(
                    ", for (the|a|an|this|that|its|each|only|what) [^.,;:¶]{1,60} (is|are|was|were|has|have|would|may|must|does"
                            + "|do|can|could)\\b",
                    ", because …"),
            new Phrase("(?i)\\bwithout a word\\b", "silently"),
            new Phrase(
                    "(?i)\\b(is|are|was) no (text|number|date|amount|JSON|CSV|UTF-8|gzip|object|string|setting|valid|whole|ISO|format"
                            + "|page)\\b",
                    "is not a …"),
            new Phrase("(?i)\\bis (no|not a) text\\b(?! in)", "is not a string"),
            new Phrase("(?i)\\bsays? nothing of\\b", "does not mention, or does not apply to"),
            new Phrase("(?i)\\bso an? \\w+( of \\w+)* says nothing\\b", "has no effect"),
            new Phrase("(?i)\\bof what there is not\\b|\\bwhat there is not$", "does not exist"),
            new Phrase("(?i)\\bshows? what would be\\b", "reports what would be sent"),
            new Phrase("(?i)\\bknows it again\\b", "recognises"),
            new Phrase("(?i)\\banew\\b", "again"),
            new Phrase("(?i)\\breckon(s|ed|ing)?\\b", "computes"),
            new Phrase(
                    "(?i)(?<!there )\\b(is|are|was|were) no (?!longer\\b|such\\b|more\\b|other\\b|less\\b|later\\b)[a-z]+",
                    "is not a …"),
            new Phrase("(?i)(?<!there )\\b(is|are|was|were) none\\b", "does not exist, or is not one"),
            new Phrase("(?i)\\bgets? (no )?further\\b", "makes progress"),
            new Phrase("(?i)\\b(if|when) it stays so\\b", "if that does not help"),
            new Phrase("(?i)\\bwith (an? )?(comma|blank)s? between\\b", "separated by …"),
            new Phrase("(?i)\\bword for word\\b", "identical"),
            new Phrase("(?i)\\bknows? nothing of\\b", "does not know, or ignores"));

    private static final Pattern CODE_OF_A_PAGE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\n]*`");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
    private static final Pattern FIRST_SENTENCE = Pattern.compile("(?s)\\A.*?[.:](?=\\s|\\z)");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(#|//|\\*|/\\*).*$");

    @Test
    void the_pages_do() throws IOException {
        var pages = new ArrayList<>(files("docs", 1, ".md"));
        for (var page : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "local-aws/README.md")) {
            pages.add(Repository.file(page));
        }
        assertThat(faults(pages, text -> CODE_OF_A_PAGE.matcher(text).replaceAll("…")))
                .isEmpty();
    }

    @Test
    void template_workflows_and_api_do() throws IOException {
        var parts = new ArrayList<>(files("statemachines", 1, ".json"));
        for (var part : List.of("template.yaml", "observability.yaml", "api/openapi.yaml")) {
            parts.add(Repository.file(part));
        }
        assertThat(faults(parts, text -> COMMENT.matcher(text).replaceAll(""))).isEmpty();
    }

    @Test
    void messages_and_help_do() throws IOException {
        assertThat(faults(sources(), PlainEnglishTest::messages)).isEmpty();
    }

    @Test
    void the_first_sentences_of_the_Javadoc_do() throws IOException {
        assertThat(faults(sources(), PlainEnglishTest::firstSentences)).isEmpty();
    }

    @Test
    void the_report_does() throws IOException {
        assertThat(faults(files("functions/src/main/resources", 20, ".html"), text -> text))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "somebody is told of it, is told",
        "the run goes on by itself, goes on",
        "'not tried again, for it would lock the account', ', for it '",
        "sourceRef is no text, is no text",
        "begin anew, anew",
        "text that is no address, is no address",
        "the runMode x is none, is none",
        "'fields, with commas between', with commas between"
    })
    void each_phrase_is_found(String text, String found) {
        assertThat(found(text)).anyMatch(fault -> fault.contains(found));
    }

    @ParameterizedTest
    @CsvSource({
        "The limit is for the tenant",
        "a text editor",
        "'There is no such file'",
        "there is none",
        "the token is no longer valid",
        "it can be told from another file",
        "'settings, for example'"
    })
    void other_sentences_are_left_alone(String text) {
        assertThat(found(text)).isEmpty();
    }

    private interface Cut {
        String readable(String text);
    }

    private static List<String> faults(List<Path> files, Cut cut) throws IOException {
        var all = new ArrayList<String>();
        for (var file : files) {
            for (var fault : found(cut.readable(Files.readString(file)).replaceAll("\\s+", " "))) {
                all.add(file.getFileName() + ": " + fault);
            }
        }
        return all;
    }

    private static List<String> found(String text) {
        return PHRASES.stream()
                .flatMap(phrase -> phrase.found()
                        .matcher(text)
                        .results()
                        .map(match -> "write \"" + phrase.instead() + "\" in the place of \"" + match.group() + "\": …"
                                + text.substring(
                                        Math.max(0, match.start() - 40), Math.min(text.length(), match.end() + 30))
                                + "…"))
                .toList();
    }

    /** The literals of a source, those of one expression joined. */
    private static String messages(String source) {
        return LITERAL.matcher(COMMENT.matcher(source).replaceAll("").replaceAll("\"\\s*\\+\\s*\"", ""))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining(" ¶ "));
    }

    /** The first sentence of each Javadoc comment; what follows explains to those who read on. */
    private static String firstSentences(String source) {
        return JAVADOC.matcher(source)
                .results()
                .map(comment -> comment.group(1)
                        .replaceAll("(?m)^\\s*\\*", "")
                        .split("(?m)^\\s*@", 2)[0]
                        .strip())
                .map(text -> FIRST_SENTENCE
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .findFirst()
                        .orElse(text))
                .collect(Collectors.joining(" ¶ "));
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (var module : List.of("functions", "sandbox", "cli")) {
            sources.addAll(files(module + "/src/main", 20, ".java"));
        }
        return sources;
    }

    private static List<Path> files(String folder, int depth, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Repository.file(folder), depth)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
