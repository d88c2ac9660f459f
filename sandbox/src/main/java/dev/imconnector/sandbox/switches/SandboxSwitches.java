package dev.imconnector.sandbox.switches;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A setting of every switch. Immutable: {@code with} gives another one. */
public final class SandboxSwitches {

    private static final SandboxSwitches DEFAULTS = new SandboxSwitches(Map.of());

    private final Map<Switch<?>, Object> changed;

    private SandboxSwitches(Map<Switch<?>, Object> changed) {
        this.changed = changed;
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
        var which = Switch.named(name);
        var more = new HashMap<>(changed);
        more.put(which, which.parse(value));
        return new SandboxSwitches(more);
    }

    /** All switches and their values as text, in the order of {@link Switch#all}. */
    public Map<String, String> asText() {
        var texts = new LinkedHashMap<String, String>();
        Switch.all().forEach(which -> texts.put(which.name(), text(which)));
        return texts;
    }

    private <T> String text(Switch<T> which) {
        return which.format(get(which));
    }
}
