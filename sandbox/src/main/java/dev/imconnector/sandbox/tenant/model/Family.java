package dev.imconnector.sandbox.tenant.model;

/** The two families of tenants, told apart by the root of their REST API. */
public enum Family {
    /** Oracle and HANA: HTTP Basic. */
    LEGACY("/api"),
    /** GCP: a bearer token of SAP's identity service. */
    HYPERSCALER("/mtsvc/tcmp/rest");

    private final String root;

    Family(String root) {
        this.root = root;
    }

    /** The path that {@code /v2/…} is appended to. */
    public String root() {
        return root;
    }
}
