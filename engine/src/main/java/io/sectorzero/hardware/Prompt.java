package io.sectorzero.hardware;

/**
 * A way to ask the person at the desk. Found with {@link java.util.ServiceLoader}; the command line brings one that
 * uses its terminal.
 */
public interface Prompt {

    /** Shows the request and waits until it is done. False when nobody can be asked: no terminal, or it was closed. */
    boolean askFor(String request);
}
