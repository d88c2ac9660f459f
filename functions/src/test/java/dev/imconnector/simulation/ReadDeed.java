package dev.imconnector.simulation;

import java.util.List;

/** A page that is asked for. Asking changes nothing, so there is little that could be a lie. */
record ReadDeed(Ledger ledger, String path, String query) implements Errand.Deed {

    @Override
    public Tenant.Answer take() {
        return ledger.page(path, query);
    }

    @Override
    public void takeLate() {
        ledger.page(path, query);
    }

    @Override
    public Tenant.Answer refuse(int status) {
        return new Tenant.Answer(status, "{\"error\":\"The request is refused\"}");
    }

    @Override
    public boolean wouldBeALie(Trouble trouble) {
        return false;
    }

    @Override
    public Tenant.Answer takeNamingTwice() {
        return ledger.rows().isEmpty() ? take() : ledger.pageWithARowTwice(path, query);
    }

    @Override
    public List<String> sourceRefs() {
        return List.of();
    }
}
