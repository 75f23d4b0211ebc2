package io.sectorzero.cli;

import io.sectorzero.hardware.Prompt;
import java.io.IOException;

/** Asks the person at the terminal, on standard error, and waits for Enter. */
public final class TerminalPrompt implements Prompt {

    @Override public boolean askFor(String request) {
        Screen screen = Screen.ofThisProcess();
        if (!screen.attended()) {
            return false;
        }
        Outlet err = screen.err();
        err.stream().print("\r" + err.ink(Ink.BOLD, request) + ", then press Enter: ");
        err.stream().flush();
        return enterWasPressed();
    }

    private static boolean enterWasPressed() {
        try {
            int key = System.in.read();
            while (key >= 0 && key != '\n') {
                key = System.in.read();
            }
            return key == '\n';
        } catch (IOException e) {
            return false;
        }
    }
}
