package dev.imconnector.settings;

import dev.imconnector.settings.ValueType.Unusable;
import java.util.regex.Pattern;

/**
 * Who takes a whole share of the tenant's limit beside the push. A pull or a comparison that is not scheduled can still be
 * started on demand, so it takes a small share all the same.
 *
 * @param api whether the HTTP API is deployed
 * @param pull whether the pull is scheduled
 * @param reconcile whether the comparison is scheduled
 */
record SharedWith(boolean api, boolean pull, boolean reconcile) {

    /** The states of the template's parameters, in this order. */
    static final String NOBODY = "api=DISABLED,pull=DISABLED,reconcile=DISABLED";

    private static final String STATE = "(ENABLED|DISABLED)";
    private static final Pattern FORM = Pattern.compile("api=" + STATE + ",pull=" + STATE + ",reconcile=" + STATE);

    static final ValueType<SharedWith> TYPE =
            new ValueType<>(NOBODY + ", each of the three ENABLED or DISABLED", SharedWith::parse);

    private static SharedWith parse(String text) {
        var states = FORM.matcher(text);
        if (!states.matches()) {
            throw new Unusable("");
        }
        return new SharedWith(isEnabled(states.group(1)), isEnabled(states.group(2)), isEnabled(states.group(3)));
    }

    private static boolean isEnabled(String state) {
        return state.equals("ENABLED");
    }
}
