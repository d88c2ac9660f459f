package dev.imconnector.testkit;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Open files of this process, sockets included. */
public final class OpenFiles {

    private OpenFiles() {}

    /** @return how many there are; 0 where the operating system does not say */
    public static long now() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
