package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/architecture.md is about the code as it is")
class ArchitecturePageTest {

    private static final Pattern CLASS = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*\\.[A-Z]\\w*)`");
    private static final Path SOURCES = Repository.file("functions/src/main/java/dev/imconnector");

    private final String page = Repository.text(Repository.file("docs/architecture.md"));

    @Test
    void every_class_that_it_names_is_where_it_says() {
        var missing = CLASS.matcher(page)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !Files.exists(SOURCES.resolve(name.replace('.', '/') + ".java")))
                .toList();

        assertThat(CLASS.matcher(page).results().count()).isGreaterThan(50);
        assertThat(missing)
                .as("correct docs/architecture.md: the functions have no such classes")
                .isEmpty();
    }

    @Test
    void every_room_of_the_functions_is_in_its_table() throws IOException {
        var table = page.substring(page.indexOf("| room |"), page.indexOf("## The way of one credit"));
        var rooms = rooms();

        assertThat(rooms).hasSizeGreaterThan(15);
        assertThat(rooms)
                .as("give each room a row in the table of docs/architecture.md")
                .allSatisfy(room -> assertThat(table).contains("`" + room + "`"));
    }

    private static List<String> rooms() throws IOException {
        try (var folders = Files.list(SOURCES)) {
            return List.copyOf(new TreeSet<>(folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList()));
        }
    }
}
