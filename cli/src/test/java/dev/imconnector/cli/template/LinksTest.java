package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every link of the pages leads somewhere")
class LinksTest {

    private static final Path ROOT =
            Repository.file("README.md").toAbsolutePath().normalize().getParent();
    private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");

    private final Map<Path, Set<String>> anchors = new HashMap<>();

    @Test
    void files_and_headings_that_are_linked_to_are_there() throws IOException {
        var dead = new ArrayList<String>();
        var links = 0;
        for (var page : pages()) {
            for (var link : links(page)) {
                links++;
                if (!leadsSomewhere(page, link)) {
                    dead.add(ROOT.relativize(page) + ": " + link);
                }
            }
        }

        assertThat(links).isGreaterThan(150);
        assertThat(dead)
                .as("Correct these links, or the headings that they name")
                .isEmpty();
    }

    @Test
    void every_page_of_docs_is_in_its_index() throws IOException {
        var index = Repository.file("docs/README.md");
        var linked = links(index).stream()
                .map(link ->
                        index.getParent().resolve(link.replaceFirst("#.*", "")).normalize())
                .collect(Collectors.toSet());
        try (var files = Files.list(index.getParent())) {
            assertThat(files.filter(file -> file.toString().endsWith(".md") && !file.equals(index)))
                    .as("Add it to docs/README.md")
                    .allSatisfy(page -> assertThat(linked).contains(page.normalize()));
        }
    }

    private boolean leadsSomewhere(Path page, String link) throws IOException {
        if (link.startsWith("https://")) {
            return true; // the build asks no network
        }
        var parts = link.split("#", 2);
        var target =
                parts[0].isEmpty() ? page : page.getParent().resolve(parts[0]).normalize();
        return Files.exists(target)
                && target.startsWith(ROOT)
                && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    private Set<String> anchors(Path page) throws IOException {
        if (!anchors.containsKey(page)) {
            anchors.put(page, headings(FENCED.matcher(Files.readString(page)).replaceAll("")));
        }
        return anchors.get(page);
    }

    /** As GitHub makes them: a heading that is there again gets a number. */
    private static Set<String> headings(String text) {
        var found = new HashSet<String>();
        HEADING.matcher(text).results().map(match -> anchor(match.group(1))).forEach(anchor -> {
            var unique = anchor;
            for (int n = 1; !found.add(unique); n++) {
                unique = anchor + "-" + n;
            }
        });
        return found;
    }

    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** All Markdown of the repository that is not built. */
    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                6,
                (path, attributes) -> path.toString().endsWith(".md")
                        && !ROOT.relativize(path)
                                .toString()
                                .matches("(.*/)?(target|\\.aws-sam|\\.im|\\.git|node_modules)/.*"))) {
            return files.sorted().toList();
        }
    }
}
