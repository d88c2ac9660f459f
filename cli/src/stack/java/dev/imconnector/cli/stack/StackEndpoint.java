package dev.imconnector.cli.stack;

import java.net.URI;

/** Services of AWS to test against. */
interface StackEndpoint extends AutoCloseable {

    URI uri();

    @Override
    void close();
}
