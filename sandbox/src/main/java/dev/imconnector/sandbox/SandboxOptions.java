package dev.imconnector.sandbox;

import dev.imconnector.sandbox.switches.SandboxSettingException;
import dev.imconnector.sandbox.switches.SandboxSwitches;
import dev.imconnector.sandbox.switches.Switch;
import dev.imconnector.sandbox.token.SandboxClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a sandbox is started. Immutable.
 *
 * @param port the loopback port, 0 for any that is free
 * @param stateFile the journal that lets credits, quotas, participants and runs survive a restart; empty: memory only
 * @param switches the switches to begin with
 * @param clients the OAuth clients to begin with
 * @param dialect what it speaks
 * @param participants how many participants there are, 0 to 100,000
 * @param seed of all that looks random; equal seeds and equal requests give equal answers
 */
public record SandboxOptions(
        int port,
        Optional<Path> stateFile,
        SandboxSwitches switches,
        List<SandboxClient> clients,
        ImDialect dialect,
        int participants,
        long seed) {

    private static final int MOST_PARTICIPANTS = 100_000;

    public SandboxOptions {
        Objects.requireNonNull(stateFile, "stateFile");
        Objects.requireNonNull(switches, "switches");
        Objects.requireNonNull(dialect, "dialect");
        clients = List.copyOf(clients);
        if (port < 0 || port > 65_535) {
            throw new SandboxSettingException("port " + port + " does not exist", "Use 0 (any free one) to 65535");
        }
        if (participants < 0 || participants > MOST_PARTICIPANTS) {
            throw new SandboxSettingException(
                    participants + " participants are not allowed", "Use 0 to " + MOST_PARTICIPANTS);
        }
    }

    /** Any free port, no state file, default switches, {@link SandboxClient#WRITER} and {@link SandboxClient#READER}, the course's dialect. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                0,
                Optional.empty(),
                SandboxSwitches.defaults(),
                List.of(SandboxClient.WRITER, SandboxClient.READER),
                ImDialect.COURSE,
                250,
                20_260_101);
    }

    public SandboxOptions withPort(int newPort) {
        return new SandboxOptions(newPort, stateFile, switches, clients, dialect, participants, seed);
    }

    public SandboxOptions withStateFile(Path file) {
        return new SandboxOptions(port, Optional.of(file), switches, clients, dialect, participants, seed);
    }

    public SandboxOptions withSwitches(SandboxSwitches newSwitches) {
        return new SandboxOptions(port, stateFile, newSwitches, clients, dialect, participants, seed);
    }

    public <T> SandboxOptions with(Switch<T> which, T value) {
        return withSwitches(switches.with(which, value));
    }

    /** Another client beside those there are; one of the same id is replaced. */
    public SandboxOptions withClient(SandboxClient client) {
        var more = new ArrayList<>(clients);
        more.removeIf(known -> known.id().equals(client.id()));
        more.add(client);
        return new SandboxOptions(port, stateFile, switches, more, dialect, participants, seed);
    }

    /** Another dialect; a tenant has {@link SandboxClient#USER} beside the clients there are. */
    public SandboxOptions withDialect(ImDialect newDialect) {
        var options = newDialect == ImDialect.TENANT ? withClient(SandboxClient.USER) : this;
        return new SandboxOptions(port, stateFile, switches, options.clients(), newDialect, participants, seed);
    }

    public SandboxOptions withParticipants(int count) {
        return new SandboxOptions(port, stateFile, switches, clients, dialect, count, seed);
    }

    public SandboxOptions withSeed(long newSeed) {
        return new SandboxOptions(port, stateFile, switches, clients, dialect, participants, newSeed);
    }
}
