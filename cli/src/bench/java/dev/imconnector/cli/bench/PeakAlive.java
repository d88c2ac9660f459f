package dev.imconnector.cli.bench;

import com.sun.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The most bytes of heap that were alive at any of the moments at which it looked: after full collections. */
final class PeakAlive {

    /**
     * For the JVM that is measured: otherwise three of four full collections leave up to 5 % of the old generation as dead
     * fillers between the living, which count as used.
     */
    static final String LEAVE_NO_GAPS = "-XX:MarkSweepAlwaysCompactCount=1";

    private volatile long bytes;

    PeakAlive() {
        var thread = new Thread(this::look, "peak");
        thread.setDaemon(true);
        thread.start();
    }

    private static final List<String> HEAP = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .toList();

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

    /** What the full collection itself left: neither what has been made since nor what a young collection kept. */
    private static long afterCollection() {
        return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .filter(collector -> collector.getName().equals("MarkSweepCompact"))
                .map(GarbageCollectorMXBean::getLastGcInfo)
                .flatMap(info -> HEAP.stream().map(info.getMemoryUsageAfterGc()::get))
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    long bytes() {
        return bytes;
    }
}
