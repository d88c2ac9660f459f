package dev.imconnector.cli.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** docs/runbook.md: chapters ({@code ##}) with steps ({@code ###}). */
record Runbook(Map<String, List<String>> chapters) {

    static Runbook ofTheRepository() {
        var chapters = new LinkedHashMap<String, List<String>>();
        var chapter = "";
        for (var line :
                Repository.text(Repository.file("docs/runbook.md")).lines().toList()) {
            if (line.startsWith("## ")) {
                chapter = line.substring(3);
                chapters.put(chapter, new ArrayList<>());
            } else if (line.startsWith("### ")) {
                chapters.get(chapter).add(anchor(line.substring(4)));
            }
        }
        return new Runbook(chapters);
    }

    /** As GitHub makes it. */
    static String anchor(String heading) {
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
