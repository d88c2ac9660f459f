package dev.imconnector.testkit;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;

class NetworkLikeStoreContractTest extends ObjectStoreContract {

    private final NetworkLikeStore store = new NetworkLikeStore();

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected Location folder() {
        return Location.parse("s3://bucket/folder/");
    }
}
