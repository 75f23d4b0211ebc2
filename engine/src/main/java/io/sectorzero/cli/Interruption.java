package io.sectorzero.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C and its relatives. The first asks the work to stop at the next safe point; the second ends the process at once.
 * The JVM's signal door is reached by reflection: the compiler rightly warns about it, there is no other, and a shutdown
 * hook would never learn of the second Ctrl-C.
 */
final class Interruption {

    private static final String[] SIGNALS = {"INT", "TERM", "HUP"};

    private final AtomicReference<Runnable> next = new AtomicReference<>();

    /** From now on the first signal runs {@code stop}, on a thread of the JVM. */
    void first(Runnable stop) {
        boolean alreadyListening = next.getAndSet(stop) != null;
        if (!alreadyListening) {
            for (String signal : SIGNALS) {
                listen(signal);
            }
        }
    }

    private void arrived() {
        Runnable stop = next.getAndSet(Interruption::endAtOnce);
        stop.run();
    }

    private static void endAtOnce() {
        Runtime.getRuntime().halt(ExitCode.CANCELLED.number());
    }

    private void listen(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    arrived();
                }
                return null;
            });
            signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            // This JVM has no such signal, or was told to leave it alone: then the system's own handling stays.
        }
    }
}
