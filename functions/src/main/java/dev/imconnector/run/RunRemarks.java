package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run has to say beside its counts, when it has. Part of a {@link RunRecord}. For use by one
 * thread.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"warnings", "ignoredInput", "presence"})
final class RunRemarks {

    private List<RunWarning> warnings;
    private List<String> ignoredInput;
    private Presence presence;

    List<RunWarning> warnings() {
        return warnings == null ? List.of() : List.copyOf(warnings);
    }

    List<String> ignoredInput() {
        return ignoredInput == null ? List.of() : List.copyOf(ignoredInput);
    }

    /** Adds it in place of an earlier one of the same code. */
    void warn(RunWarning warning) {
        unwarn(warning.code());
        var all = new ArrayList<>(warnings());
        all.add(warning);
        warnings = all;
    }

    void forgetFindings() {
        warnings = null;
        presence = null;
    }

    Optional<Presence> presence() {
        return Optional.ofNullable(presence);
    }

    /** @param found what the receipts say, or null when nothing of it is true any more */
    void presence(Presence found) {
        presence = found;
    }

    /** Takes back the warnings of that code. */
    void unwarn(String code) {
        var all = new ArrayList<>(warnings());
        all.removeIf(each -> each.code().equals(code));
        warnings = all.isEmpty() ? null : all;
    }

    void ignoredInput(List<String> uris) {
        ignoredInput = uris.isEmpty() ? null : List.copyOf(uris);
    }
}
