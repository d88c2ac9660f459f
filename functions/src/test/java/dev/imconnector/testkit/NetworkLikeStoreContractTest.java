package dev.imconnector.testkit;

import dev.imconnector.run.Location;
import dev.imconnector.run.ObjectStore;

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
