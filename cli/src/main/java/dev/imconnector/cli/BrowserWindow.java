package dev.imconnector.cli;

import java.awt.Desktop;
import java.io.IOException;
import java.nio.file.Path;

/** The browser of whoever sits at the terminal. Stateless. */
final class BrowserWindow {

    private BrowserWindow() {}

    /** Opens the page, where there is a terminal and a browser. */
    static void show(Console console, Path page) throws IOException {
        if (console.isTerminal() && hasBrowser()) {
            Desktop.getDesktop().browse(page.toUri());
        }
    }

    private static boolean hasBrowser() {
        return Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE);
    }
}
