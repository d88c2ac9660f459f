package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alarm finds its section at a glance. */
class RunbookTest {

    private final String page = Repository.text(Repository.file("docs/runbook.md"));
    private final Runbook runbook = Runbook.ofTheRepository();

    @Test
    void its_contents_lead_to_every_chapter_and_every_alarm() {
        var contents = page.substring(page.indexOf("## Contents"), page.indexOf("## Before the first command"));
        var links = Pattern.compile("]\\(#([a-z0-9-]+)\\)")
                .matcher(contents)
                .results()
                .map(match -> match.group(1))
                .toList();

        var wanted = runbook.anchors();
        wanted.removeAll(List.of("contents", "before-the-first-command"));
        assertThat(links)
                .as("docs/runbook.md: the contents name each chapter and each alarm once")
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void each_alarm_says_where_to_look_and_what_to_do() {
        var sections = page.split("(?m)^##+ ");
        for (var section : sections) {
            var heading = section.lines().findFirst().orElse("");
            if (runbook.stepsOf("Alarms").contains(Runbook.anchor(heading))) {
                assertThat(section).as("Alarm %s", heading).contains("**Look**").containsIgnoringCase("**do**");
            }
        }
    }
}
