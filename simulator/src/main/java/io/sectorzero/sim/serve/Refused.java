package io.sectorzero.sim.serve;

/** A command that cannot be carried out; the message is the reason, as the client reads it. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    Refused(String reason, Object... arguments) {
        super(arguments.length == 0 ? reason : reason.formatted(arguments));
    }
}
