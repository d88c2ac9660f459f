package dev.imconnector.cli.api;

/** Who calls: nothing is signed on this machine, so everybody is the user of it. */
final class Caller {

    static final String ACCOUNT = "000000000000";

    private Caller() {}

    /** An ARN as API Gateway would give it. */
    static String arn() {
        return "arn:aws:iam::" + ACCOUNT + ":user/"
                + System.getProperty("user.name", "local").replaceAll("[^A-Za-z0-9+=,.@_-]", "_");
    }
}
