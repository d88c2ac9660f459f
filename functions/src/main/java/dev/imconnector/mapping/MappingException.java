package dev.imconnector.mapping;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** The mapping file cannot be used, or does not fit the export. */
public final class MappingException extends ProblemException {

    private static final long serialVersionUID = 1L;

    MappingException(Problem problem) {
        super(problem);
    }
}
