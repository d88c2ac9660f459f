package dev.imconnector.cli.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** docs/runbook.md: chapters ({@code ##}) with steps ({@code ###}), and the error codes of its tables. */
record Runbook(Map<String, List<String>> chapters, Set<String> codes) {

    private static final Pattern CODE = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`");

    static Runbook ofTheRepository() {
        var chapters = new LinkedHashMap<String, List<String>>();
        var codes = new TreeSet<String>();
        var chapter = "";
        for (var line :
                Repository.text(Repository.file("docs/runbook.md")).lines().toList()) {
            if (line.startsWith("## ")) {
                chapter = line.substring(3);
                chapters.put(chapter, new ArrayList<>());
            } else if (line.startsWith("### ")) {
                chapters.get(chapter).add(anchor(line.substring(4)));
            } else if (line.startsWith("| `")) {
                var found = CODE.matcher(line.split("\\|")[1]);
                while (found.find()) {
                    codes.add(found.group(1));
                }
            }
        }
        return new Runbook(chapters, codes);
    }

    /** As GitHub makes it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    /** The anchors of all steps. */
    Set<String> steps() {
        var all = new TreeSet<String>();
        chapters.values().forEach(all::addAll);
        return all;
    }

    /** Of chapters and steps. */
    Set<String> anchors() {
        var all = steps();
        chapters.keySet().forEach(chapter -> all.add(anchor(chapter)));
        return all;
    }

    List<String> stepsOf(String named) {
        return chapters.get(named);
    }
}
