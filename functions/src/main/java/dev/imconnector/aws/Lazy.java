package dev.imconnector.aws;

import java.util.function.Supplier;

/** Makes something when it is first asked for, once, and keeps it. Thread-safe. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<? extends T> maker;
    private T made;

    Lazy(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }
}
