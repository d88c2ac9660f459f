import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts what tells whether the house has become lighter, by reading a checkout's source as text. It judges nothing.
 *
 * <pre>java .ci/HouseFigures.java [CHECKOUT] [FILE WITH THE WAY OF ONE CREDIT]</pre>
 *
 * The way of one credit is the list of classes, in the order in which the credit meets them, that the page
 * docs/architecture.md gives under "The way of one credit"; another file can name it for an older checkout, one class a
 * line, as {@code room.Class}; a room within a room counts as that room. Seconds of tests are those of the last {@code mvn verify} of that checkout.
 */
public final class HouseFigures {

    private static final String ROOT = "dev.imconnector.";
    private static final Pattern TYPE = Pattern.compile(
            "^(public )?(?:abstract |final |sealed |non-sealed )*(?:class|interface|enum|record|@interface) \\w+",
            Pattern.MULTILINE);
    private static final Pattern RECORD = Pattern.compile("\\brecord (\\w+)(?:<[^>{]*>)?\\(([^{]*?)\\)[^(){;]*\\{");
    private static final Pattern STEP = Pattern.compile("`([a-z.]+\\.[A-Z]\\w*)`");
    private static final int MANY_COMPONENTS = 8;

    private final Path checkout;

    private HouseFigures(Path checkout) {
        this.checkout = checkout;
    }

    public static void main(String[] arguments) throws IOException {
        var checkout = Path.of(arguments.length > 0 ? arguments[0] : ".");
        var way = arguments.length > 1 ? Path.of(arguments[1]) : checkout.resolve("docs/architecture.md");
        new HouseFigures(checkout).print(way);
    }

    private void print(Path way) throws IOException {
        for (var module : List.of("functions", "sandbox", "cli")) {
            var main = checkout.resolve(module + "/src/main/java");
            if (Files.isDirectory(main)) {
                printModule(module, main);
            }
        }
        System.out.printf("borders that a credit crosses: %d%n", borders(way));
        System.out.printf("template.yaml: %d lines, %d parameters%n", templateLines(), parameters());
    }

    private void printModule(String module, Path main) throws IOException {
        var sources = sources(main);
        var byPackage = sources.stream()
                .filter(source -> !source.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(source -> room(main, source), TreeMap::new, Collectors.counting()));
        var largest = byPackage.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        System.out.printf(
                "%s: %d lines, %d packages, largest %s with %d classes, %s of types public, %d records of %d or more"
                        + " components, tests %s%n",
                module,
                sources.stream().mapToLong(HouseFigures::lines).sum(),
                byPackage.size(),
                largest.getKey(),
                largest.getValue(),
                publicShare(sources),
                sources.stream().mapToLong(HouseFigures::longRecords).sum(),
                MANY_COMPONENTS,
                testSeconds(checkout.resolve(module + "/target/surefire-reports")));
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(each -> each.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static String room(Path main, Path source) {
        var name = main.relativize(source.getParent()).toString().replace('\\', '/').replace('/', '.');
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }

    private static String publicShare(List<Path> sources) {
        var all = 0;
        var open = 0;
        for (var source : sources) {
            for (var found = TYPE.matcher(text(source)); found.find(); ) {
                all++;
                open += found.group(1) == null ? 0 : 1;
            }
        }
        return all == 0 ? "none" : 100 * open / all + " %";
    }

    private static long longRecords(Path source) {
        return RECORD.matcher(text(source))
                .results()
                .filter(found -> components(found.group(2)) >= MANY_COMPONENTS)
                .count();
    }

    /** Commas between components, not those inside of a component's type arguments. */
    private static int components(String list) {
        if (list.isBlank()) {
            return 0;
        }
        var depth = 0;
        var count = 1;
        for (var c : list.toCharArray()) {
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            count += c == ',' && depth == 0 ? 1 : 0;
        }
        return count;
    }

    private static String testSeconds(Path reports) throws IOException {
        if (!Files.isDirectory(reports)) {
            return "not run";
        }
        var time = Pattern.compile("<testsuite [^>]*?\\btime=\"([\\d.,]+)\"");
        try (var all = Files.list(reports)) {
            var seconds = all.filter(each -> each.toString().endsWith(".xml"))
                    .map(HouseFigures::text)
                    .flatMap(report -> time.matcher(report).results().limit(1))
                    .mapToDouble(found -> Double.parseDouble(found.group(1).replace(",", "")))
                    .sum();
            return Math.round(seconds) + " s";
        }
    }

    private long borders(Path way) throws IOException {
        var steps = new ArrayList<String>();
        var text = section(text(way));
        if (way.toString().endsWith(".md")) {
            STEP.matcher(text).results().map(found -> found.group(1)).forEach(steps::add);
        } else {
            text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(steps::add);
        }
        mustExist(steps);
        var rooms = steps.stream().map(step -> step.substring(0, step.indexOf('.'))).toList();
        var crossed = 0L;
        for (var i = 1; i < rooms.size(); i++) {
            crossed += rooms.get(i).equals(rooms.get(i - 1)) ? 0 : 1;
        }
        return crossed;
    }

    private static String section(String page) {
        var start = page.indexOf("## The way of one credit");
        if (start < 0) {
            return page;
        }
        var end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    private void mustExist(List<String> steps) throws IOException {
        var main = checkout.resolve("functions/src/main/java");
        for (var step : steps) {
            var file = main.resolve((ROOT + step).replace('.', '/') + ".java");
            if (!Files.exists(file)) {
                throw new IOException("The way of one credit names " + step + ", which is not in " + main
                        + ": correct the page, or name the file that holds the way for this checkout");
            }
        }
    }

    private long templateLines() {
        return lines(checkout.resolve("template.yaml"));
    }

    private long parameters() {
        var template = text(checkout.resolve("template.yaml"));
        var start = template.indexOf("\nParameters:");
        var end = Pattern.compile("\n[A-Z]\\w*:").matcher(template);
        var section = end.find(start + 1) ? template.substring(start + 1, end.start() + 1) : template.substring(start + 1);
        return Pattern.compile("^  \\w+:", Pattern.MULTILINE).matcher(section).results().count();
    }

    private static long lines(Path source) {
        return text(source).lines().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
