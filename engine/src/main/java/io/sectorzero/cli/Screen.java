package io.sectorzero.cli;

import java.io.FileDescriptor;
import java.util.List;

/**
 * Results go to {@code out}; progress and complaints go to {@code err}, so that a pipe carries results only.
 *
 * @param attended somebody sits there who can be asked: standard input and error are terminals
 */
record Screen(Outlet out, Outlet err, boolean attended) {

    /** The launcher asked the shell which of the three are terminals; a JVM cannot find out one by one. */
    static Screen ofThisProcess() {
        var terminals = List.of(System.getProperty("sectorzero.terminals", "").split(","));
        int columns = Integer.getInteger("sectorzero.columns", 0);
        return new Screen(Outlet.open(FileDescriptor.out, terminals.contains("out"), columns),
                Outlet.open(FileDescriptor.err, terminals.contains("err"), columns),
                terminals.contains("in") && terminals.contains("err"));
    }
}
