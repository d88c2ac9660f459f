package dev.imconnector.cli;

import dev.imconnector.cli.stack.BackgroundSandbox;
import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.tenant.SimulatedTenant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The IM that is simulated beside a local AWS: what it speaks, and where the functions find it. */
enum StackIm {
    COURSE(SandboxDialect.COURSE, Route.TOKEN_PATH, Route.API_PATH),
    HYPERSCALER(SandboxDialect.TENANT, SimulatedTenant.TOKEN_PATH, SimulatedTenant.HYPERSCALER_PATH),
    LEGACY(SandboxDialect.TENANT, StackIm.NO_TOKENS, SimulatedTenant.LEGACY_PATH);

    /** What the template's parameter for the token endpoint says where there is none. */
    static final String NO_TOKENS = "none";

    private final SandboxDialect dialect;
    private final String tokenPath;
    private final String apiPath;

    StackIm(SandboxDialect dialect, String tokenPath, String apiPath) {
        this.dialect = dialect;
        this.tokenPath = tokenPath;
        this.apiPath = apiPath;
    }

    /** A family of tenants. */
    enum Family {
        HYPERSCALER,
        LEGACY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param family of a tenant; the other dialect has none */
    static StackIm of(SandboxDialect dialect, Family family) {
        return dialect == SandboxDialect.COURSE ? COURSE : family == Family.LEGACY ? LEGACY : HYPERSCALER;
    }

    /** What a stack was deployed for, by the address of its API; that of an IM elsewhere counts as the course's. */
    static StackIm at(String api) {
        return api.endsWith(HYPERSCALER.apiPath) ? HYPERSCALER : api.endsWith(LEGACY.apiPath) ? LEGACY : COURSE;
    }

    SandboxDialect dialect() {
        return dialect;
    }

    /** Parameters of the template. */
    List<String> parameters(BackgroundSandbox sandbox) {
        return List.of(
                "ImTokenUrl=" + (tokenPath.equals(NO_TOKENS) ? NO_TOKENS : sandbox.url(tokenPath)),
                "ImApiUrl=" + sandbox.url(apiPath));
    }

    /** Settings that the functions read in Parameter Store, by their names there. */
    Map<String, String> settings() {
        return dialect.settings().entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> setting.getKey()
                                .substring("IM_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'),
                        Map.Entry::getValue));
    }
}
