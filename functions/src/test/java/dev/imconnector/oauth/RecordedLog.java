package dev.imconnector.oauth;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Every log line of this package from DEBUG on, with its stack trace, until closed. */
final class RecordedLog extends AbstractAppender implements AutoCloseable {

    private static final String PACKAGE = "dev.imconnector.oauth";

    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    RecordedLog() {
        super("recorded", null, null, true, Property.EMPTY_ARRAY);
        start();
        var config = new LoggerConfig(PACKAGE, Level.DEBUG, true);
        config.addAppender(this, Level.DEBUG, null);
        context.getConfiguration().addLogger(PACKAGE, config);
        context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
        var text = new StringWriter();
        text.append(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        lines.add(text.toString());
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(PACKAGE);
        context.updateLoggers();
        stop();
    }
}
