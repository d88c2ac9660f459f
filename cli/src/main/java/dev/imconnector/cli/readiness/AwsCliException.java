package dev.imconnector.cli.readiness;

import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;

/** What the AWS CLI says is wrong ({@code AWS_REFUSED}), or that it is not there ({@code AWS_CLI_MISSING}). */
public final class AwsCliException extends ProblemException {

    private static final long serialVersionUID = 1L;

    AwsCliException(Problem problem) {
        super(problem);
    }

    /** @param said what it printed on its standard error */
    public static AwsCliException refused(String what, String said) {
        return new AwsCliException(new Problem(
                "AWS_REFUSED",
                "aws " + what + ": " + said.strip().replaceAll("\\s+", " "),
                "Look at the credentials, the region (AWS_REGION) and your rights in the account"));
    }

    static AwsCliException missing(String program) {
        return new AwsCliException(new Problem(
                "AWS_CLI_MISSING",
                "There is no program " + program,
                "Install the AWS CLI, version 2, or say where it is (--aws)"));
    }
}
