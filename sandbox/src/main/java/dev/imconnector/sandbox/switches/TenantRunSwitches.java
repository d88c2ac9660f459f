package dev.imconnector.sandbox.switches;

import java.util.List;

/** How a tenant (dialect {@code tenant}) runs pipelines, and gives tokens. */
public final class TenantRunSwitches {

    public static final Switch<RunStatus> RUN_STATUS = Switch.choice(
            "run-status", RunStatus.SUCCESSFUL, "tenant: the last status of a pipeline started from now on");
    public static final Switch<RunStart> RUN_START =
            Switch.choice("run-start", RunStart.STARTED, "tenant: how the start of a pipeline is answered");
    public static final Switch<SecondRun> SECOND_RUN = Switch.choice(
            "second-run", SecondRun.ACCEPTED, "tenant: a start while the same stage of the same period is running");
    public static final Switch<CancelAnswer> CANCEL_ANSWER =
            Switch.choice("cancel-answer", CancelAnswer.MESSAGE, "tenant: how a cancelled pipeline is answered");
    public static final Switch<HyperscalerPipelines> HYPERSCALER_PIPELINES = Switch.choice(
            "hyperscaler-pipelines",
            HyperscalerPipelines.SERVICE,
            "tenant: where a hyperscaler has pipelines: in the service /cng-pipeline, among its resources, or nowhere");
    public static final Switch<EmptyScope> EMPTY_SCOPE =
            Switch.choice("empty-scope", EmptyScope.STATUS_415, "tenant: a token request whose scope is empty");

    /** All of these, in the order in which they are described. */
    static final List<Switch<?>> ALL =
            List.of(RUN_STATUS, RUN_START, SECOND_RUN, CANCEL_ANSWER, HYPERSCALER_PIPELINES, EMPTY_SCOPE);

    private TenantRunSwitches() {}

    /** The last status of a pipeline. */
    public enum RunStatus {
        SUCCESSFUL("Successful"),
        FAILED("Failed"),
        CANCEL("Cancel"),
        /** Misspelt as tenants do. */
        CACEL("Cacel"),
        DONE("Done");

        private final String word;

        RunStatus(String word) {
            this.word = word;
        }

        /** The word on the wire. */
        public String word() {
            return word;
        }
    }

    /** How the start of a pipeline is answered. */
    public enum RunStart {
        STARTED,
        /** 200 with {@code _ERROR_}; nothing starts. */
        ERROR_200,
        /** 500 with {@code _ERROR_}; nothing starts. */
        ERROR_500,
        /** 500 with {@code _ERROR_}, and it runs nevertheless. */
        STARTED_500
    }

    /** What a second start does while the same stage of the same period is running. */
    public enum SecondRun {
        ACCEPTED,
        REFUSED
    }

    /** How a cancelled pipeline is answered. */
    public enum CancelAnswer {
        /** 200 and a message. */
        MESSAGE,
        /** 500 and TCMP_60255, and it is cancelled. */
        TCMP_60255,
        /** 200 and a message; it ends only when its time is over, as a cancelled one. */
        LATER,
        /** 500 and another code; the run continues. */
        REFUSED
    }

    /** Where a hyperscaler has its pipelines. */
    public enum HyperscalerPipelines {
        /** In a service of their own, and 404 among the resources. */
        SERVICE,
        /** Among the resources, as legacy tenants have them, and no such service. */
        RESOURCE,
        /** Neither: 404 for both. */
        NONE
    }

    /** What a token request with an empty scope gets. */
    public enum EmptyScope {
        STATUS_415,
        /** A token. */
        IGNORED
    }
}
