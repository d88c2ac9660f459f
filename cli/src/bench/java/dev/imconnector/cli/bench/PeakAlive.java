package dev.imconnector.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.concurrent.TimeUnit;

/** The most bytes of heap that were alive at any of the moments at which it looked: after full collections. */
final class PeakAlive {

    private volatile long bytes;

    PeakAlive() {
        var thread = new Thread(this::look, "peak");
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        while (true) {
            System.gc();
            bytes = Math.max(bytes, afterCollection());
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** What the collection itself left, not what has been made since. */
    private static long afterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    long bytes() {
        return bytes;
    }
}
