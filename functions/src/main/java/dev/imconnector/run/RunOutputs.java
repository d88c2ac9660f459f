package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.imconnector.store.Location;
import java.util.List;
import java.util.Optional;

/** Where the outputs of a run are, and which input came too late for it. Part of a {@link RunRecord}. For use by one thread. */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"rejects", "receipts", "output", "report", "lateInput"})
final class RunOutputs {

    private String rejects;
    private String receipts;
    private String output;
    private String report;
    private List<String> lateInput;

    Optional<Location> rejects() {
        return location(rejects);
    }

    Optional<Location> receipts() {
        return location(receipts);
    }

    Optional<Location> output() {
        return location(output);
    }

    Optional<Location> report() {
        return location(report);
    }

    List<String> lateInput() {
        return lateInput == null ? List.of() : lateInput;
    }

    void rejects(Location at) {
        rejects = text(at);
    }

    void receipts(Location at) {
        receipts = text(at);
    }

    void output(Location at) {
        output = text(at);
    }

    void report(Location at) {
        report = text(at);
    }

    void lateInput(List<String> uris) {
        lateInput = List.copyOf(uris);
    }

    private static Optional<Location> location(String text) {
        return Optional.ofNullable(text).map(Location::parse);
    }

    private static String text(Location location) {
        return location == null ? null : location.toString();
    }
}
