package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** The settings name something that this tenant does not have, or lack something that it needs; nothing was sent. */
public final class TenantSetupException extends ProblemException {

    private static final long serialVersionUID = 1L;

    TenantSetupException(Problem problem) {
        super(problem);
    }

    static TenantSetupException missing(String setting, String why, String fix) {
        return new TenantSetupException(
                new Problem("SETTING_MISSING", "The setting " + setting + " is not set: " + why, fix));
    }

    static TenantSetupException unknown(String setting, String value, String resource) {
        return new TenantSetupException(new Problem(
                "SETTING_INVALID",
                "The setting " + setting + " names '" + value + "', and the tenant has none of its " + resource
                        + " by that name",
                "Set it to the name of one of the tenant's " + resource
                        + "; or, if it is there, let the client's role see it"));
    }
}
