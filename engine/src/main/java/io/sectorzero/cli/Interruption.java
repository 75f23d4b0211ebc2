package io.sectorzero.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C and its relatives. The first asks the work to stop at the next safe point. Another Ctrl-C ends the process at once:
 * somebody sits there and has waited long enough. Another TERM or HUP says nothing new: a program that stops a program often
 * sends it to the whole group as well ({@code timeout} of GNU coreutils does), and whoever wants more sends KILL.
 * The JVM's signal door is reached by reflection: the compiler rightly warns about it, there is no other, and a shutdown
 * hook would never learn of the second Ctrl-C.
 */
final class Interruption {

    private static final String CTRL_C = "INT";
    private static final String[] SIGNALS = {CTRL_C, "TERM", "HUP"};

    private final AtomicReference<Runnable> stop = new AtomicReference<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** From now on the first signal runs {@code toStop}, on a thread of the JVM. */
    void first(Runnable toStop) {
        boolean alreadyListening = stop.getAndSet(toStop) != null;
        stopping.set(false);
        if (!alreadyListening) {
            for (String signal : SIGNALS) {
                listen(signal);
            }
        }
    }

    private void arrived(String signal) {
        if (!stopping.getAndSet(true)) {
            stop.get().run();
        } else if (signal.equals(CTRL_C)) {
            endAtOnce();
        }
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
                    arrived(name);
                }
                return null;
            });
            signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            // This JVM has no such signal, or was told to leave it alone: then the system's own handling stays.
        }
    }
}
