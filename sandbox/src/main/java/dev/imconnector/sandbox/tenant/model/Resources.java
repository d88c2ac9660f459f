package dev.imconnector.sandbox.tenant.model;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All resources of the simulated tenant, by their names. */
public final class Resources {

    private static final Map<String, Resource> ALL = Stream.of(
                    SalesResources.all(), PeopleResources.all(), ResultResources.all(), ReferenceResources.all())
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Resource::name, Function.identity()));

    private Resources() {}

    public static Map<String, Resource> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException when there is no such resource */
    public static Resource of(String name) {
        var resource = ALL.get(name);
        if (resource == null) {
            throw new IllegalArgumentException("there is no resource " + name);
        }
        return resource;
    }
}
