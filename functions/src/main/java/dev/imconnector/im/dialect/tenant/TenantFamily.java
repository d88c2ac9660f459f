package dev.imconnector.im.dialect.tenant;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The two families of tenants, told apart by the path of their API. */
public enum TenantFamily {
    /** User and password with each request. */
    LEGACY("/api/v2"),
    /** A token of an identity service. */
    HYPERSCALER("/mtsvc/tcmp/rest/v2");

    /** What links of a tenant begin with, below what its API's address has before it. */
    static final String VERSION = "/v2";

    private final String path;

    TenantFamily(String path) {
        this.path = path;
    }

    /**
     * The family of the tenant at that address.
     *
     * @param api without a slash at its end
     */
    public static Optional<TenantFamily> of(URI api) {
        return Arrays.stream(values())
                .filter(family -> api.getPath().equals(family.path))
                .findFirst();
    }

    /** The paths that there are, in half a sentence. */
    public static String paths() {
        return Arrays.stream(values())
                .map(family -> family.path + " (" + family.name().toLowerCase(Locale.ROOT) + ")")
                .collect(Collectors.joining(" or "));
    }

    /** Whether pipelines are among its resources; else they are another service's, whose answers are not public. */
    boolean hasPipelines() {
        return this == LEGACY;
    }

    /** Whether requests carry user and password, because there is no token. */
    public boolean hasNoTokens() {
        return this == LEGACY;
    }
}
