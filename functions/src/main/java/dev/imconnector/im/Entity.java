package dev.imconnector.im;

import dev.imconnector.problem.Problem;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be read from IM. */
public enum Entity {
    RESULTS("results"),
    PARTICIPANTS("participants"),
    COMP_PLANS("comp-plans"),
    QUOTAS("quotas"),
    CREDITS("credits"),
    PIPELINE_RUNS("pipeline-runs"),
    /** What was sold, as it was pushed; where IM keeps that apart from the credits that it makes of it. */
    SALES_TRANSACTIONS("sales-transactions"),
    PERIODS("periods"),
    POSITIONS("positions");

    private final String text;

    Entity(String text) {
        this.text = text;
    }

    /** The name in events, locations and the API, such as {@code comp-plans}. */
    public String text() {
        return text;
    }

    /**
     * The entity of that name, in any case.
     *
     * @throws QueryException when there is none
     */
    public static Entity named(String name) {
        return Arrays.stream(values())
                .filter(entity -> entity.text.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new QueryException(new Problem(
                        "ENTITY_UNKNOWN",
                        "'" + name + "' is not an entity that can be read from IM",
                        "Use one of "
                                + Arrays.stream(values()).map(Entity::text).collect(Collectors.joining(", ")))));
    }

    @Override
    public String toString() {
        return text;
    }
}
