package dev.imconnector.simulation;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Hears what is logged while a history is played, in place of the console. */
final class Ears {

    private static volatile World listening;

    private Ears() {}

    private static final class Appender extends AbstractAppender {

        Appender() {
            super("simulation", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            var world = listening;
            if (world != null) {
                world.seen("The log", event.getMessage().getFormattedMessage());
                if (event.getThrown() != null) {
                    world.seen("The log", RunAnswers.trace(event.getThrown()));
                }
            }
        }
    }

    /** From now on; one history at a time. */
    static void listenTo(World world) {
        listening = world;
    }

    /** Does something with its log heard here, and nowhere else. */
    static void listen(Runnable what) {
        var log4j = (LoggerContext) LogManager.getContext(false);
        var root = log4j.getConfiguration().getRootLogger();
        var before = root.getAppenders().values().stream().toList();
        var level = root.getLevel();
        var appender = new Appender();
        appender.start();
        before.forEach(each -> root.removeAppender(each.getName()));
        root.addAppender(appender, Level.INFO, null);
        root.setLevel(Level.INFO);
        log4j.updateLoggers();
        try {
            what.run();
        } finally {
            root.removeAppender(appender.getName());
            before.forEach(each -> root.addAppender(each, level, null));
            root.setLevel(level);
            log4j.updateLoggers();
        }
    }
}
