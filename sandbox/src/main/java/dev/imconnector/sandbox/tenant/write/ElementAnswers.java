package dev.imconnector.sandbox.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.http.Json;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.state.Dice;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.tenant.model.Family;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.view.RowView;
import dev.imconnector.sandbox.tenant.view.Shown;
import dev.imconnector.sandbox.tenant.view.TenantAnswers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers a write: element i of the answer belongs to element i of the request, unless a switch spoils that. */
final class ElementAnswers {

    private final RowView view;
    private final TenantAnswers answers;
    private final Dice dice;

    ElementAnswers(RowView view, TenantAnswers answers, Dice dice) {
        this.view = view;
        this.answers = answers;
        this.dice = dice;
    }

    /** @param goodStatus the status when no element has failed */
    SandboxAnswer of(
            Resource resource, Family family, List<Written> written, int goodStatus, SandboxSwitches settings) {
        var shown = Shown.written(resource, family, settings);
        List<JsonNode> elements = new ArrayList<>();
        for (var each : written) {
            elements.add(each.isGood() ? view.of(resource, each.row(), shown) : each.failure());
        }
        spoil(elements, settings.get(TenantWriteSwitches.ELEMENT_ANSWER));
        var array = Json.MAPPER.createArrayNode().addAll(elements);
        return answers.envelope(status(written, goodStatus, settings), resource.name(), array);
    }

    private static int status(List<Written> written, int goodStatus, SandboxSwitches settings) {
        if (written.stream().allMatch(Written::isGood)) {
            return goodStatus;
        }
        if (written.stream().anyMatch(Written::isGood)) {
            return settings.get(TenantWriteSwitches.PARTLY_WRITTEN_STATUS);
        }
        return written.stream().allMatch(each -> each.outcome() == Written.Outcome.KEY_EXISTS)
                ? settings.get(TenantWriteSwitches.KEY_EXISTS_STATUS)
                : settings.get(TenantWriteSwitches.NOT_WRITTEN_STATUS);
    }

    private void spoil(List<JsonNode> elements, TenantWriteSwitches.ElementAnswer how) {
        switch (how) {
            case RIGHT -> {
                // as they are
            }
            case SHORT -> elements.remove(elements.size() - 1);
            case LONG -> elements.add(elements.get(0));
            case SHUFFLED -> {
                for (int i = elements.size() - 1; i > 0; i--) {
                    Collections.swap(elements, i, dice.below(i));
                }
            }
        }
    }
}
