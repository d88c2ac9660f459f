package dev.imconnector.sandbox.switches;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A setting of every switch. Immutable: {@code with} gives another one. */
public final class SandboxSwitches {

    private static final List<Switch<?>> ALL = Stream.of(
                    RateSwitches.ALL,
                    TokenSwitches.ALL,
                    WriteSwitches.ALL,
                    ReadSwitches.ALL,
                    FaultSwitches.ALL,
                    TenantReadSwitches.ALL,
                    TenantWriteSwitches.ALL,
                    TenantRunSwitches.ALL)
            .<Switch<?>>flatMap(List::stream)
            .toList();
    private static final SandboxSwitches DEFAULTS = new SandboxSwitches(Map.of());

    private final Map<Switch<?>, Object> changed;

    private SandboxSwitches(Map<Switch<?>, Object> changed) {
        this.changed = changed;
    }

    /** All switches, in the order in which they are described. */
    public static List<Switch<?>> all() {
        return ALL;
    }

    public static SandboxSwitches defaults() {
        return DEFAULTS;
    }

    public <T> T get(Switch<T> which) {
        @SuppressWarnings("unchecked") // only with() puts values in, of the switch's own type
        var value = (T) changed.get(which);
        return value == null ? which.defaultValue() : value;
    }

    /** @throws SandboxSettingException when the value is out of the switch's range */
    public <T> SandboxSwitches with(Switch<T> which, T value) {
        return with(which.name(), which.format(value));
    }

    /** @throws SandboxSettingException when there is no such switch, or it does not take that value */
    public SandboxSwitches with(String name, String value) {
        var which = named(name);
        var more = new HashMap<>(changed);
        more.put(which, which.parse(value));
        return new SandboxSwitches(more);
    }

    private static Switch<?> named(String name) {
        return ALL.stream()
                .filter(which -> which.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SandboxSettingException(
                        "there is no switch '" + name + "'",
                        "Choose one of " + ALL.stream().map(Switch::name).collect(Collectors.joining(", "))));
    }

    /** All switches and their values as text, in the order of {@link #all}. */
    public Map<String, String> asText() {
        var texts = new LinkedHashMap<String, String>();
        ALL.forEach(which -> texts.put(which.name(), text(which)));
        return texts;
    }

    private <T> String text(Switch<T> which) {
        return which.format(get(which));
    }
}
