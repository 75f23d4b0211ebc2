package io.sectorzero.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Runs the program inside the test and keeps what it said. */
final class Desk {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int code;

    static Desk after(String... arguments) {
        var desk = new Desk();
        desk.code = SectorZero.run(desk.screen(), new Interruption(), arguments);
        return desk;
    }

    Screen screen() {
        return new Screen(plain(out), plain(err), false);
    }

    Outlet terminal(int columns) {
        return new Outlet(stream(out), true, true, true, columns, Optional::empty);
    }

    int code() {
        return code;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static Outlet plain(ByteArrayOutputStream into) {
        return Outlet.plain(stream(into));
    }

    private static PrintStream stream(ByteArrayOutputStream into) {
        return new PrintStream(into, true, StandardCharsets.UTF_8);
    }
}
