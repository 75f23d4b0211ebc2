package io.sectorzero.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which build this is, as its jar says. */
final class Version implements IVersionProvider {

    @Override public String[] getVersion() {
        return new String[] {"sectorzero " + number()};
    }

    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("(not from a jar)");
    }
}
